package salvor.custody;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one place where everything that is done with a case is written down. It lies in the case's
 * own folder, never in the evidence. What makes a file is announced beside the ledger first and
 * written into it when the file is on the disk, so that the next opening finds what a program that
 * was killed left without a record, and says so.
 */
public final class CaseLedger {
  /** What is kept nowhere has no ledger. */
  public static final CaseLedger NONE =
      new CaseLedger(null, Actor.ofSystem(), InstantSource.system(), ClockSource.LOCAL, null);

  private final @Nullable Path folder;
  private final Actor actor;
  private final InstantSource clock;
  private final ClockSource source;
  private final @Nullable Target target;

  private CaseLedger(
      @Nullable Path folder,
      Actor actor,
      InstantSource clock,
      ClockSource source,
      @Nullable Target target) {
    this.folder = folder == null ? null : folder.toAbsolutePath().normalize();
    this.actor = actor;
    this.clock = clock;
    this.source = source;
    this.target = target;
  }

  /** Makes a file. */
  @FunctionalInterface
  public interface Making {
    /** Makes it. */
    void run() throws IOException;
  }

  /** The ledger of a case's folder, written by the user of this program. */
  public static CaseLedger in(Path folder, InstantSource clock) {
    return new CaseLedger(folder, Actor.ofSystem(), clock, ClockSource.LOCAL, null);
  }

  /**
   * The same, written by somebody else, by another clock.
   *
   * @param on the cluster that is worked on; null when it does not say which it is
   */
  public CaseLedger by(Actor who, ClockSource clockSource, @Nullable Target on) {
    return new CaseLedger(folder, who, clock, clockSource, on);
  }

  /** The same, on the cluster that was recorded here; as it is where none was. */
  public CaseLedger asRecorded() throws IOException {
    Target[] last = {target};
    check(record -> {
      JsonNode of = record.path("target");
      if (of.has("clusterUid")) {
        last[0] =
            Target.of(
                of.path("clusterUid").asString(), of.path("apiServerCaSha256").asString(null));
      }
    });
    return by(actor, source, last[0]);
  }

  /** Whether anything is kept. */
  public boolean isKept() {
    return folder != null;
  }

  /** The file of the records; empty when nothing is kept. */
  public Optional<Path> file() {
    return Optional.ofNullable(folder).map(at -> at.resolve(CustodyLedger.FILE));
  }

  /** What is to be said of something that is done here, by whoever does it. */
  public CustodyEntry entry(Deed event, @Nullable String why) {
    CustodyEntry entry = CustodyEntry.of(event, actor, why);
    return target == null ? entry : entry.on(target);
  }

  /** Writes records down; they are durable when this returns. */
  public void write(List<CustodyEntry> entries) throws IOException {
    Path at = folder;
    if (at != null && !entries.isEmpty()) {
      new CustodyLedger(at, clock, source).append(entries);
    }
  }

  /** Writes a record down; it is durable when this returns. */
  public void write(CustodyEntry entry) throws IOException {
    write(List.of(entry));
  }

  /**
   * Announces something that will be written down when it is done, after what programs that were
   * killed did not.
   *
   * @param made the file or folder that it makes; null when it makes none
   * @throws IOException also when the ledger cannot be continued
   */
  public Begun begin(CustodyEntry planned, @Nullable Path made) throws IOException {
    Path at = folder;
    if (at != null) {
      new CustodyLedger(at, clock, source).requireSound();
      repair();
    }
    return new Begun(
        this,
        planned,
        made,
        at == null ? null : Unfinished.announce(at, planned, made, clock.instant()));
  }

  /** Has a file made, and writes that down with its hash; that it failed, too. */
  public void made(CustodyEntry planned, Path file, Making making) throws IOException {
    try (Begun begun = begin(planned, file)) {
      making.run();
      begun.done(Map.of());
    }
  }

  /**
   * Something under way. Closed before it was {@link #done}, it was not done, which is written down
   * too.
   */
  public static final class Begun implements AutoCloseable {
    private final CaseLedger ledger;
    private final CustodyEntry planned;
    private final @Nullable Path made;
    private final @Nullable Unfinished announced;
    private boolean ended;

    Begun(
        CaseLedger ledger,
        CustodyEntry planned,
        @Nullable Path made,
        @Nullable Unfinished announced) {
      this.ledger = ledger;
      this.planned = planned;
      this.made = made;
      this.announced = announced;
    }

    /** It is done, with this result: what was made is durable, then the record is. */
    public void done(Map<String, String> result) throws IOException {
      Path file = made;
      boolean hashed = ledger.isKept() && file != null && Files.isRegularFile(file);
      done(file != null && hashed ? ledger.durable(file) : planned.artefact(), result);
    }

    /** It is done, with this result, and these are the bytes that it is about. */
    public void done(@Nullable Artefact bytes, Map<String, String> result) throws IOException {
      CustodyEntry done = planned.asked(planned.request(), result);
      done(List.of(bytes == null ? done : done.about(bytes)));
    }

