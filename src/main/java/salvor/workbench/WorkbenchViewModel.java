package salvor.workbench;

import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import salvor.casefile.CaseUnusable;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.workbench.fx.FxThread;
import salvor.workbench.jobs.JobsViewModel;
import salvor.workbench.preferences.PreferencesViewModel;
import salvor.workbench.wording.Failure;

/**
 * What the window is about: nothing yet, something that is being opened, an open investigation, or
 * why there is none.
 */
public final class WorkbenchViewModel {
  /** What the window shows. */
  sealed interface State {
    /** Nothing was opened yet, or opening was cancelled. */
    record Welcome(String message) implements State {}

    /** Something is being opened. */
    record Opening(String name, JobsViewModel.Shown job) implements State {}

    /** It is open. */
    record Open(Session session) implements State {}

    /** It could not be opened. */
    record Failed(OpenRequest request, Failure failure) implements State {}
  }

  private final Jobs jobs;
  private final Executor fx;
  private final JobsViewModel running;
  private final PreferencesViewModel preferences;
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State.Welcome(""));
  private @Nullable Job<Session.Made> opening;

  /**
   * @param fx where properties change
   */
  public WorkbenchViewModel(Jobs jobs, Executor fx) {
    this(jobs, fx, PreferencesViewModel.unkept(jobs, fx));
  }

  /**
   * @param fx where properties change
   */
  public WorkbenchViewModel(Jobs jobs, Executor fx, PreferencesViewModel preferences) {
    this.jobs = jobs;
    this.preferences = preferences;
    this.fx = fx;
    this.running = new JobsViewModel(fx);
  }

  /** Opens something in place of what is open. */
  public void open(OpenRequest request) {
    if (opening != null) {
      opening.cancel();
    }
    Session before = state.get() instanceof State.Open(Session session) ? session : null;
    Job<Session.Made> job =
        jobs.start(
            "Opening " + request.name(),
            progress -> {
              if (before != null) {
                close(
                    before); // its folder is free before the next one is opened: it may be the same
              }
              Investigation investigation = request.work().run(progress);
              progress.at(0, 0, "drawing the timeline");
              return Session.Made.of(investigation);
            });
    opening = job;
    state.set(new State.Opening(request.name(), running.add(job)));
    job.watch(Runnable::run, FxThread.latest(fx, now -> opened(job, request, now)));
  }

  private void opened(Job<Session.Made> job, OpenRequest request, JobState<Session.Made> now) {
    if (job != opening) {
      if (now instanceof JobState.Succeeded<Session.Made>(Session.Made late)) {
        jobs.start("Closing " + request.name(), _ -> close(late.investigation()));
      }
      return;
    }
    switch (now) {
      case JobState.Waiting<Session.Made> _, JobState.Running<Session.Made> _ -> {}
      case JobState.Succeeded<Session.Made>(Session.Made made) ->
          state.set(new State.Open(Session.of(made, preferences.keys(), jobs, fx)));
      case JobState.Failed<Session.Made>(Throwable cause) ->
          state.set(new State.Failed(request, Failure.of(cause)));
      case JobState.Cancelled<Session.Made> _ ->
          state.set(new State.Welcome("Opening " + request.name() + " was cancelled."));
    }
  }

  /** Gives the open investigation free; waits until everything of it is stored. */
  public void close() {
    if (opening != null) {
      opening.cancel();
      opening = null;
    }
    if (state.get() instanceof State.Open(Session session)) {
      jobs.start("Closing " + session.investigation().name(), _ -> close(session)).await();
    }
  }

  private static boolean close(Session session) throws CaseUnusable {
    session.memory().store();
    return close(session.investigation());
  }

  private static boolean close(Investigation investigation) throws CaseUnusable {
    investigation.opened().close();
    return true;
  }

  ReadOnlyObjectProperty<State> state() {
    return state.getReadOnlyProperty();
  }

  /** The work under way. */
  public JobsViewModel running() {
    return running;
  }

  /** What the investigator prefers. */
  public PreferencesViewModel preferences() {
    return preferences;
  }

  Jobs jobs() {
    return jobs;
  }

  Executor fx() {
    return fx;
  }
}
