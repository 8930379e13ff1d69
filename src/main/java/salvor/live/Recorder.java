package salvor.live;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.custody.Sha256;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what one source sends, line by line as it arrives, into numbered files of a folder. A file
 * that is full is closed and entered in {@code chunks.jsonl} with its hash and that of the entry
 * before it, so that no file can be changed, taken out or put in between unseen. Safe for several
 * threads.
 */
public final class Recorder implements Closeable {
  /** The file that lists the others. */
  public static final String CHUNKS = "chunks.jsonl";

  /** Small: a file that is still written to is read again in each round of judging. */
  private static final int FULL = 4 << 20;

  private final Path folder;
  private final InstantSource clock;
  private final int full;
  private final @Nullable Instant ended;
  private @Nullable OutputStream out;
  private @Nullable Path file;
  private Sha256 hash = new Sha256();
  private @Nullable Instant first;
  private long lines;
  private long bytes;
  private long allLines;
  private int number;
  private String before = "";
  private final List<Segment> closed = new ArrayList<>();

  /**
   * A file that was written.
   *
   * @param bytes how long it is now
   * @param sealed whether nothing more is written to it
   */
  public record Segment(Path file, long bytes, boolean sealed) {}

  /** Writes into a folder, which is made; files that are there already are kept and continued. */
  public Recorder(Path folder, InstantSource clock) throws IOException {
    this(folder, clock, FULL);
  }

  /**
   * Writes into a folder, which is made; files that are there already are kept and continued.
   *
   * @param full how many bytes make a file full
   */
  public Recorder(Path folder, InstantSource clock, int full) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.clock = clock;
    this.full = full;
    List<Path> written = written();
    this.number = written.size();
    Path chunks = folder.resolve(CHUNKS);
    List<String> entries = Files.exists(chunks) ? Files.readAllLines(chunks) : List.of();
    before = entries.isEmpty() ? "" : hashOf(entries.getLast());
    for (Path left : written.subList(Math.min(entries.size(), number), number)) {
      leftOpen(left);
    }
    for (Path each : written) {
      closed.add(new Segment(each, Files.size(each), true));
    }
    ended = written.isEmpty() ? null : Files.getLastModifiedTime(written.getLast()).toInstant();
  }

  /** Enters a file that was still written to when the program was ended, and says that it was. */
  private void leftOpen(Path left) throws IOException {
    long whole;
    try (var each = Files.lines(left, StandardCharsets.ISO_8859_1)) {
      whole = each.count();
    }
    ObjectNode entry = JsonMapper.shared().createObjectNode();
    entry.put("file", String.valueOf(left.getFileName()));
    entry.putNull("from").put("to", Files.getLastModifiedTime(left).toInstant().toString());
    entry.put("lines", whole).put("bytes", Files.size(left)).put("sha256", Sha256.of(left));
    entry.put("before", before).put("leftOpen", true);
    enter(entry);
  }

  /** Writes a line; it is in the file when this returns. */
  public void line(byte[] line) throws IOException {
    piece(line, true);
  }

  /**
   * Writes a piece of a line; it is in the file when this returns.
   *
   * @param ends whether the line ends with it
   */
  public synchronized void piece(byte[] piece, boolean ends) throws IOException {
    OutputStream to = out;
    if (to == null) {
      number++;
      file = folder.resolve("%06d.jsonl".formatted(number));
      to = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      out = to;
      first = clock.instant();
    }
    byte[] written = Arrays.copyOf(piece, piece.length + (ends ? 1 : 0));
    if (ends) {
      written[piece.length] = '\n';
      lines++;
      allLines++;
    }
    to.write(written);
    hash.update(written, 0, written.length);
    bytes += written.length;
    if (ends && bytes >= full) {
      seal();
    }
  }

  /** Closes the file that is written to, and enters it in the list. */
  public synchronized void seal() throws IOException {
    OutputStream open = out;
    Path named = file;
    if (open == null || named == null) {
      return;
    }
    open.close();
    ObjectNode entry = JsonMapper.shared().createObjectNode();
    entry.put("file", String.valueOf(named.getFileName()));
    entry.put("from", String.valueOf(first)).put("to", clock.instant().toString());
    entry.put("lines", lines).put("bytes", bytes).put("sha256", hash.hex());
    entry.put("before", before);
    enter(entry);
    closed.add(new Segment(named, bytes, true));
    out = null;
    hash = new Sha256();
    lines = 0;
    bytes = 0;
  }

  private void enter(ObjectNode entry) throws IOException {
    String text = entry.toString();
    Files.writeString(
        folder.resolve(CHUNKS), text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    before = hashOf(text);
  }

  private static String hashOf(String entry) {
    Sha256 hash = new Sha256();
    byte[] text = entry.getBytes(StandardCharsets.UTF_8);
    hash.update(text, 0, text.length);
    return hash.hex();
  }

  /** When the last of the files was written to that were there already; null when none was. */
  @Nullable Instant endedBefore() {
    return ended;
  }

  /** How many lines were written since this was made. */
  public synchronized long lines() {
    return allLines;
  }

  /** The files, oldest first; only the last may still be written to. */
  public final synchronized List<Segment> segments() {
    List<Segment> all = new ArrayList<>(closed);
    if (out != null && file != null) {
      all.add(new Segment(file, bytes, false));
    }
    return all;
  }

  private List<Path> written() throws IOException {
    List<Path> found = new ArrayList<>();
    try (var files = Files.list(folder)) {
      files
          .filter(each -> !each.endsWith(CHUNKS) && each.toString().endsWith(".jsonl"))
          .sorted()
          .forEach(found::add);
    }
    return found;
  }

  @Override
  public void close() throws IOException {
    seal();
  }
}
