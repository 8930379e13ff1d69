package salvor.workbench.welcome;

import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Work;
import salvor.workbench.fx.FxThread;

/** What can be opened with one press: samples, and the cases of this machine. */
public final class WelcomeViewModel {
  /**
   * A case on the list.
   *
   * @param there whether its folder is still there
   */
  public record Listed(RecentCase recent, boolean there) {}

  private record Found(List<Sample> samples, List<Listed> recent) {}

  private final Supplier<List<Sample>> samplesOfProgram;
  private final @Nullable RecentCases cases;
  private final Jobs jobs;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<List<Sample>> samples =
      new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyObjectWrapper<List<Listed>> recent = new ReadOnlyObjectWrapper<>(List.of());
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper("");

  /**
   * @param samples finds the samples; waits for the disk
   * @param cases the cases of this machine, null when none are remembered
   * @param fx where properties change
   */
  public WelcomeViewModel(
      Supplier<List<Sample>> samples, @Nullable RecentCases cases, Jobs jobs, Executor fx) {
    this.samplesOfProgram = samples;
    this.cases = cases;
    this.jobs = jobs;
    this.fx = fx;
  }

  /** Looks what is there now. */
  public void refresh() {
    start(
        "Recent cases",
        _ -> new Found(samplesOfProgram.get(), listed(cases == null ? List.of() : cases.read())),
        found -> {
          samples.set(found.samples());
          recent.set(found.recent());
        });
  }

  /** Remembers a case that is open now. */
  public void opened(RecentCase opened) {
    RecentCases known = cases;
    if (known != null) {
      start("Recent cases", _ -> listed(known.add(opened)), recent::set);
    }
  }

  /** Takes a case off the list; the case itself stays where it is. */
  public void forget(RecentCase forgotten) {
    RecentCases known = cases;
    if (known != null) {
      start("Recent cases", _ -> listed(known.forget(forgotten)), recent::set);
    }
  }

  private static List<Listed> listed(List<RecentCase> cases) {
    return cases.stream().map(c -> new Listed(c, Files.isDirectory(c.folder()))).toList();
  }

  private <T> void start(String title, Work<T> work, Consumer<T> result) {
    jobs.start(title, work)
        .watch(Runnable::run, FxThread.latest(fx, (JobState<T> now) -> show(now, result)));
  }

  private <T> void show(JobState<T> now, Consumer<T> result) {
    switch (now) {
      case JobState.Succeeded<T>(T made) -> {
        trouble.set("");
        result.accept(made);
      }
      case JobState.Failed<T>(Throwable cause) ->
          trouble.set("The list of recent cases cannot be kept: " + cause.getMessage());
      case JobState.Waiting<T> _, JobState.Running<T> _, JobState.Cancelled<T> _ -> {}
    }
  }

  /** The samples that come with the program. */
  public ReadOnlyObjectProperty<List<Sample>> samples() {
    return samples.getReadOnlyProperty();
  }

  /** The cases of this machine, the newest first. */
  public ReadOnlyObjectProperty<List<Listed>> recent() {
    return recent.getReadOnlyProperty();
  }

  /** What could not be kept, in a sentence; empty when all is well. */
  public ReadOnlyStringProperty trouble() {
    return trouble.getReadOnlyProperty();
  }
}
