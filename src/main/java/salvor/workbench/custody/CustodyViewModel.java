package salvor.workbench.custody;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.casefile.CaseCustody;
import salvor.casefile.VerifiedBundle;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.custody.Fault;
import salvor.custody.LedgerCheck;
import salvor.custody.LedgerRecord;
import salvor.custody.Standing;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Work;
import salvor.report.BundleWords;
import salvor.report.CustodyWords;
import salvor.workbench.wording.VisibleText;

/** The ledger of the open case, and what is done with its evidence. */
public final class CustodyViewModel {
  /** That a ledger was looked at is written down again after this time, or when it is not whole. */
  private static final Duration HOLDS = Duration.ofHours(4);

  /**
   * What is known of the ledger.
   *
   * @param standing null before it was read, and where there is none
   * @param title in a word or two, with its sign
   * @param words what that means
   */
  record Told(@Nullable Standing standing, String title, String words) {}

  /**
   * What the table shows.
   *
   * @param rows the newest first
   * @param all how many there are
   * @param none what is said when there are no rows
   */
  record Shown(List<LedgerRecord> rows, long all, String none) {
    Shown {
      rows = List.copyOf(rows);
    }
  }

  private record Read(LedgerCheck.Result check, List<LedgerRecord> records, String trouble) {}

  private final CaseCustody custody;
  private final List<VerifiedBundle> bundles;
  private final CustodyActs acts;
  private final @Nullable Slices slices;
  private final InstantSource clock;
  private final Jobs jobs;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<Told> told = new ReadOnlyObjectWrapper<>();
  private final ReadOnlyObjectWrapper<Shown> shown = new ReadOnlyObjectWrapper<>();
  private List<LedgerRecord> records = List.of();
  private String filter = "";

  /**
   * @param bundles the sealed bundles among the evidence
   * @param key the file of the key that is sealed by
   * @param slices what parts are cut of; null while the evidence is still recorded
   * @param listed is told of work that takes long
   * @param fx where properties change
   */
  public CustodyViewModel(
      CaseCustody custody,
      List<VerifiedBundle> bundles,
      String name,
      Path key,
      @Nullable Slices slices,
      Consumer<Job<?>> listed,
      InstantSource clock,
      Jobs jobs,
      Executor fx) {
    this.custody = custody;
    this.bundles = List.copyOf(bundles);
    this.slices = slices;
    this.clock = clock;
    this.jobs = jobs;
    this.fx = fx;
    this.acts = new CustodyActs(custody, name, key, listed, this::read, clock, jobs, fx);
    told.set(
        isKept()
            ? new Told(null, "", "Reading the ledger\u2026")
            : new Told(
                null,
                "NO LEDGER",
                "This investigation is kept nowhere, so nothing of it is written down."));
    shown.set(new Shown(List.of(), 0, ""));
  }

  /** Whether there is a case, so that there can be a ledger. */
  boolean isKept() {
    return custody.ledger().isKept();
  }

  /** Reads the ledger, and writes down that it was looked at where that is due. */
  public void begin() {
    run("Checking the ledger", _ -> read(false));
  }

  /** Reads it again. */
  void read() {
    run("Reading the ledger", _ -> read(null));
  }

  /** Checks it now, and writes that down. */
  void verify() {
    run("Checking the ledger", _ -> read(true));
  }

  /**
   * @param write whether that it was checked is written down: null for never, false for when due
   */
  private Read read(@Nullable Boolean write) throws IOException {
    String trouble = custody.trouble().orElse("");
    CaseLedger ledger = custody.ledger();
    Read first = look(ledger, trouble);
    Standing standing = CustodyWords.standing(first.check());
    boolean due =
        Boolean.TRUE.equals(write)
            || (write != null && (standing != Standing.VALID || !isChecked(first.records())));
    if (!due || first.records().isEmpty()) {
      return first;
    }
    try {
      ledger.verified(first.check(), standing, null);
    } catch (IOException cause) {
      return new Read(first.check(), first.records(), String.valueOf(cause.getMessage()));
    }
    return new Read(first.check(), look(ledger, trouble).records(), trouble);
  }

  private static Read look(CaseLedger ledger, String trouble) throws IOException {
    List<LedgerRecord> records = new ArrayList<>();
    LedgerCheck.Result check = ledger.check(node -> records.add(LedgerRecord.of(node)));
    return new Read(check, records.reversed(), trouble);
  }

