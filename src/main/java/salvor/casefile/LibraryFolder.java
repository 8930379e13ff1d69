package salvor.casefile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import salvor.baseline.LibraryAct;
import salvor.baseline.Refused;
import salvor.casefile.LibraryUnusable.Problem;
import salvor.custody.Sha256;

/**
 * The files of a library of baselines: a log, a lock, and one file for each content, named by its
 * hash. So no name from a cluster ever becomes a file's name, and a file that was changed is
 * noticed. A link is never followed.
 */
record LibraryFolder(Path path) {
  private static final String PROFILES = "profiles";
  private static final String FRESH = ".new";
  private static final long LARGEST_LOG = 256 << 20;

  /** Locks of files are the whole program's: its own threads take turns by this. */
  private static final Object TURN = new Object();

  /** What is done while nobody else writes. */
  interface Work<T> {
    T with(LibraryLog log) throws LibraryUnusable, Refused;
  }

  /** Does some work with the log as it stands, while nobody else writes. */
  <T> T write(Work<T> work) throws LibraryUnusable, Refused {
    Path lock = path.resolve("library.lock");
    synchronized (TURN) {
      try {
        make();
        requirePlain(lock);
        try (FileChannel file =
                FileChannel.open(
                    lock,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.CREATE,
                    LinkOption.NOFOLLOW_LINKS);
            var _ = file.lock()) {
          removeLeftovers();
          return work.with(log());
        }
      } catch (LibraryUnusable why) {
        throw why;
      } catch (IOException e) {
        throw LibraryUnusable.cannotWrite(lock, e);
      }
    }
  }

  private void make() throws IOException {
    try {
      Files.createDirectories(path);
      Path profiles = path.resolve(PROFILES);
      if (!Files.exists(profiles, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(profiles);
      }
      if (!Files.isDirectory(profiles, LinkOption.NOFOLLOW_LINKS)) {
        throw new LibraryUnusable(profiles, Problem.NOT_PLAIN, null);
      }
    } catch (FileAlreadyExistsException e) {
      throw new LibraryUnusable(path, Problem.NOT_A_FOLDER, e);
    }
  }

  /** Removes what a program that was killed left half written. */
  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> left =
        Files.newDirectoryStream(path.resolve(PROFILES), "*" + FRESH)) {
      for (Path each : left) {
        Files.delete(each);
      }
    }
  }

  private static void requirePlain(Path file) throws LibraryUnusable {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new LibraryUnusable(file, Problem.NOT_PLAIN, null);
    }
  }

  /** Where content of a hash lies. */
  Path place(String hash) {
    return path.resolve(PROFILES).resolve(hash + ".json");
  }

  /** The file of this hash, whose content has it. */
  Path file(String hash) throws LibraryUnusable {
    Path file = place(hash);
    requirePlain(file);
    try {
      if (!Sha256.of(file).equals(hash)) {
        throw new LibraryUnusable(file, Problem.FILE_CHANGED, null);
      }
      return file;
    } catch (NoSuchFileException gone) {
      throw new LibraryUnusable(file, Problem.FILE_GONE, gone);
    } catch (LibraryUnusable why) {
      throw why;
    } catch (IOException e) {
      throw new LibraryUnusable(file, Problem.NOT_READABLE, e);
    }
  }

  /** Puts content in its place by one rename; whoever finds the file finds all of it. */
  void put(String hash, byte[] content) throws LibraryUnusable {
    Path whole = place(hash);
    Path fresh = whole.resolveSibling(whole.getFileName() + FRESH);
    try {
      try (FileChannel file =
          FileChannel.open(fresh, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
        write(file, content);
      }
      Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw LibraryUnusable.cannotWrite(whole, e);
    }
  }

  private static void write(FileChannel file, byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
    file.force(true);
  }

  /** Adds an act; what half an act is at the end goes. */
  void append(LibraryLog before, LibraryAct act) throws LibraryUnusable {
    Path log = path.resolve(LibraryLog.FILE);
    try (FileChannel file =
        FileChannel.open(
            log, StandardOpenOption.WRITE, StandardOpenOption.CREATE, LinkOption.NOFOLLOW_LINKS)) {
      file.truncate(before.length());
      file.position(before.length());
      byte[] line = LibraryLog.line(act);
      if (!before.ended()) {
        write(file, new byte[] {'\n'});
      }
      write(file, line);
    } catch (IOException e) {
      throw LibraryUnusable.cannotWrite(log, e);
    }
  }

  /** The log as it stands; empty when there is none yet. */
  LibraryLog log() throws LibraryUnusable {
    Path file = path.resolve(LibraryLog.FILE);
    requirePlain(file);
    try {
      if (Files.size(file) > LARGEST_LOG) {
        throw new LibraryUnusable(file, Problem.LOG_TOO_LARGE, null);
      }
      return LibraryLog.read(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return LibraryLog.read(new byte[0]);
    } catch (LibraryUnusable why) {
      throw why;
    } catch (IOException e) {
      throw new LibraryUnusable(file, Problem.NOT_READABLE, e);
    }
  }
}
