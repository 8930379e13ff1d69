package salvor.workbench.cluster;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Work;
import salvor.live.LiveCluster;
import salvor.live.Readiness;
import salvor.live.Readiness.Question;
import salvor.report.ClusterWords;
import salvor.report.Output;
import salvor.report.ReadinessReport;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What an investigator would have of each workload if the alert fired now; asked when wanted. */
final class ReadinessViewModel {
  private static final String NOT_ASKED = "Not asked yet.";
  private static final long MILLION = 1_000_000L;
  private final Work<Readiness> asking;
  private final Supplier<CaseLedger> ledger;
  private final Jobs jobs;
  private final Executor fx;
  private final InstantSource clock;
  private final ReadOnlyObjectWrapper<Shown> shown =
      new ReadOnlyObjectWrapper<>(new Shown(List.of(), Map.of(), NOT_ASKED));
  private final ReadOnlyStringWrapper told = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
  private @Nullable Readiness readiness;
  private @Nullable Job<?> job;
  private String words = "";
  private @Nullable Question question;

  /**
   * What is shown.
   *
   * @param scores of each namespace, whatever the filter leaves
   * @param none what is said when there are no rows
   */
  record Shown(List<ReadinessRow> rows, Map<String, Integer> scores, String none) {
    Shown {
      rows = List.copyOf(rows);
    }
  }

  /**
   * @param cluster is asked, and its ledger says what left the case
   * @param fx where properties change
   */
  ReadinessViewModel(LiveCluster cluster, Jobs jobs, Executor fx, InstantSource clock) {
    this.asking = progress -> cluster.live().readiness(cluster.namespace(), progress);
    this.ledger = cluster.live().custody()::ledger;
    this.jobs = jobs;
    this.fx = fx;
    this.clock = clock;
  }

  /** Asks if that was not done yet. */
  void begin() {
    if (readiness == null && !busy.get()) {
      ask();
    }
  }

  /** Asks anew; what was found before is shown until then. */
  void ask() {
    trouble.set("");
    busy.set(true);
    Job<Readiness> started = jobs.start("Ask what is ready", asking);
    job = started;
    started.watch(fx, this::show);
  }

  /** Ends what is under way. */
  void end() {
    Job<?> under = job;
    if (under != null) {
      under.cancel();
    }
  }

  private void show(JobState<Readiness> now) {
    busy.set(!now.isFinal());
    switch (now) {
      case JobState.Waiting<Readiness> _ -> {}
      case JobState.Running<Readiness>(_, _, String what, _) -> told.set(what);
      case JobState.Cancelled<Readiness> _ -> told.set("Stopped.");
      case JobState.Failed<Readiness>(Throwable cause) -> {
        told.set(readiness == null ? "" : "What is shown was found before.");
        trouble.set(
            cause instanceof ClusterFailure failure
                ? ClusterWords.trouble(failure.trouble())
                : "Not asked: " + VisibleText.of(String.valueOf(cause.getMessage()), 300));
        refresh();
      }
      case JobState.Succeeded<Readiness>(Readiness found) -> {
        readiness = found;
        Instant moment = clock.instant();
        told.set(
            "Asked at "
                + Moments.clock(moment.toEpochMilli() * MILLION)
                + ". What cannot be told never counts as yes.");
        refresh();
      }
    }
  }

  /** Leaves the workloads with these words. */
  void filter(String now) {
    words = now;
    refresh();
  }

  /** Leaves the workloads with a gap in this; null for all. */
  void openIn(@Nullable Question now) {
    question = now;
    refresh();
  }

  private void refresh() {
    Readiness found = readiness;
    if (found == null) {
      shown.set(
          new Shown(
              List.of(), Map.of(), trouble.get().isEmpty() ? NOT_ASKED : "Nothing was found out."));
      return;
    }
    List<ReadinessRow> rows =
        found.workloads().stream()
            .map(ReadinessRow::new)
            .filter(row -> row.fits(words) && (question == null || row.isOpen(question)))
            .sorted(ReadinessRow.WORST_FIRST)
            .toList();
    String none =
        found.workloads().isEmpty()
            ? "No pods were seen: there is nothing to be ready for."
            : "No workload fits the filter.";
    shown.set(new Shown(rows, found.scores(), none));
  }

  /** Whether there is something to write. */
  boolean isAsked() {
    return readiness != null;
  }

  /** Writes all that was found, as the command does: as Markdown where the name says so. */
  void write(Path file) {
    Readiness found = readiness;
    if (found == null) {
      return;
    }
    ReadinessReport report = new ReadinessReport(found);
    boolean markdown = file.toString().endsWith(".md");
    Job<Path> writing =
        jobs.start(
            "Write what is ready",
            _ -> {
              CaseLedger of = ledger.get();
              of.made(
                  of.entry(Deed.EXPORTED, null).asked(Map.of("verb", "readiness"), Map.of()),
                  file,
                  () -> Output.to(file, markdown ? report::markdown : report::json));
              return file;
            });
    writing.watch(fx, this::written);
  }

  private void written(JobState<Path> now) {
    switch (now) {
      case JobState.Succeeded<Path>(Path file) ->
          told.set("Written to " + VisibleText.of(file.toString(), 300));
      case JobState.Failed<Path>(Throwable cause) ->
          trouble.set(VisibleText.of(String.valueOf(cause.getMessage()), 600));
      case JobState.Cancelled<Path> _, JobState.Waiting<Path> _, JobState.Running<Path> _ -> {}
    }
  }

  ReadOnlyObjectProperty<Shown> shown() {
    return shown.getReadOnlyProperty();
  }

  /** When it was asked, or how far that is. */
  ReadOnlyStringProperty told() {
    return told.getReadOnlyProperty();
  }

  /** Why it could not be asked or written; empty when it could. */
  ReadOnlyStringProperty trouble() {
    return trouble.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }
}
