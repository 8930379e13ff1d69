package salvor.custody.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyLedger;

/**
 * The folder of a recording that goes on, as far as it is whole at one moment: the lines that are
 * in its files by then, and the other files, which are replaced as wholes, as they are. The lists
 * of its files are measured before the files, so that each file that is listed is there as listed.
 */
final class RecordingFolder {
  private static final String VERB = "record";
  private static final String PENDING = "custody.pending";
  private static final String LISTS = "chunks.jsonl";
  private static final String LINES = ".jsonl";
  private static final String FRESH = ".new";
  private static final int BLOCK = 1 << 16;

  private final Path folder;
  private final Path work;
  private final Map<Path, Long> lists = new HashMap<>();
  private int copies;

  /**
   * What of a file is whole.
   *
   * @param file where it is, or a copy of it
   * @param size how many bytes of it are
   */
  record Part(Path file, long size) {}

  /**
   * As it is now.
   *
   * @param work a folder for copies
   */
  RecordingFolder(Path folder, Path work) throws IOException {
    this.folder = folder;
    this.work = Files.createTempDirectory(work, VERB);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path list : all.filter(file -> file.endsWith(LISTS)).toList()) {
        lists.put(list, Files.size(list));
      }
    }
    new CustodyLedger(folder, InstantSource.system()).copy(this.work);
  }

  /** Whether a recording into a folder goes on, by this program or another. */
  static boolean isOne(Path folder) throws IOException {
    return CaseLedger.isUnderWay(folder, VERB);
  }

  /** Whether a file is in it. */
  boolean has(Path file) {
    return file.startsWith(folder);
  }

  /** What of a file is whole; null of one that is there for a moment only. */
  @Nullable Part part(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    boolean ledger = List.of(CustodyLedger.FILE, CustodyLedger.HEAD).contains(name);
    if (file.startsWith(folder.resolve(PENDING)) || name.endsWith(FRESH)) {
      return null;
    }
    if (ledger && folder.equals(file.getParent())) {
      return whole(work.resolve(name));
    }
    try {
      if (name.endsWith(LINES)) {
        Long size = lists.get(file);
        return new Part(file, lines(file, size == null ? Files.size(file) : size));
      }
      return whole(
          Files.copy(file, work.resolve(copies++ + "-" + name), LinkOption.NOFOLLOW_LINKS));
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  private static Part whole(Path file) throws IOException {
    return new Part(file, Files.size(file));
  }

  /** How long the lines are that are whole within so many bytes. */
  private static long lines(Path file, long size) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      for (long end = size; end > 0; end -= BLOCK) {
        long from = Math.max(0, end - BLOCK);
        ByteBuffer block = ByteBuffer.allocate((int) (end - from));
        while (block.hasRemaining() && channel.read(block, from + block.position()) > 0) {}
        for (int i = block.position() - 1; i >= 0; i--) {
          if (block.get(i) == '\n') {
            return from + i + 1;
          }
        }
      }
      return 0;
    }
  }
}