  private boolean isChecked(List<LedgerRecord> newestFirst) {
    return newestFirst.stream()
        .filter(r -> r.event() == Deed.VERIFIED && r.verb().equals("verify-ledger"))
        .findFirst()
        .filter(r -> {
          try {
            Instant at = Instant.parse(r.time());
            return Duration.between(at, clock.instant()).abs().compareTo(HOLDS) < 0;
          } catch (DateTimeException _) {
            return false;
          }
        })
        .isPresent();
  }

  private void run(String title, Work<Read> work) {
    if (!isKept()) {
      return;
    }
    jobs.start(title, work)
        .watch(
            fx,
            state -> {
              switch (state) {
                case JobState.Waiting<Read> _,
                    JobState.Running<Read> _,
                    JobState.Cancelled<Read> _ -> {}
                case JobState.Succeeded<Read>(Read read) -> take(read);
                case JobState.Failed<Read>(Throwable cause) ->
                    told.set(
                        new Told(
                            Standing.MISSING,
                            sign(Standing.MISSING) + " NOT READ",
                            VisibleText.of(String.valueOf(cause.getMessage()), 600)));
              }
            });
  }

  private void take(Read read) {
    Standing standing = CustodyWords.standing(read.check());
    records = read.records();
    String words =
        CustodyWords.sentence(standing)
            + read.check().faults().stream().findFirst().map(CustodyViewModel::words).orElse("");
    boolean troubled = !read.trouble().isEmpty();
    told.set(
        new Told(
            troubled && standing == Standing.VALID ? Standing.TRUNCATED : standing,
            troubled && standing == Standing.VALID
                ? sign(Standing.MODIFIED) + " NOT WRITTEN"
                : sign(standing) + " " + CustodyWords.name(standing),
            troubled
                ? words + " Not written down: " + VisibleText.of(read.trouble(), 400)
                : words));
    filter(filter);
  }

  private static String words(Fault fault) {
    return " "
        + VisibleText.of(fault.place(), 200)
        + (fault.line() > 0 ? " line " + fault.line() : "")
        + ": "
        + BundleWords.what(fault)
        + ".";
  }

  /** A shape for a status, so that it is told by more than colour. */
  static String sign(Standing standing) {
    return switch (standing) {
      case VALID -> "\u2713";
      case VALID_UNSIGNED -> "\u25b3";
      case MODIFIED, TRUNCATED, REORDERED, EXTRA, MISSING, CONTRADICTION -> "\u2715";
    };
  }

  /** Leaves the records that hold this text, in upper or lower case. */
  void filter(String text) {
    filter = text;
    String wanted = text.strip().toLowerCase(Locale.ROOT);
    List<LedgerRecord> left =
        wanted.isEmpty()
            ? records
            : records.stream()
                .filter(r ->
                    (r.raw() + " " + CustodyWords.deed(r) + " " + CustodyWords.result(r))
                        .toLowerCase(Locale.ROOT)
                        .contains(wanted))
                .toList();
    shown.set(
        new Shown(
            left,
            records.size(),
            records.isEmpty() ? "Nothing is written down yet." : "No record holds this text."));
  }

  /** What is known of the ledger. */
  ReadOnlyObjectProperty<Told> told() {
    return told.getReadOnlyProperty();
  }

  /** What the table shows. */
  ReadOnlyObjectProperty<Shown> shown() {
    return shown.getReadOnlyProperty();
  }

  /** Sealing, handing over, exporting. */
  CustodyActs acts() {
    return acts;
  }

  /** What parts are cut of; null while the evidence is still recorded. */
  @Nullable Slices slices() {
    return slices;
  }

  /** What a slice of these would hold, and cutting it. */
  SliceViewModel slicing(Slices of) {
    return of.slicing(acts, jobs, fx);
  }

  /** The sealed bundles among the evidence. */
  List<VerifiedBundle> bundles() {
    return bundles;
  }

  /** The worst of the bundles, with its sign, in a few words; empty when there is none. */
  public String worstBundle() {
    return bundles.stream()
        .map(VerifiedBundle::standing)
        .max(Standing::compareTo)
        .map(worst -> sign(worst) + " Sealed evidence: " + BundleWords.name(worst))
        .orElse("");
  }

  /** Whether what was found of all bundles is as good as can be. */
  public boolean areBundlesValid() {
    return bundles.stream().allMatch(bundle -> bundle.standing() == Standing.VALID);
  }
}
