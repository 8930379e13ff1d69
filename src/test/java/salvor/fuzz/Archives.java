package salvor.fuzz;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import salvor.ingest.checkpoint.BytePattern;
import salvor.ingest.checkpoint.CheckpointComparison;
import salvor.ingest.checkpoint.CheckpointFile;
import salvor.ingest.checkpoint.CheckpointTar;
import salvor.ingest.checkpoint.Extraction;
import salvor.ingest.checkpoint.MemorySearch;
import salvor.ingest.image.ImageTar;
import salvor.ingest.snapshot.ProcCopy;
import salvor.jobs.Progress;

/** Archives of evidence, of checkpoints and of images. */
final class Archives {
  private Archives() {}

  static byte[] joined(int first, byte[] rest) {
    byte[] all = new byte[rest.length + 1];
    all[0] = (byte) first;
    System.arraycopy(rest, 0, all, 1, rest.length);
    return all;
  }

  static byte[] rest(byte[] input) {
    return Arrays.copyOfRange(input, 1, input.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] zip(Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue());
      }
    }
    return out.toByteArray();
  }

  /** Compression and archives, one within another. */
  record OfEvidence() implements FuzzTarget {
    @Override
    public List<byte[]> seeds() throws Exception {
      byte[] line = Files.readAllBytes(Path.of("src/test/resources/readers/zeek.jsonl"));
      Map<String, byte[]> members =
          Map.of("a/conn.log", line, "../../up", line, "/etc/x", line, "b.gz", ImageTar.gzip(line));
      byte[] tar = CheckpointTar.tar(new TreeMap<>(members));
      return List.of(
          tar,
          zip(members),
          ImageTar.gzip(line),
          ImageTar.gzip(tar),
          Zstd.compress(line),
          Zstd.compress(tar),
          CheckpointTar.tar(Map.of("in.zip", zip(members), "in.tar", tar)));
    }

    @Override
    public void take(byte[] input, Path folder) throws Exception {
      Evidence.read(Files.write(folder.resolve("x"), input));
    }
  }

  /** One image of a checkpoint, named by the first byte; the whole archive when it is 255. */
  static final class OfCheckpoint implements FuzzTarget {
    private final Map<String, byte[]> members = CheckpointTar.hacked().members();
    private final List<String> names = List.copyOf(members.keySet());

    @Override
    public List<byte[]> seeds() {
      List<byte[]> seeds = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        seeds.add(joined(i, members.get(names.get(i))));
      }
      seeds.add(joined(255, CheckpointTar.tar(members)));
      return seeds;
    }

    @Override
    public void take(byte[] input, Path folder) throws Exception {
      if (input.length == 0) {
        return;
      }
      byte[] archive = rest(input);
      if ((input[0] & 0xFF) < 255) {
        Map<String, byte[]> other = new TreeMap<>(members);
        other.put(names.get((input[0] & 0xFF) % names.size()), archive);
        archive = CheckpointTar.tar(other);
      }
      Path file = Files.write(folder.resolve("x.tar"), archive);
      Evidence.read(file);
      try {
        CheckpointFile.read(file, Progress.NONE);
        MemorySearch.of(file, BytePattern.text("s3cr3t"), 16, 10, Progress.NONE);
        CheckpointComparison.of(file, file, Progress.NONE);
        Extraction.of(file, 7, null, folder.resolve("out"), Progress.NONE);
      } catch (IOException _) {
        // said in words
      }
    }
  }

  /** One file of a copy of {@code /proc}, named by the first byte, or where a link of it leads. */
  record OfProc() implements FuzzTarget {
    @Override
    public List<byte[]> seeds() {
      List<byte[]> seeds = new ArrayList<>();
      for (String content : ProcCopy.contents()) {
        seeds.add(joined(seeds.size(), bytes(content)));
      }
      return seeds;
    }

    @Override
    public void take(byte[] input, Path folder) throws Exception {
      if (input.length == 0) {
        return;
      }
      int which = (input[0] & 0xFF) % ProcCopy.contents().size();
      byte[] archive = ProcCopy.with(which, new String(rest(input), StandardCharsets.ISO_8859_1));
      Evidence.read(Files.write(folder.resolve("x.tar"), archive));
    }
  }

  /** A layer of an image, or one of the documents that describe it, or the whole archive. */
  record OfImage() implements FuzzTarget {
    private static final int WHOLE = 0;
    private static final int LAYER = 1;
    private static final int PACKED = 2;
    private static final int DOCUMENT = 3;

    @Override
    public List<byte[]> seeds() {
      List<byte[]> seeds = new ArrayList<>();
      Map<String, byte[]> oci = ImageTar.alpineLike().oci();
      for (byte[] blob : oci.values()) {
        boolean document = blob.length > 0 && blob[0] == '{';
        seeds.add(joined(document ? DOCUMENT : LAYER, blob));
        seeds.add(joined(PACKED, ImageTar.gzip(blob)));
      }
      seeds.add(joined(WHOLE, ImageTar.tar(oci)));
      seeds.add(joined(WHOLE, ImageTar.tar(ImageTar.distrolessLike().docker())));
      return seeds;
    }

    @Override
    public void take(byte[] input, Path folder) throws Exception {
      if (input.length == 0) {
        return;
      }
      byte[] rest = rest(input);
      byte[] archive =
          switch ((input[0] & 0xFF) % 4) {
            case LAYER -> ImageTar.tar(ImageTar.alpineLike().layer(rest).oci());
            case PACKED -> ImageTar.tar(ImageTar.alpineLike().packedBy(_ -> rest).oci());
            case DOCUMENT -> ImageTar.tar(documents(rest));
            default -> rest;
          };
      Evidence.read(Files.write(folder.resolve("x.tar"), archive));
    }

    /** The first document refers to the others by their hashes; all of them are this one. */
    private static Map<String, byte[]> documents(byte[] any) {
      Map<String, byte[]> members = ImageTar.distrolessLike().oci();
      String name = "sha256:" + ImageTar.sha256(any);
      members.put("blobs/sha256/" + name.substring(7), any);
      members.put(
          "index.json",
          bytes(
              "{\"manifests\":[{\"digest\":\""
                  + name
                  + "\"}],\"config\":{\"digest\":\""
                  + name
                  + "\"}}"));
      return members;
    }
  }
}
