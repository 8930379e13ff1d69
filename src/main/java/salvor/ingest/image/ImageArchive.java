package salvor.ingest.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.ingest.ArchiveFormat;
import salvor.ingest.Sink;
import salvor.workload.ImageContents;
import salvor.workload.Inventory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one archive: keeps what its layers and documents say until all are known. */
final class ImageArchive implements ArchiveFormat.Reading {
  private static final int HEAD = 512;
  private static final int LONGEST_DOCUMENT = 4 << 20;
  private static final int ALL_DOCUMENTS = 64 << 20;
  private static final int MOST_MEMBERS = 50_000;
  private static final JsonMapper JSON = new JsonMapper();

  private final Blobs blobs = new Blobs();
  private int room;
  private int documents = ALL_DOCUMENTS;
  private int members;
  private int others;

  /**
   * @param mostEntries as many files of all layers are kept
   */
  ImageArchive(int mostEntries) {
    room = mostEntries;
  }

  @Override
  public ArchiveFormat.End member(ArchiveFormat.Member member, InputStream content, Sink sink)
      throws IOException {
    String name = member.name();
    byte[] head = content.readNBytes(HEAD);
    InputStream all = new SequenceInputStream(new ByteArrayInputStream(head), content);
    if (++members > MOST_MEMBERS) {
      return (_, _, _) -> others++;
    } else if (TarArchiveInputStream.matches(head, head.length)) {
      Layer layer = LayerTar.read(all, room, sink);
      room -= layer.entries().size();
      return (sha256, unpacked, failure) ->
          blobs.add(name, new Blobs.Blob(sha256, unpacked, null, asRead(layer, failure)));
    } else if (isBlank(head)) { // a layer without files is an archive without entries
      Layer nothing = new Layer(List.of(), true);
      return (sha256, unpacked, failure) ->
          blobs.add(name, new Blobs.Blob(sha256, unpacked, null, asRead(nothing, failure)));
    }
    JsonNode document = document(all);
    if (document == null) {
      return (_, _, _) -> others++;
    }
    return (sha256, unpacked, failure) -> {
      if (failure == null) {
        blobs.add(name, new Blobs.Blob(sha256, unpacked, document, null));
      }
    };
  }

  private static Layer asRead(Layer layer, @Nullable String failure) {
    return failure == null ? layer : new Layer(layer.entries(), false);
  }

  private static boolean isBlank(byte[] head) {
    for (byte b : head) {
      if (b != 0) {
        return false;
      }
    }
    return head.length == HEAD;
  }

  private @Nullable JsonNode document(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(Math.min(LONGEST_DOCUMENT, documents) + 1);
    if (bytes.length > Math.min(LONGEST_DOCUMENT, documents)) {
      return null;
    }
    int from = 0;
    while (from < bytes.length && bytes[from] <= ' ') {
      from++;
    }
    if (from == bytes.length || (bytes[from] != '{' && bytes[from] != '[')) {
      return null;
    }
    documents -= bytes.length;
    try {
      return JSON.readTree(bytes);
    } catch (JacksonException _) {
      return null;
    }
  }

  @Override
  public void link(ArchiveFormat.Link link, Sink sink) {
    blobs.link(link.name(), link.target(), link.symbolic());
  }

  @Override
  public boolean end(Sink sink) {
    List<ImageContents> images =
        new Assembled(blobs, reason -> sink.unreadable(new RecordRef(0, 1, 0, 0), reason)).all();
    if (images.isEmpty()) {
      return false;
    }
    sink.inventory(new Inventory(List.of(), List.of(), java.util.Map.of(), images));
    for (ImageContents image : images) {
      sink.skipped("image, used as context");
      if (!image.complete()) {
        sink.note("not all files of the image are known, so none can be said to be missing in it");
      }
    }
    if (others > 1) { // docker's own notes of versions are no part either
      sink.note(
          others
              + " members belong to no image and were not read: unpack the archive to read them");
    }
    return true;
  }
}
