package salvor.casefile;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import salvor.casefile.CaseUnusable.Problem;
import salvor.custody.CustodyLedger;

/** The files of a case, and no other is ever written. */
record CaseFolder(Path path) {
  private static final String INDEX = "observations.index";
  private static final String PENDING = "import.pending";
  private static final String CLOCKS = "clocks.right";
  private static final String FRESH = ".new";
  private static final long LARGEST_PENDING = 64 << 20;

  /** Whether a folder holds a case, or the begin of one; writes nothing into it. */
  static boolean isCase(Path given) {
    CaseFolder folder = new CaseFolder(given);
    return Files.exists(folder.index())
        || Files.exists(folder.databaseFile())
        || folder.isImporting();
  }

  /** The folder, made when absent. */
  static CaseFolder at(Path given, Iterable<Path> evidence) throws CaseUnusable {
    Path path = given.toAbsolutePath().normalize();
    if (path.toString().indexOf(';') >= 0) {
      throw new CaseUnusable(path, Problem.FOLDER_NAME);
    }
    for (Path each : evidence) {
      if (Files.isDirectory(each) && path.startsWith(each.toAbsolutePath().normalize())) {
        throw new CaseUnusable(path, Problem.INSIDE_EVIDENCE, each.toString(), null);
      }
    }
    try {
      Files.createDirectories(path);
    } catch (FileAlreadyExistsException e) {
      throw new CaseUnusable(path, Problem.NOT_A_FOLDER, null, e);
    } catch (IOException e) {
      throw cannotWrite(path, e);
    }
    CaseFolder folder = new CaseFolder(path);
    folder.requirePlain();
    return folder;
  }

  /**
   * A folder from somebody else may hold links to this user's files: nothing is written or read
   * through them.
   */
  private void requirePlain() throws CaseUnusable {
    for (Path file :
        List.of(
            index(),
            fresh(index()),
            path.resolve(PENDING),
            fresh(path.resolve(PENDING)),
            path.resolve(CLOCKS),
            databaseFile(),
            lock(),
            path.resolve(CustodyLedger.FILE),
            path.resolve(CustodyLedger.HEAD),
            fresh(path.resolve(CustodyLedger.HEAD)))) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
          && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new CaseUnusable(file, Problem.NOT_PLAIN);
      }
    }
  }

  Path index() {
    return path.resolve(INDEX);
  }

  /** The database, without the ending that H2 adds. */
  Path database() {
    return path.resolve("case");
  }

  Path databaseFile() {
    return path.resolve("case.mv.db");
  }

  Path lock() {
    return path.resolve("case.lock");
  }

  /** Whether an import has begun and not ended. */
  boolean isImporting() {
    return Files.exists(path.resolve(PENDING));
  }

  /**
   * What the import that has not ended was reading; null when there is none, or it cannot be said.
   */
  @Nullable Inputs importing() {
    try {
      if (Files.size(path.resolve(PENDING)) > LARGEST_PENDING) {
        return null;
      }
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path.resolve(PENDING)));
      int sum = bytes.getInt();
      CRC32C actual = new CRC32C();
      actual.update(bytes.duplicate());
      return (int) actual.getValue() == sum ? RecordBytes.read(bytes, Inputs.class) : null;
    } catch (IOException | java.nio.BufferUnderflowException | IllegalArgumentException _) {
      return null;
    }
  }

  /** An import of these begins. */
  void beginImport(Inputs inputs) throws CaseUnusable {
    byte[] record = RecordBytes.write(inputs);
    CRC32C sum = new CRC32C();
    sum.update(record);
    ByteBuffer bytes =
        ByteBuffer.allocate(4 + record.length).putInt((int) sum.getValue()).put(record).flip();
    Path pending = path.resolve(PENDING);
    Path fresh = fresh(pending);
    try {
      try (FileChannel file = create(fresh)) {
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
      }
      Files.move(
          fresh, pending, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw cannotWrite(pending, e);
    }
  }

  /** The import is whole and stored. */
  void endImport() throws CaseUnusable {
    try {
      Files.deleteIfExists(path.resolve(PENDING));
    } catch (IOException e) {
      throw cannotWrite(path.resolve(PENDING), e);
    }
  }

  /**
   * Whether no offset of a clock can be in force, so that the database need not be asked before the
   * evidence is shown. Without a word on the disk one can be: a file that is lost, or of no length,
   * costs time and nothing else.
   */
  boolean areClocksRight() {
    try {
      return Files.size(path.resolve(CLOCKS)) > 0;
    } catch (IOException _) {
      return false;
    }
  }

  /** Keeps that, durable when it returns: before an offset is kept, after none is in force. */
  void setClocksRight(boolean right) throws CaseUnusable {
    Path file = path.resolve(CLOCKS);
    try (FileChannel channel = create(file)) { // of no length from here on
      if (right) {
        channel.write(ByteBuffer.wrap("Every clock was right.\n".getBytes(StandardCharsets.UTF_8)));
      }
      channel.force(true);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
  }

  /** Removes what a program that was killed left half written. */
  void removeLeftovers() throws CaseUnusable {
    for (Path whole : new Path[] {index(), path.resolve(PENDING)}) {
      try {
        Files.deleteIfExists(fresh(whole));
      } catch (IOException e) {
        throw cannotWrite(whole, e);
      }
    }
  }

  static Path fresh(Path whole) {
    return whole.resolveSibling(whole.getFileName() + FRESH);
  }

  static FileChannel create(Path file) throws IOException {
    return FileChannel.open(
        file,
        StandardOpenOption.WRITE,
        StandardOpenOption.CREATE,
        StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** Tells a full device from other reasons; the platform says it in words alone. */
  static CaseUnusable cannotWrite(Path file, IOException cause) {
    String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
    boolean full =
        words.contains("no space left")
            || words.contains("quota")
            || words.contains("not enough space");
    return new CaseUnusable(
        file, full ? Problem.NO_SPACE : Problem.NOT_WRITABLE, cause.getMessage(), cause);
  }
}
