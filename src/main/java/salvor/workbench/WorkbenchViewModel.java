package salvor.workbench;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import salvor.casefile.CaseUnusable;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.workbench.fx.FxThread;
import salvor.workbench.jobs.JobsViewModel;
import salvor.workbench.preferences.PreferencesViewModel;
import salvor.workbench.welcome.RecentCase;
import salvor.workbench.welcome.WelcomeViewModel;
import salvor.workbench.wording.Failure;
import salvor.workbench.wording.VisibleText;

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

    /** It could not be opened; what was open before is so still. */
    record Failed(OpenRequest request, Failure failure, @Nullable Session before)
        implements State {}
  }

  private final Jobs jobs;
  private final Executor fx;
  private final JobsViewModel running;
  private final PreferencesViewModel preferences;
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State.Welcome(""));
  private final WelcomeViewModel welcome;
  private @Nullable Job<Session.Made> opening;
  private @Nullable Session kept; // open still, while another is being opened in its place
  private @Nullable Job<Boolean> closing;
  private final List<String> untold = new CopyOnWriteArrayList<>();
  private final ReadOnlyStringWrapper lost = new ReadOnlyStringWrapper("");
  private boolean leaving;

  /**
   * With no preferences and no cases remembered.
   *
   * @param fx where properties change
   */
  public WorkbenchViewModel(Jobs jobs, Executor fx) {
    this(
        jobs,
        fx,
        PreferencesViewModel.unkept(jobs, fx),
        new WelcomeViewModel(List::of, null, jobs, fx));
  }

  /**
   * @param fx where properties change
   */
  public WorkbenchViewModel(
      Jobs jobs, Executor fx, PreferencesViewModel preferences, WelcomeViewModel welcome) {
    this.jobs = jobs;
    this.preferences = preferences;
    this.welcome = welcome;
    this.fx = fx;
    this.running = new JobsViewModel(fx);
  }

  /**
   * Opens something in place of what is open, which stays open until the other one is: who gives up
   * waiting has it back. Only the same case is closed first, since its folder has to be free.
   */
  public void open(OpenRequest request) {
    if (opening != null) {
      opening.cancel();
    }
    Session before = state.get() instanceof State.Open(Session session) ? session : kept;
    kept = before;
    if (before != null && isIn(before, request.folder())) {
      kept = null;
      closing(before);
    }
    Job<Boolean> first = closing;
    Job<Session.Made> job =
        jobs.start(
            "Opening " + request.name(),
            progress -> {
              if (first != null) {
                first.await();
              }
              Investigation investigation = request.work().run(progress);
              progress.at(0, 0, "drawing the timeline");
              return Session.Made.of(investigation);
            });
    opening = job;
    state.set(new State.Opening(request.name(), running.add(job)));
    job.watch(Runnable::run, FxThread.latest(fx, now -> opened(job, request, now)));
  }

  private static boolean isIn(Session session, @Nullable Path folder) {
    return folder != null
        && session
            .investigation()
            .opened()
            .folder()
            .filter(f -> absolute(f).equals(absolute(folder)))
            .isPresent();
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
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
      case JobState.Succeeded<Session.Made>(Session.Made made) -> {
        Session before = kept;
        kept = null;
        state.set(new State.Open(Session.of(made, preferences.keys(), running::add, jobs, fx)));
        if (before != null) {
          closing(before);
        }
        remember(made.investigation());
      }
      case JobState.Failed<Session.Made>(Throwable cause) ->
          state.set(new State.Failed(request, Failure.of(cause), kept));
      case JobState.Cancelled<Session.Made> _ -> {
        if (!back()) {
          state.set(new State.Welcome("Opening " + request.name() + " was cancelled."));
        }
      }
    }
  }

  private void remember(Investigation investigation) {
    investigation
        .opened()
        .folder()
        .ifPresent(folder -> {
          Instant now = Instant.now();
          welcome.opened(
              new RecentCase(
                  investigation.name(),
                  absolute(folder),
                  now.getEpochSecond() * 1_000_000_000L,
                  investigation.findings().size()));
        });
  }

  /** Shows again what is still open, and says whether something is. */
  public boolean back() {
    Session before = kept;
    kept = null;
    if (before != null) {
      state.set(new State.Open(before));
    }
    return before != null;
  }

  /** Closes the open investigation, when its last edits are kept; nothing is open then. */
  public void closeCase() {
    if (mayLeave(this::closeCase) && state.get() instanceof State.Open(Session session)) {
      closing(session);
      state.set(new State.Welcome(""));
    }
  }

  /**
   * Whether what is open may be left now. Not while edits are on their way to the disk: it is left
   * once they are there, and stays, with the reason in sight, when one cannot be kept. Who asks
   * again meanwhile is let go.
   *
   * @param leave leaves it, later
   */
  public boolean mayLeave(Runnable leave) {
    Session now = state.get() instanceof State.Open(Session session) ? session : kept;
    if (now == null || leaving || !now.marking().edits().isBusy()) {
      return true;
    }
    leaving = true;
    Job<Boolean> job = jobs.start("Keeping the last edits", _ -> now.marking().edits().await());
    running.add(job);
    job.watch(
        fx,
        ended -> {
          if (ended.isFinal()) {
            leaving = false;
          }
          if (ended instanceof JobState.Succeeded<Boolean>(Boolean all) && all) {
            leave.run();
          }
        });
    return false;
  }

  private void closing(Session session) {
    Job<Boolean> before = closing;
    Job<Boolean> job =
        jobs.start(
            "Closing " + session.investigation().name(),
            _ -> {
              if (before != null) {
                before.await();
              }
              return close(session);
            });
    closing = job;
    running.add(job);
  }

  /**
   * Gives the open investigation free; waits until everything of it is stored.
   *
   * @return what could not be stored and was not told, in words
   */
  public List<String> close() {
    if (opening != null) {
      opening.cancel();
      opening = null;
    }
    back();
    if (state.get() instanceof State.Open(Session session)) {
      closing(session);
    }
    if (closing != null) {
      closing.await();
    }
    return List.copyOf(untold);
  }

  private boolean close(Session session) throws CaseUnusable {
    String name = VisibleText.of(session.investigation().name(), 100);
    List<String> failed =
        session.marking().edits().close().stream().map(text -> name + ": " + text).toList();
    untold.addAll(failed);
    if (!failed.isEmpty()) {
      fx.execute(() -> lost.set(String.join(" ", untold)));
    }
    session.memory().store();
    return close(session.investigation());
  }

  /** What could not be kept of a case that is closed, in words; empty when everything could. */
  public ReadOnlyStringProperty lost() {
    return lost.getReadOnlyProperty();
  }

  /** Forgets what could not be kept: it was read. */
  public void forgetLost() {
    untold.clear();
    lost.set("");
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

  /** Samples, and the cases of this machine. */
  public WelcomeViewModel welcome() {
    return welcome;
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
