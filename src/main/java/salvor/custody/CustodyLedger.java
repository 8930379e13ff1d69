package salvor.custody;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who did what to which evidence, when and why: one record per line of {@code custody.jsonl}, each
 * with the hash of the line before it, and the last pinned in {@code custody-head.json}. Nothing is
 * ever changed or taken out. Threads and programs write one after the other, so that there is one
 * chain; what a program that was killed left half written stays, and the next record says so.
 */
public final class CustodyLedger {
  /** The file of the records. */
  public static final String FILE = "custody.jsonl";

  /** The file that pins the last of them. */
  public static final String HEAD = "custody-head.json";

  /** What stands for the line before the first. */
  static final String NOTHING_BEFORE = "0".repeat(64);

  /** The answer's field that tells what a note of the ledger itself is about. */
  static final String RECOVERED = "recovered";

  static final String INTERRUPTED = "interrupted";
  static final String LOST = "lost";
  static final String UNPINNED = "unpinned";
  static final String CLOCK = "clock";

  /** The answer's field with the time before the clock was set back. */
  static final String CLOCK_WAS = "clockWas";

  private static final Object ONE_WRITER = new Object();
  private final Path folder;
  private final InstantSource clock;
  private final ClockSource source;

  /** The ledger of a folder, which is made with the first record. */
  public CustodyLedger(Path folder, InstantSource clock) {
    this(folder, clock, ClockSource.LOCAL);
  }

  /**
   * The ledger of a folder, which is made with the first record.
   *
   * @param source what is said of the clock
   */
  public CustodyLedger(Path folder, InstantSource clock, ClockSource source) {
    this.folder = folder;
    this.clock = clock;
    this.source = source;
  }

  /**
   * Writes records; they are durable when this returns.
   *
   * @return where the ledger ends now
   * @throws IOException also when what is there is no ledger that can be continued
   */
  public CustodyHead append(List<CustodyEntry> entries) throws IOException {
    synchronized (ONE_WRITER) {
      Files.createDirectories(folder);
      try (FileChannel file =
              FileChannel.open(
                  folder.resolve(FILE),
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  StandardOpenOption.CREATE,
                  LinkOption.NOFOLLOW_LINKS);
          FileLock lock = file.lock()) {
        CustodyHead head = new Appending(file).append(entries);
        head.write(folder.resolve(HEAD));
        assert lock.isValid();
        return head;
      }
    }
  }

