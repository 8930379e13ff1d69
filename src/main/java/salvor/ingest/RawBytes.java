package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RawRecords;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;
import salvor.evidence.Utf16Input;

/**
 * Reads records again from the files they were read from, compressed or inside of archives as they
 * may be. The first look at a source compares its hash; after that it is compared again only when
 * the file's size or time has changed. A file that only grew still holds what was read. Records of
 * a UTF-16 source come in UTF-8.
 */
public final class RawBytes implements RawRecords {
  private record Seen(long size, FileTime changed) {}

  private final Path base;
  private final List<Source> sources;
  private final Limits limits;
  private final Map<Integer, Seen> verified = new HashMap<>();

  /**
   * @param base the folder that relative paths start from
   * @param sources by their ids
   */
  public RawBytes(Path base, List<Source> sources, Limits limits) {
    this.base = base;
    this.sources = List.copyOf(sources);
    this.limits = limits;
  }

  @Override
  public synchronized byte[] read(RecordRef ref) throws IOException {
    Source source = sources.get(ref.source());
    Path file = file(source.path());
    BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
    Seen now = new Seen(is.size(), is.lastModifiedTime());
    boolean known = now.equals(verified.get(ref.source())) || Contents.grew(file, source);
    if (known && is.size() == source.bytes() && file.equals(base.resolve(source.path()))) {
      byte[] direct = direct(file, ref);
      if (direct != null) {
        return direct;
      }
    }
    Again again = new Again(source, nth(source), ref, known);
    new Unpack(limits, again).file(file, shown(source.path(), file), _ -> {});
    byte[] record = again.record;
    if (record == null || (!known && !source.sha256().equals(again.sha256))) {
      throw new IOException(
          source.path()
              + " is no longer what was read (its content has changed): restore the original file, or import it"
              + " anew");
    }
    verified.put(ref.source(), now);
    return record;
  }

  /** The bytes as they lie in an uncompressed file; null where they are not in UTF-8. */
  private static byte @Nullable [] direct(Path file, RecordRef ref) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      if (Utf16Input.begins(in.readNBytes(2))) {
        return null;
      }
    }
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(ref.offset());
      byte[] record = in.readNBytes(ref.length());
      return record.length == ref.length() ? record : null;
    }
  }

  /** The file on disk that a source's path begins with. */
  private Path file(String path) throws IOException {
    String onDisk = Contents.onDisk(base, path);
    if (onDisk == null) {
      throw new IOException(
          path + " is gone: put the file back where it was, or import it from where it is now");
    }
    return base.resolve(onDisk);
  }

  private String shown(String path, Path file) {
    for (int end = path.indexOf('!'); end > 0; end = path.indexOf('!', end + 1)) {
      if (base.resolve(path.substring(0, end)).equals(file)) {
        return path.substring(0, end);
      }
    }
    return path;
  }

  /** Archives may hold a path several times: how many contents with this path come before. */
  private int nth(Source source) {
    int before = 0;
    for (Source other : sources.subList(0, source.id())) {
      if (other.path().equals(source.path()) && other.sha256().equals(source.sha256())) {
        return nth(other); // the same bytes, or another thing in the same archive
      } else if (other.path().equals(source.path()) && !other.sha256().isEmpty()) {
        before++;
      }
    }
    return before;
  }

  /** Looks for one record. */
  private static final class Again implements Unpack.Visitor {
    private final Source source;
    private final RecordRef ref;
    private final boolean known;
    private int before;
    private boolean found;
    byte @Nullable [] record;
    String sha256 = "";

    Again(Source source, int before, RecordRef ref, boolean known) {
      this.source = source;
      this.before = before;
      this.ref = ref;
      this.known = known;
    }

    @Override
    public boolean asItIs(String path) {
      return path.equals(source.path());
    }

    @Override
    public boolean more() {
      return !found || (!known && sha256.isEmpty());
    }

    @Override
    public Unpack.End content(String path, InputStream in) {
      if (found || !path.equals(source.path()) || before-- > 0) {
        return (_, _, _) -> {};
      }
      found = true;
      try {
        in.skipNBytes(ref.offset());
        byte[] bytes = in.readNBytes(ref.length());
        record = bytes.length == ref.length() ? bytes : null;
      } catch (IOException _) {
        record = null; // shorter than it was: said by the caller
      }
      return (hex, _, _) -> sha256 = hex;
    }

    @Override
    public void refused(String path, String hex, String why) {
      if (path.equals(source.path()) && !hex.isEmpty()) {
        before--;
      }
    }
  }
}
