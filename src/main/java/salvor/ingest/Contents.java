package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import salvor.custody.Sha256;
import salvor.evidence.Source;
import salvor.evidence.Utf16Input;

/**
 * The contents of evidence once more, as they were read: compressed files and members of archives
 * unpacked, text in UTF-16 as UTF-8.
 */
public final class Contents {
  private Contents() {}

  /** Sees each content, in the order of the file. */
  public interface Visitor {
    /**
     * A content.
     *
     * @param path its name as that of a source
     * @param utf16 whether the bytes are those of the UTF-8 form of a text in UTF-16
     */
    void content(String path, InputStream in, boolean utf16) throws IOException;

    /**
     * It was read to its end.
     *
     * @param sha256 the hash of the bytes as they lie on disk or in the archive; empty when it
     *     could not be read
     */
    void closed(String path, String sha256);
  }

  /**
   * Visits all contents of a file.
   *
   * @param shown the path that the names of its contents begin with
   */
  public static void visit(Path file, String shown, Limits limits, Visitor visitor)
      throws IOException {
    try {
      new Unpack(
              limits,
              new Unpack.Visitor() {
                @Override
                public Unpack.End content(String path, InputStream in) {
                  try {
                    visitor.content(path, in, in instanceof Utf16Input);
                  } catch (IOException cause) {
                    throw new UncheckedIOException(cause);
                  }
                  return (sha256, _, _) -> visitor.closed(path, sha256);
                }

                @Override
                public void refused(String path, String sha256, String why) {
                  visitor.closed(path, sha256);
                }
              })
          .file(file, shown, _ -> {});
    } catch (UncheckedIOException cause) {
      throw cause.getCause();
    }
  }

  /** The part of a source's path that names a file on disk; null when there is none there. */
  public static @Nullable String onDisk(Path base, String path) {
    for (int end = path.indexOf('!'); end > 0; end = path.indexOf('!', end + 1)) {
      if (Files.isRegularFile(base.resolve(path.substring(0, end)))) {
        return path.substring(0, end);
      }
    }
    return Files.isRegularFile(base.resolve(path)) ? path : null;
  }

  /**
   * Whether a file that was read as it lies there, not unpacked, was only written on to since: it
   * is longer, and begins with what was read.
   */
  public static boolean grew(Path file, Source source) throws IOException {
    return Files.size(file) > source.bytes()
        && Sha256.of(file, source.bytes()).equals(source.sha256());
  }

  /**
   * Whether records can be taken out of a content that begins with these bytes. What has a zero in
   * it is no text, even where most of it is, as in a capture of logs.
   */
  public static boolean canBeCut(byte[] head) {
    for (byte each : head) {
      if (each == 0) {
        return false;
      }
    }
    return switch (Layout.of(head)) {
      case LINES, RUNTIME_LINES, PROSE, DOCUMENTS -> true;
      case YAML, BINARY -> false;
    };
  }

  /** How many bytes tell how a content is laid out. */
  public static int headLength() {
    return Layout.LENGTH;
  }
}