  /**
   * Checks it, while nobody writes.
   *
   * @param records is given each record that can be read
   * @return no record and no fault where there is no ledger yet
   */
  public LedgerCheck.Result check(Consumer<ObjectNode> records) throws IOException {
    synchronized (ONE_WRITER) {
      Path file = folder.resolve(FILE);
      if (Files.notExists(file) && Files.notExists(folder.resolve(HEAD))) {
        return new LedgerCheck.Result(0, null, List.of());
      }
      if (!Files.isWritable(file)) { // nobody else writes to it either, or it is gone
        try (InputStream in =
            Files.exists(file)
                ? Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)
                : InputStream.nullInputStream()) {
          return check(in, records);
        }
      }
      try (FileChannel channel =
              FileChannel.open(
                  file,
                  StandardOpenOption.READ,
                  StandardOpenOption.WRITE,
                  LinkOption.NOFOLLOW_LINKS);
          FileLock lock = channel.lock()) {
        assert lock.isValid();
        return check(Channels.newInputStream(channel), records);
      }
    }
  }

  private LedgerCheck.Result check(InputStream in, Consumer<ObjectNode> records)
      throws IOException {
    return LedgerCheck.of(in, CustodyHead.in(folder.resolve(HEAD)).orElse(null), FILE, records);
  }

  /** Copies it into a folder that has none, while nobody writes; nothing where there is none. */
  public void copy(Path to) throws IOException {
    synchronized (ONE_WRITER) {
      Path file = folder.resolve(FILE);
      if (Files.isWritable(file)) {
        try (FileChannel channel =
                FileChannel.open(
                    file,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    LinkOption.NOFOLLOW_LINKS);
            FileLock lock = channel.lock()) {
          assert lock.isValid();
          Files.copy(Channels.newInputStream(channel), to.resolve(FILE));
          copyHead(to);
        }
      } else if (Files.exists(file)) { // nobody else writes to it either
        Files.copy(file, to.resolve(FILE), LinkOption.NOFOLLOW_LINKS);
        copyHead(to);
      }
    }
  }

  private void copyHead(Path to) throws IOException {
    if (Files.exists(folder.resolve(HEAD))) {
      Files.copy(folder.resolve(HEAD), to.resolve(HEAD), LinkOption.NOFOLLOW_LINKS);
    }
  }

  /**
   * Refuses what cannot be continued, before something is done that is to be written into it.
   *
   * @throws IOException when it is no ledger
   */
  void requireSound() throws IOException {
    synchronized (ONE_WRITER) {
      Path file = folder.resolve(FILE);
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        try (FileChannel channel =
            FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
          LedgerTail.of(channel, file);
        }
      }
    }
  }

  /** Writes a record; it is durable when this returns. */
  public CustodyHead append(CustodyEntry entry) throws IOException {
    return append(List.of(entry));
  }

  private final class Appending {
    private final FileChannel file;
    private final LedgerTail tail;
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final String caseId;
    private long seq;
    private String before;

    Appending(FileChannel file) throws IOException {
      this.file = file;
      this.tail = LedgerTail.of(file, folder.resolve(FILE));
      this.seq = tail.seq();
      this.before = tail.hash();
      this.caseId = tail.caseId() == null ? UUID.randomUUID().toString() : tail.caseId();
    }

    CustodyHead append(List<CustodyEntry> entries) throws IOException {
      List<CustodyEntry> all = new ArrayList<>(recovery());
      all.addAll(entries);
      Instant now = clock.instant();
      for (CustodyEntry entry : all) {
        record(entry, now);
      }
      ByteBuffer bytes = ByteBuffer.wrap(lines.toByteArray());
      file.position(file.size());
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
      return CustodyHead.of(caseId, seq, before);
    }

    /** What is to be said of the state in which the ledger was found. */
    private List<CustodyEntry> recovery() throws IOException {
      List<CustodyEntry> notes = new ArrayList<>();
      Optional<CustodyHead> pinned = CustodyHead.in(folder.resolve(HEAD));
      if (tail.partial() > 0) {
        lines.write('\n');
        notes.add(
            note(
                "The writer was interrupted in the line before this.",
                Map.of(RECOVERED, INTERRUPTED, "bytes", Long.toString(tail.partial()))));
      }
      pinned.flatMap(this::unlike).ifPresent(notes::add);
      Instant last = tail.time();
      if (last != null && clock.instant().isBefore(last)) {
        if (notes.isEmpty()) {
          notes.add(note("The clock was set back.", Map.of(RECOVERED, CLOCK)));
        }
        CustodyEntry first = notes.removeFirst(); // the one that has the earlier time
        Map<String, String> answer = new TreeMap<>(first.response());
        answer.put(CLOCK_WAS, last.toString());
        notes.addFirst(first.asked(Map.of(), answer));
      }
      return notes;
    }

    /** What is to be said where the end is not the one that was pinned. */
    private Optional<CustodyEntry> unlike(CustodyHead pinned) {
      boolean changed =
          pinned.headSeq() == tail.seq() && !pinned.headHash().equals(tail.wholeHash());
      if (pinned.headSeq() > tail.seq() || changed) {
        return Optional.of(
            note(
                "The end of the ledger is not the one that was pinned.",
                Map.of(
                    RECOVERED,
                    LOST,
                    "headSeq",
                    Long.toString(pinned.headSeq()),
                    "headHash",
                    pinned.headHash())));
      }
      if (pinned.headSeq() < tail.seq()) {
        return Optional.of(
            note(
                "The last records were not pinned: a writer was interrupted, or they are forged.",
                Map.of(RECOVERED, UNPINNED, "pinned", Long.toString(pinned.headSeq()))));
      }
      return Optional.empty();
    }

    private static CustodyEntry note(String words, Map<String, String> answer) {
      return CustodyEntry.of(Deed.NOTE, Actor.ofSystem(), null)
          .asked(Map.of(), answer)
          .saying(words);
    }

    private void record(CustodyEntry entry, Instant now) {
      ObjectNode record = JsonMapper.shared().valueToTree(entry);
      seq++;
      record.put("v", CustodyHead.VERSION).put("caseId", caseId).put("seq", seq);
      record.put("ts", now.toString()).put("prevHash", before);
      record.set("tsSource", JsonMapper.shared().valueToTree(source));
      record.set("tool", JsonMapper.shared().valueToTree(Tool.ofProgram()));
      byte[] line = CanonicalJson.of(record);
      before = Sha256.of(line);
      lines.writeBytes(line);
      lines.write('\n');
    }
  }
}
