package salvor.workbench.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import salvor.ingest.objects.ClusterStates;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.report.DriftWords;
import salvor.workbench.wording.VisibleText;
import salvor.workload.drift.Change;
import salvor.workload.drift.Drift;

/** What of a cluster is not as it was, by two dumps of its objects. */
public final class DriftViewModel {
  private final Jobs jobs;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<List<Change>> changes =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper said = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();

  private record Compared(ClusterStates.Taken before, ClusterStates.Taken after, Drift drift) {}

  /**
   * @param fx where properties change
   */
  public DriftViewModel(Jobs jobs, Executor fx) {
    this.jobs = jobs;
    this.fx = fx;
  }

  /** Compares an earlier dump with a later one. */
  public void compare(Path before, Path after) {
    jobs.start("Compare two dumps", progress -> compared(before, after, progress))
        .watch(fx, this::show);
  }

  private static Compared compared(Path before, Path after, Progress progress) throws Exception {
    ClusterStates.Taken a = ClusterStates.read(List.of(before), progress);
    ClusterStates.Taken b = ClusterStates.read(List.of(after), progress);
    return new Compared(a, b, Drift.between(a.state(), b.state()));
  }

  private void show(JobState<Compared> state) {
    busy.set(!state.isFinal());
    switch (state) {
      case JobState.Succeeded<Compared>(Compared done) -> {
        said.set(
            "A: "
                + DriftWords.state(done.before.state())
                + ".\nB: "
                + DriftWords.state(done.after.state())
                + ".\n"
                + DriftWords.rest(done.drift));
        changes.set(done.drift.changes());
        trouble.set(String.join("\n", troubles(done)));
      }
      case JobState.Failed<Compared>(Throwable cause) -> {
        changes.set(List.of());
        said.set("");
        trouble.set("Not compared: " + VisibleText.of(String.valueOf(cause.getMessage()), 300));
      }
      case JobState.Cancelled<Compared> _ -> trouble.set("Not compared: cancelled");
      case JobState.Waiting<Compared> _, JobState.Running<Compared> _ -> trouble.set("");
    }
  }

  private static List<String> troubles(Compared done) {
    List<String> troubles = new ArrayList<>(DriftWords.doubts(done.drift.doubts()));
    long unreadable = done.before.unreadable() + done.after.unreadable();
    if (unreadable > 0) {
      troubles.add(unreadable + " records could not be read: what they held is missing here.");
    }
    return troubles;
  }

  /** What changed, what gives an attacker most first. */
  public ReadOnlyObjectProperty<List<Change>> changes() {
    return changes.getReadOnlyProperty();
  }

  /** What was compared, and what is as it was. */
  ReadOnlyStringProperty said() {
    return said.getReadOnlyProperty();
  }

  /** Why it was not compared, or not as it should be; empty when nothing is wrong. */
  public ReadOnlyStringProperty trouble() {
    return trouble.getReadOnlyProperty();
  }

  ReadOnlyBooleanProperty busy() {
    return busy.getReadOnlyProperty();
  }
}
