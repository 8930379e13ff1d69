package salvor.playbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.LedgerRecord;
import salvor.custody.Sha256;

/**
 * The run of a playbook in the ledger of its case: what is written of it, and what the records of
 * all that was done say to it. A record that is not understood says nothing, and a gate that would
 * need it stays shut.
 */
public final class RunLog {
  static final String VERB = "playbook";
  private static final String FOLDER = "playbooks";
  private static final String PLAYBOOK = "playbook";
  private static final String ACT = "act";
  private static final String STEP = "step";
  private static final String OWNER = "owner";
  private static final String FACT = "fact";
  private static final String VALUE = "value";
  private static final String SHA256 = "playbookSha256";
  private static final String DEVIATION = "deviation";
  private final CaseLedger ledger;

  /** Of a case. */
  public RunLog(CaseLedger ledger) {
    this.ledger = ledger;
  }

  /**
   * What the ledger says, whole.
   *
   * @throws IOException when it cannot be read
   */
  public List<RunRecord> records() throws IOException {
    List<RunRecord> records = new ArrayList<>();
    ledger.check(record -> records.addAll(of(LedgerRecord.of(record))));
    return records;
  }

  /** Where the run of a playbook stands. */
  public Course course(Playbook playbook) throws IOException {
    return Course.of(playbook, records());
  }

  /**
   * The run begins. Its text is kept beside the ledger, which has its hash, so that the run goes on
   * by it on another machine; one that is kept already is not written over.
   */
  public void begin(Playbook playbook, @Nullable String why) throws IOException {
    Map<String, String> how =
        new TreeMap<>(Map.of(ACT, "begin", SHA256, Sha256.ofText(playbook.text())));
    Optional<Path> file = file(playbook.name());
    if (file.isEmpty() || Files.exists(file.get(), LinkOption.NOFOLLOW_LINKS)) {
      write(playbook, why, how);
      return;
    }
    ledger.made(
        entry(playbook, why, how),
        file.get(),
        () -> {
          Files.createDirectories(file.get().resolveSibling(""));
          Files.writeString(file.get(), playbook.text(), StandardOpenOption.CREATE_NEW);
        });
  }

  private Optional<Path> file(String name) {
    return ledger.file().map(at -> at.resolveSibling(FOLDER).resolve(name + ".yaml"));
  }

  /**
   * The text that the run of a playbook began with; empty where none is kept.
   *
   * @param name of a playbook, which is no path
   */
  public Optional<PlaybookText.Reading> kept(String name) throws IOException {
    Optional<Path> file = PlaybookText.isName(name) ? file(name) : Optional.empty();
    if (file.isEmpty() || !Files.isRegularFile(file.get(), LinkOption.NOFOLLOW_LINKS)) {
      return Optional.empty();
    }
    return Optional.of(PlaybookText.read(file.get()));
  }

  /**
   * A step is done.
   *
   * @throws IllegalArgumentException where its gate does not hold: nothing is written then
   */
  public void done(Playbook playbook, String step, @Nullable String why) throws IOException {
    Course.Standing now = standing(playbook, step);
    if (!now.gateHolds()) {
      throw new IllegalArgumentException("the gate of " + step + " does not hold");
    }
    write(playbook, why, Map.of(ACT, "done", STEP, step));
  }

  /** A step is left out, for a reason. */
  public void skip(Playbook playbook, String step, String why) throws IOException {
    standing(playbook, step);
    requireReason(why);
    write(playbook, why, Map.of(ACT, "skip", STEP, step));
  }

  /**
   * A run that was begun by mistake, or is of no use any more, is ended; what it said stays
   * written.
   *
   * @throws IllegalArgumentException where it is not under way, or no reason is given
   */
  public void end(Playbook playbook, String why) throws IOException {
    requireReason(why);
    if (course(playbook).began() == null) {
      throw new IllegalArgumentException("no run of " + playbook.name() + " is under way");
    }
    write(playbook, why, Map.of(ACT, "end"));
  }

  /** Somebody is to do a step. */
  public void assign(Playbook playbook, String step, String owner) throws IOException {
    standing(playbook, step);
    if (owner.isBlank()) {
      throw new IllegalArgumentException("say who");
    }
    write(playbook, null, Map.of(ACT, "assign", STEP, step, OWNER, owner.strip()));
  }