    /** It is done, and these records say so. */
    void done(List<CustodyEntry> entries) throws IOException {
      if (!ended) {
        ended = true;
        end(entries);
      }
    }

    private void end(List<CustodyEntry> entries) throws IOException {
      boolean written = false;
      try {
        ledger.write(entries);
        written = true;
      } finally {
        if (announced != null) {
          announced.end(written); // else the next opening tells of it
        }
      }
    }

    @Override
    public void close() throws IOException {
      if (!ended) {
        ended = true;
        end(
            List.of(
                planned.as(Deed.FAILED).asked(planned.request(), Map.of("result", "not done"))));
      }
    }
  }

  /** A file as it is, once it is on the disk. */
  public Artefact durable(Path file) throws IOException {
    Durable.file(file);
    Durable.name(file);
    return Artefact.whole(name(file), Files.size(file), Sha256.of(file));
  }

  /**
   * How a file is called in a record: relative to the case where it lies in it, so that a case that
   * was moved says the same. Nothing outside of a bundle is called as its payload is.
   */
  public String name(Path file) {
    Path whole = file.toAbsolutePath().normalize();
    if (folder == null || !whole.startsWith(folder)) {
      return whole.toString();
    }
    StringBuilder name = new StringBuilder();
    folder.relativize(whole).forEach(part -> name.append(name.isEmpty() ? "" : "/").append(part));
    return name.indexOf("data/") == 0 ? "./" + name : name.toString();
  }

  /**
   * Writes down what programs that were killed did not.
   *
   * @return how much there was of it
   */
  public int repair() throws IOException {
    Path at = folder;
    return at == null ? 0 : Unfinished.repair(at, this);
  }

  /**
   * Whether something is under way in a folder, in this program or another.
   *
   * @param verb what
   */
  public static boolean isUnderWay(Path folder, String verb) throws IOException {
    return Unfinished.isUnderWay(folder.toAbsolutePath().normalize(), verb);
  }

  /**
   * Whether something is a file or folder of work that is under way, in this program or another: it
   * is no evidence, and gone when the work ends. What a program that was killed left is none.
   */
  public static boolean isWork(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    return WorkFolder.isOne(whole) || Unfinished.isOne(whole);
  }

  /** A record of what was announced and never written down. */
  CustodyEntry interrupted(CustodyEntry planned, @Nullable Path made) {
    Map<String, String> found = new TreeMap<>();
    found.put("repaired", CustodyLedger.INTERRUPTED);
    String words = "The program ended before it was written down that this was done.";
    if (made != null) {
      boolean there = Files.exists(made, LinkOption.NOFOLLOW_LINKS);
      found.put("found", there ? "yes" : "no");
      words += there ? " What it made is there, perhaps not as a whole." : " Nothing was made.";
      try {
        if (Files.isRegularFile(made, LinkOption.NOFOLLOW_LINKS)) {
          found.put("size", Long.toString(Files.size(made)));
          found.put("sha256", Sha256.of(made));
        }
      } catch (IOException cannot) {
        found.put("unreadable", String.valueOf(cannot.getMessage()));
      }
      if (WorkFolder.sweepBeside(made) > 0) {
        found.put("removed", "the work of a program that was ended");
        words += " What was left of the work on it was removed.";
      }
    }
    return planned
        .as(planned.event() == Deed.NOTE ? Deed.NOTE : Deed.FAILED)
        .asked(planned.request(), found)
        .saying(words);
  }

  /** Writes down that the ledger was checked, with what was found by then. */
  public void verified(LedgerCheck.Result check, Standing standing, @Nullable String why)
      throws IOException {
    repair();
    write(
        entry(Deed.VERIFIED, why)
            .asked(
                Map.of("verb", "verify-ledger", "path", CustodyLedger.FILE),
                Map.of(
                    "standing",
                    standing.name(),
                    "records",
                    Long.toString(check.records()),
                    "faults",
                    Integer.toString(check.faults().size()))));
  }

  /** Copies the records and what pins them into a new folder, and writes that down after. */
  public void copy(Path out) throws IOException {
    Path at = folder;
    if (at == null) {
      throw new IOException("nothing is kept, so there is no ledger");
    }
    Path file = out.resolve(CustodyLedger.FILE);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file + " is there already; name a new folder");
    }
    CustodyEntry planned =
        entry(Deed.EXPORTED, null)
            .asked(Map.of("verb", "export-ledger", "path", name(file)), Map.of());
    try (Begun begun = begin(planned, file)) {
      Files.createDirectories(out);
      new CustodyLedger(at, clock, source).copy(out);
      begun.done(Map.of());
    }
  }

  /**
   * Whether the ledger is the one that was written.
   *
   * @param records is given each record that can be read
   * @return no record and no fault where there is none yet
   */
  public LedgerCheck.Result check(Consumer<ObjectNode> records) throws IOException {
    Path at = folder;
    return at == null
        ? new LedgerCheck.Result(0, null, List.of())
        : new CustodyLedger(at, clock, source).check(records);
  }
}
