package salvor.custody;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder beside what is to be made, for its owner alone, which goes when the work ends. A program
 * that is killed leaves it: it is locked while the program lives, so that the next work there
 * removes one that nobody locks.
 */
public final class WorkFolder implements AutoCloseable {
  private static final String BEGIN = ".salvor-work";
  private static final String LOCK = "lock";
  private static final long BEHIND = 1L << 40; // where locks are mandatory, others can still read

  /** Those of this program: to open the lock of one and close it would give it free. */
  private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel lock;

  private WorkFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Makes one, and the folder that it lies in. */
  public static WorkFolder beside(Path out) throws IOException {
    return in(Files.createDirectories(out.toAbsolutePath().normalize().getParent()));
  }

  /** Makes one where nothing is to be made. */
  public static WorkFolder temporary() throws IOException {
    return in(Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath());
  }

  private static WorkFolder in(Path in) throws IOException {
    sweep(in);
    Path folder = Files.createTempDirectory(in, BEGIN);
    OWN.add(folder);
    try {
      FileChannel lock =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
      if (lock.lock(BEHIND, 1, false).isValid()) {
        lock.write(ByteBuffer.wrap(new byte[1])); // now it is one that can be left
      }
      Files.createDirectory(folder.resolve("made"));
      return new WorkFolder(folder, lock);
    } catch (IOException | RuntimeException cause) {
      OWN.remove(folder);
      throw cause;
    }
  }

  /** Where to work: it is there and empty. */
  public Path path() {
    return folder.resolve("made");
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      remove(path());
    }
    remove(folder);
    OWN.remove(folder);
  }

  /**
   * Removes what programs that were killed left beside what they made; gives how many they were.
   * What cannot be looked into stays.
   */
  static int sweepBeside(Path made) {
    Path in = made.toAbsolutePath().normalize().getParent();
    return in == null ? 0 : sweep(in);
  }

  private static int sweep(Path in) {
    int removed = 0;
    for (Path each : left(in)) {
      try {
        if (isLeft(each.resolve(LOCK))) {
          remove(each);
          removed++;
        }
      } catch (IOException | OverlappingFileLockException _) {
        // of somebody else, or somebody is at it
      }
    }
    return removed;
  }

  /** Whether a folder is one that this program or another works in. */
  static boolean isOne(Path folder) {
    if (!String.valueOf(folder.getFileName()).startsWith(BEGIN)) {
      return false;
    }
    try {
      return OWN.contains(folder) || !isLeft(folder.resolve(LOCK));
    } catch (NoSuchFileException _) {
      return false; // it is called so and is none
    } catch (IOException | OverlappingFileLockException _) {
      return true;
    }
  }

  private static List<Path> left(Path in) {
    try (Stream<Path> all = Files.list(in)) {
      return all.filter(each -> String.valueOf(each.getFileName()).startsWith(BEGIN))
          .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
          .filter(each -> Files.isRegularFile(each.resolve(LOCK), LinkOption.NOFOLLOW_LINKS))
          .filter(each -> !OWN.contains(each))
          .toList();
    } catch (IOException | UncheckedIOException _) {
      return List.of();
    }
  }

  private static boolean isLeft(Path lock) throws IOException {
    try (FileChannel channel =
        FileChannel.open(lock, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      return channel.size() == 1 && channel.tryLock(BEHIND, 1, false) != null;
    }
  }

  private static void remove(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failed)
              throws IOException {
            Files.delete(each);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
