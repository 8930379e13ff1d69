package salvor.ingest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Given;
import salvor.jobs.Progress;

/**
 * The begin of a content, to be tried on.
 *
 * @param path its name as that of a source
 * @param bytes its first bytes, unpacked; not to be changed
 * @param whole whether that is all of it
 */
public record ContentHead(String path, byte[] bytes, boolean whole) {
  /**
   * The begin of a content of a file; null when there is none of this name.
   *
   * @param shown the path that the names of its contents begin with
   * @param path the name of the content; null for the first that there is
   */
  public static @Nullable ContentHead of(Path file, String shown, @Nullable String path, int most)
      throws IOException {
    Looking looking = new Looking(path, most);
    try {
      new Unpack(Limits.ORDINARY, looking).file(file, shown, _ -> {});
    } catch (UncheckedIOException cause) {
      throw cause.getCause();
    }
    return looking.found;
  }

  /** Reads it by these formats alone. */
  public Given read(List<Format> formats, List<StreamFormat> streams, Progress progress) {
    return new Import(formats, List.of(), streams, Limits.ORDINARY)
        .read(path, new ByteArrayInputStream(bytes), bytes.length, progress);
  }

  private static final class Looking implements Unpack.Visitor {
    private final @Nullable String path;
    private final int most;
    private @Nullable ContentHead found;

    Looking(@Nullable String path, int most) {
      this.path = path;
      this.most = most;
    }

    @Override
    public Unpack.End content(String name, InputStream in) {
      if (found == null && (path == null || path.equals(name))) {
        try {
          byte[] bytes = in.readNBytes(most);
          found = new ContentHead(name, bytes, bytes.length < most || in.read() < 0);
        } catch (IOException cause) {
          throw new UncheckedIOException(cause);
        }
      }
      return (_, _, _) -> {};
    }

    @Override
    public boolean more() {
      return found == null;
    }

    @Override
    public void refused(String name, String sha256, String why) {}
  }
}
