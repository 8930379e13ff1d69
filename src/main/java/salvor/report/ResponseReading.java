package salvor.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import salvor.casefile.OpenedCase;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyLedger;
import salvor.custody.LedgerCheck;
import salvor.custody.LedgerRecord;
import salvor.custody.Sha256;
import salvor.playbook.Fact;
import salvor.playbook.Isolation;
import salvor.playbook.RunLog;
import salvor.playbook.RunRecord;
import salvor.timeline.CutOff;
import salvor.timeline.Response;

/**
 * What was done about an incident, as the ledgers tell it that lie with a case: its own, and those
 * of the folders and unpacked bundles that it was made of. Times are those of the cluster, whose
 * clock stood apart from the writer's by as much as each record says. A ledger whose chain is
 * broken is told with that doubt, and stops no clock.
 */
public final class ResponseReading {
  /** As many acts are told one by one: those that were written down first. */
  static final int MOST = 20_000;

  private final List<Response.Act> acts = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private final List<String> doubts = new ArrayList<>();
  private int untold;
  private final Collection<Isolation.Suspect> suspects;
  private @Nullable Isolation isolation;

  private ResponseReading(Collection<Isolation.Suspect> suspects) {
    this.suspects = suspects;
  }

  /**
   * By a ledger.
   *
   * @param suspects what is out of profile, and must be cut off before a clock stops
   * @throws IOException when it cannot be read
   */
  public static Response of(CaseLedger ledger, Collection<Isolation.Suspect> suspects)
      throws IOException {
    ResponseReading reading = new ResponseReading(suspects);
    reading.read(ledger, "the case");
    return reading.response();
  }

  /** By all that lie with a case; one that cannot be read is a doubt. */
  public static Response of(OpenedCase opened) {
    ResponseReading reading =
        new ResponseReading(Suspects.of(opened.evidence().observations(), opened.verdicts()));
    CaseLedger own = opened.custody().ledger();
    reading.attempt(own, "the case");
    for (Path given : opened.custody().given()) {
      Path ledger = given.resolve(CustodyLedger.FILE);
      if (Files.isDirectory(given)
          && Files.isRegularFile(ledger, LinkOption.NOFOLLOW_LINKS)
          && !own.file().filter(file -> isSame(file, ledger)).isPresent()) {
        reading.attempt(
            CaseLedger.in(given, InstantSource.system()), String.valueOf(given.getFileName()));
      }
    }
    return reading.response();
  }

  private static boolean isSame(Path one, Path other) {
    try {
      return Files.isSameFile(one, other);
    } catch (IOException _) {
      return false; // then one of them tells nothing anyway
    }
  }

  private void attempt(CaseLedger ledger, String name) {
    try {
      read(ledger, name);
    } catch (IOException cause) {
      doubts.add(
          "The ledger of "
              + ResponseActWords.v(name)
              + " cannot be read: "
              + ResponseActWords.v(String.valueOf(cause.getMessage())));
    }
  }

  private void read(CaseLedger ledger, String name) throws IOException {
    List<RunRecord> said = new ArrayList<>();
    LedgerCheck.Result check =
        ledger.check(node -> {
          LedgerRecord record = LedgerRecord.of(node);
          long ahead = node.path("tsSource").path("offsetMs").asLong(0);
          RunLog.of(record).forEach(each -> said.add(ahead(each, ahead)));
          take(record, ahead);
        });
    if (!check.faults().isEmpty()) {
      doubts.add("The ledger of " + ResponseActWords.v(name) + " is not whole: it stops no clock.");
    } else if (said.stream().anyMatch(ResponseReading::isOfIsolation) && isolation == null) {
      isolation = Isolation.of(said, suspects); // the case's own first
    }
  }

  private static boolean isOfIsolation(RunRecord said) {
    return said instanceof RunRecord.Observed it && it.fact() == Fact.CONTAINED;
  }

  /** Only what was observed has a time that counts; one that is in no year is left as it was. */
  private static RunRecord ahead(RunRecord said, long millis) {
    if (!(said instanceof RunRecord.Observed it)) {
      return said;
    }
    try {
      return new RunRecord.Observed(
          it.seq(), it.time().plusMillis(millis), it.fact(), it.subject(), it.value());
    } catch (DateTimeException | ArithmeticException _) {
      return said;
    }
  }

  private void take(LedgerRecord record, long ahead) {
    Optional<String> what =
        record.event() == null ? Optional.empty() : ResponseActWords.what(record);
    if (what.isEmpty() || told.contains(Sha256.ofText(record.raw()))) {
      return; // a sealed copy holds the same records
    }
    Optional<Long> time = time(record.time(), ahead);
    if (time.isEmpty() || acts.size() == MOST) {
      untold++;
      return;
    }
    told.add(Sha256.ofText(record.raw()));
    acts.add(
        new Response.Act(
            time.get(),
            ResponseActWords.state(record),
            record.seq(),
            what.get(),
            ResponseActWords.on(record),
            ResponseActWords.v(record.who()),
            ResponseActWords.v(record.why())));
  }

  private static Optional<Long> time(String text, long ahead) {
    try {
      return Optional.of(nanos(Instant.parse(text).plusMillis(ahead)));
    } catch (DateTimeException | ArithmeticException _) {
      return Optional.empty(); // a ledger from elsewhere may say anything
    }
  }

  private static long nanos(Instant at) {
    return Math.addExact(
        Math.multiplyExact(at.getEpochSecond(), TimeUnit.SECONDS.toNanos(1)), at.getNano());
  }

  private Response response() {
    return new Response(
        acts,
        untold,
        isolation == null ? CutOff.NONE : cutOff(isolation),
        String.join(" ", doubts));
  }

  /** How pods stand cut off, as a ruler of times has it. */
  static CutOff cutOff(Isolation isolation) {
    try {
      Instant since = isolation.since();
      Instant released = isolation.released();
      CutOff.Lapse lapse =
          isolation.ended().isEmpty() ? null : lapse(isolation.ended().orElseThrow());
      return new CutOff(
          since == null ? null : nanos(since),
          lapse,
          released == null ? null : nanos(released),
          false,
          new CutOff.Share(isolation.cut(), isolation.known()));
    } catch (ArithmeticException _) {
      return CutOff.NONE; // in no year that a ruler has
    }
  }

  private static CutOff.Lapse lapse(Isolation.Lapse lapse) {
    String why =
        switch (lapse.value()) {
          case "undone" -> "the quarantine was taken back";
          case "not-enforced" -> "the quarantine is not enforced";
          case "partial" -> "something passes";
          case "accepted" -> "not verified of every pod";
          case "alarmed" -> "an alarm says that it may not hold, and nobody looked since";
          default -> lapse.value();
        };
    return new CutOff.Lapse(nanos(lapse.from()), nanos(lapse.until()), why);
  }
}
