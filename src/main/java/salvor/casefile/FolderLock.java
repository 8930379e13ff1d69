package salvor.casefile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that one program at a time works on a case. The system releases the lock when the
 * program ends in any way; the text in the file only tells others who holds it.
 */
final class FolderLock implements AutoCloseable {
  private static final int LONGEST = 500;

  private final FileChannel file;

  private FolderLock(FileChannel file) {
    this.file = file;
  }

  /** Takes the lock, or says who has it. */
  static FolderLock take(CaseFolder folder, Instant now) throws CaseUnusable {
    FileChannel file = null;
    try {
      file =
          FileChannel.open(
              folder.lock(),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.CREATE);
      FileLock lock = lock(file);
      if (lock == null) {
        String holder = text(file);
        file.close();
        throw new CaseUnusable(folder.path(), CaseUnusable.Problem.IN_USE, holder, null);
      }
      file.truncate(0);
      file.write(
          ByteBuffer.wrap(
              ("process "
                      + ProcessHandle.current().pid()
                      + " on "
                      + host()
                      + " since "
                      + now
                      + "\n")
                  .getBytes(StandardCharsets.UTF_8)));
      return new FolderLock(file);
    } catch (CaseUnusable e) {
      throw e;
    } catch (IOException e) {
      close(file);
      throw CaseFolder.cannotWrite(folder.lock(), e);
    }
  }

  /** Locks far behind the text: where locks are mandatory, others can still read it. */
  private static @Nullable FileLock lock(FileChannel file) throws IOException {
    try {
      return file.tryLock(1L << 40, 1, false);
    } catch (OverlappingFileLockException _) {
      return null;
    }
  }

  /**
   * What the file says of its holder; it is somebody else's text, so control characters are taken
   * out.
   */
  private static String text(FileChannel file) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
    file.read(bytes, 0);
    return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
        .strip()
        .replaceAll("\\p{Cntrl}", "?");
  }

  /** The name of this machine without asking the network, which may take seconds to answer. */
  private static String host() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException _) {
      return System.getenv().getOrDefault("COMPUTERNAME", "this or another machine");
    }
  }

  private static void close(@Nullable FileChannel file) {
    if (file != null) {
      try {
        file.close();
      } catch (IOException _) {
        // it was never written to
      }
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
