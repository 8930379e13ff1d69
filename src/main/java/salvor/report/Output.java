package salvor.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;

/** Writes results to the files that were named, and says what to do when that fails. */
public final class Output {
  /** Writes to a stream, which it leaves open. */
  @FunctionalInterface
  public interface Writing {
    /** Writes. */
    void to(OutputStream out) throws IOException;
  }

  private Output() {}

  /**
   * Writes to a file.
   *
   * @throws IOException with file, cause and remedy in its message
   */
  public static void to(Path file, Writing writing) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
      writing.to(out);
    } catch (JacksonException e) { // which is no IOException, and hides one
      throw unwritten(
          file,
          e.getCause() instanceof IOException cause
              ? cause
              : new IOException(e.getOriginalMessage(), e));
    } catch (IOException e) {
      throw unwritten(file, e);
    }
  }

  /** The failure with file, cause and remedy. */
  public static IOException unwritten(Path file, IOException cause) {
    String why =
        switch (cause) {
          case NoSuchFileException _ ->
              "its folder does not exist; make the folder, or name another file";
          case AccessDeniedException _ -> "permission denied; name a file that you may write";
          case FileSystemException told when told.getReason() != null ->
              told.getReason() + "; check the file, its folder and the free space";
          default -> cause.getMessage() + "; check the file, its folder and the free space";
        };
    return new IOException(file + " could not be written: " + why, cause);
  }
}
