package salvor.workbench.comparison;

import java.util.BitSet;
import java.util.Objects;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.timeline.LaneTree;
import salvor.timeline.RowFilter;
import salvor.triage.Alignment;
import salvor.triage.BaselineChoice;
import salvor.triage.ComparedSide;
import salvor.triage.Comparison;
import salvor.triage.MirroredActs;
import salvor.workbench.fx.FxThread;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Sight;

/** Compares, off the JavaFX thread: what is asked last is shown, as the filter leaves it. */
final class Comparer {
  private record Looked(Comparison comparison, @Nullable BitSet rows) {}

  private final Evidence evidence;
  private final Verdicts verdicts;
  private final LaneTree tree;
  private final Sight sight;
  private final Jobs jobs;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<CompareState> state =
      new ReadOnlyObjectWrapper<>(new CompareState.Nothing("Choose what to compare."));
  private final NewestFirst<Looked, Compared> filtering;
  private @Nullable Job<Compared> job;

  Comparer(
      Evidence evidence, Verdicts verdicts, LaneTree tree, Sight sight, Jobs jobs, Executor fx) {
    this.evidence = evidence;
    this.verdicts = verdicts;
    this.tree = tree;
    this.sight = sight;
    this.jobs = jobs;
    this.fx = fx;
    this.filtering =
        new NewestFirst<>(
            "comparison in sight",
            jobs,
            fx,
            true,
            (looked, _) -> compared(looked.comparison(), looked.rows()),
            now -> state.set(new CompareState.Made(now)),
            cause -> state.set(new CompareState.Failed(String.valueOf(cause))));
    sight.rows().addListener((_, _, _) -> filter());
  }

  private void filter() {
    if (state.get() instanceof CompareState.Made(Compared it)) {
      filtering.ask(new Looked(it.comparison(), sight.rows().get()));
    }
  }

  /** There is nothing to compare. */
  void nothing(String why) {
    cancelJob();
    state.set(new CompareState.Nothing(why));
  }

  /** Compares this, and nothing that was asked before. */
  void ask(Question asked, BaselineChoice choice) {
    cancelJob();
    state.set(new CompareState.Making(-1, ""));
    BitSet rows = sight.rows().get();
    Job<Compared> started =
        jobs.start("Compare", progress -> compared(comparison(asked, choice, progress), rows));
    job = started;
    started.watch(
        Runnable::run,
        FxThread.latest(
            fx,
            now -> {
              if (job == started) {
                show(now);
                if (!Objects.equals(rows, sight.rows().get())) {
                  filter(); // it was changed meanwhile
                }
              }
            }));
  }

  private Comparison comparison(Question asked, BaselineChoice choice, Progress progress) {
    ComparedSide b = asked.b();
    Alignment alignment = asked.alignment();
    return b == null && choice instanceof BaselineChoice.One baseline
        ? Comparison.withBaseline(
            evidence, verdicts, tree, baseline, asked.a(), alignment, progress)
        : Comparison.of(
            evidence, verdicts, tree, asked.a(), b == null ? asked.a() : b, alignment, progress);
  }

  private Compared compared(Comparison comparison, @Nullable BitSet rows) {
    RowFilter filter = rows == null ? RowFilter.ALL : RowFilter.of(rows);
    return new Compared(
        comparison,
        MirroredActs.of(comparison, verdicts, filter),
        rows == null ? null : comparison.having(rows));
  }

  private void show(JobState<Compared> now) {
    switch (now) {
      case JobState.Waiting<Compared> _ -> {}
      case JobState.Running<Compared>(long done, long total, String doing, _) ->
          state.set(new CompareState.Making(total <= 0 ? -1 : (double) done / total, doing));
      case JobState.Succeeded<Compared>(Compared made) -> state.set(new CompareState.Made(made));
      case JobState.Failed<Compared>(Throwable cause) ->
          state.set(new CompareState.Failed(String.valueOf(cause)));
      case JobState.Cancelled<Compared> _ ->
          state.set(
              new CompareState.Nothing("Comparing was stopped. Choose a side to begin again."));
    }
  }

  /** Stops comparing. */
  void cancel() {
    if (job != null) {
      job.cancel();
    }
  }

  private void cancelJob() {
    filtering.forget(); // also that it failed
    Job<Compared> before = job;
    job = null;
    if (before != null) {
      before.cancel();
    }
  }

  /** How far it is. */
  ReadOnlyObjectProperty<CompareState> state() {
    return state.getReadOnlyProperty();
  }
}