  /** Somebody states a fact, and says how it is known. */
  public void state(Playbook playbook, Fact fact, String value, String why) throws IOException {
    if (!fact.takes(value)) {
      throw new IllegalArgumentException(fact.word() + " is never " + value);
    }
    requireReason(why);
    write(playbook, why, Map.of(ACT, "state", FACT, fact.word(), VALUE, value));
  }

  /** Writes down the deviations that the ledger does not say yet. */
  public void note(Course course) throws IOException {
    List<CustodyEntry> notes = new ArrayList<>();
    for (Deviation each : course.unwritten()) {
      notes.add(entry(course.playbook(), null, Map.of(ACT, "deviation", DEVIATION, each.key())));
    }
    ledger.write(notes);
  }

  private Course.Standing standing(Playbook playbook, String step) throws IOException {
    return course(playbook)
        .step(step)
        .orElseThrow(() -> new IllegalArgumentException("there is no step " + step));
  }

  private static void requireReason(String why) {
    if (why.isBlank()) {
      throw new IllegalArgumentException("say why");
    }
  }

  private void write(Playbook playbook, @Nullable String why, Map<String, String> how)
      throws IOException {
    ledger.write(entry(playbook, why, how));
  }

  private CustodyEntry entry(Playbook playbook, @Nullable String why, Map<String, String> how) {
    Map<String, String> request = new TreeMap<>(how);
    request.put("verb", VERB);
    request.put(PLAYBOOK, playbook.name());
    return ledger
        .entry(Deed.NOTE, why == null || why.isBlank() ? null : why.strip())
        .asked(request, Map.of());
  }

  /** That others which run the image were listed, for the ledger. */
  public static CustodyEntry listed(CaseLedger in, String pod, List<String> uids) {
    return in.entry(Deed.ACCESSED, null)
        .asked(
            Map.of("verb", "siblings", "path", pod), Map.of("sameImage", String.join(" ", uids)));
  }

  /** What a record says to a run: often nothing. */
  public static List<RunRecord> of(LedgerRecord record) {
    if (record.event() == null) {
      return List.of();
    }
    try {
      Instant time = Instant.parse(record.time());
      return record.verb().equals(VERB)
          ? ofRun(record, time).stream().toList()
          : new ShownByRecord(record, time).all();
    } catch (DateTimeException _) {
      return List.of(); // a ledger from elsewhere may say anything
    }
  }

  private static Optional<RunRecord> ofRun(LedgerRecord record, Instant time) {
    Map<String, String> said = record.request();
    String playbook = said.getOrDefault(PLAYBOOK, "");
    String step = said.getOrDefault(STEP, "");
    long seq = record.seq();
    String who = record.who();
    String why = record.why();
    return switch (said.getOrDefault(ACT, "")) {
      case "begin" ->
          Optional.of(
              new RunRecord.Began(seq, time, playbook, said.getOrDefault(SHA256, ""), who, why));
      case "end" -> Optional.of(new RunRecord.Ended(seq, time, playbook, who, why));
      case "done" ->
          Optional.of(
              new RunRecord.Done(seq, time, playbook, step, who, why.isEmpty() ? null : why));
      case "skip" -> Optional.of(new RunRecord.Skipped(seq, time, playbook, step, who, why));
      case "assign" ->
          said.getOrDefault(OWNER, "").isBlank()
              ? Optional.empty()
              : Optional.of(
                  new RunRecord.Assigned(
                      seq, time, playbook, step, said.getOrDefault(OWNER, ""), who));
      case "state" ->
          Fact.of(said.getOrDefault(FACT, ""))
              .filter(fact -> fact.takes(said.getOrDefault(VALUE, "")))
              .map(fact ->
                  new RunRecord.Stated(seq, time, fact, said.getOrDefault(VALUE, ""), who, why));
      case "deviation" ->
          Optional.of(new RunRecord.Noted(seq, time, playbook, said.getOrDefault(DEVIATION, "")));
      default -> Optional.empty();
    };
  }
}
