package salvor.workbench;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import org.jspecify.annotations.Nullable;
import salvor.casefile.CaseUnusable;
import salvor.casefile.OpenedCase;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.workbench.casefile.Notice;
import salvor.workbench.fx.FxThread;
import salvor.workbench.jobs.JobsViewModel;
import salvor.workbench.preferences.PreferencesViewModel;
import salvor.workbench.welcome.RecentCase;
import salvor.workbench.welcome.WelcomeViewModel;
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

    /** It is open, and its events are being put in order by other offsets of the clocks. */
    record Retiming(Session session, JobsViewModel.Shown job) implements State {}

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
  final Closing closing;
  private boolean leaving;
  private OpenedCase.@Nullable Basis givenUp;

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

  /** With these; {@code fx} is where properties change. */
  public WorkbenchViewModel(
      Jobs jobs, Executor fx, PreferencesViewModel preferences, WelcomeViewModel welcome) {
    this.jobs = jobs;
    this.preferences = preferences;
    this.welcome = welcome;
    this.fx = fx;
    this.running = new JobsViewModel(fx);
    this.closing = new Closing(jobs, running, fx);
  }

  /**
   * Opens something in place of what is open, which stays open until the other one is: who gives up
   * waiting has it back. Only the same case is closed first, since its folder has to be free.
   */
  public void open(OpenRequest request) {
    giveUp();
    Session before = state.get() instanceof State.Open(Session session) ? session : kept;
    kept = before;
    if (before != null && before.investigation().isIn(request.folder())) {
      kept = null;
      closing.begin(before);
    }
    Job<Boolean> first = closing.last();
    Job<Session.Made> job =
        jobs.start(
            "Opening " + request.name(),
            progress -> {
              if (first != null) {
                first.await();
              }
              return request.made(progress);
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
      case JobState.Succeeded<Session.Made>(Session.Made made) -> {
        Session before = kept;
        kept = null;
        Session session = Session.of(made, preferences.keys(), running::add, jobs, fx);
        show(session);
        session.sharing().show(request.view());
        if (before != null) {
          closing.begin(before);
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

  /** Shows a session, until the offsets of clocks that are in force are others. */
  private void show(Session session) {
    state.set(new State.Open(session));
    session.marking().changes().subscribe(_ -> retime(session));
  }

  private void retime(Session session) {
    Investigation shown = session.investigation();
    boolean open = state.get() instanceof State.Open(Session now) && now.equals(session);
    OpenedCase.Basis wanted = shown.opened().basis();
    if (!open || shown.isInTime() || wanted.equals(givenUp)) {
      givenUp = open && shown.isInTime() ? null : givenUp;
      return;
    }
    givenUp = wanted; // until it is done: what was cancelled is not begun again by the next edit
    Job<Session.Made> job =
        jobs.start(
            wanted.clocks().equals(shown.opened().evidence().observations().clocks())
                ? "Judging again, knowing when the incident was under way"
                : "Correcting the clocks",
            progress -> {
              session.marking().edits().await();
              session.memory().store();
              return Session.Made.of(shown.retimed(progress));
            });
    opening = job;
    kept = session;
    state.set(new State.Retiming(session, running.add(job)));
    job.watch(Runnable::run, FxThread.latest(fx, now -> retimed(job, session, now)));
  }

  private void retimed(Job<Session.Made> job, Session before, JobState<Session.Made> now) {
    if (job != opening) {
      return; // both are of one case, which whoever came between has closed or will close
    }
    switch (now) {
      case JobState.Waiting<Session.Made> _, JobState.Running<Session.Made> _ -> {}
      case JobState.Succeeded<Session.Made>(Session.Made made) -> {
        givenUp = null;
        Investigation next = made.investigation();
        if (!next.isInTime()
            || before.marking().edits().isBusy()
            || !next.opened().edits().log().equals(before.marking().log())) {
          back(); // it was edited meanwhile, which what was made does not know
          return;
        }
        kept = null;
        Session session = Session.of(made, preferences.keys(), running::add, jobs, fx);
        session.marking().edits().say(before.marking().notice().get());
        show(session);
      }
      case JobState.Failed<Session.Made>(Throwable cause) ->
          stay(before, Failure.of(cause).cause());
      case JobState.Cancelled<Session.Made> _ -> stay(before, "it was cancelled");
    }
  }

  private void stay(Session session, String why) {
    showAgain();
    if (session.investigation().isInTime()) {
      givenUp = null;
      return;
    }
    session
        .marking()
        .edits()
        .say(
            new Notice(
                "Times and verdicts do not follow the clock offsets and milestones in force: "
                    + why
                    + ". Undo that, or open the case again.",
                Notice.Offer.UNDO));
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
                  folder.toAbsolutePath().normalize(),
                  now.getEpochSecond() * 1_000_000_000L,
                  investigation.findings().size()));
        });
  }

  /** Shows again what is still open, by the offsets in force, and says whether something is. */
  public boolean back() {
    Session before = showAgain();
    if (before != null) {
      givenUp = null;
      retime(before);
    }
    return before != null;
  }

  private @Nullable Session showAgain() {
    Session before = kept;
    kept = null;
    if (before != null) {
      state.set(new State.Open(before));
    }
    return before;
  }

  /** Closes the open investigation, when its last edits are kept; nothing is open then. */
  public void closeCase() {
    if (mayLeave(this::closeCase) && state.get() instanceof State.Open(Session session)) {
      closing.begin(session);
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

  /**
   * Gives the open investigation free; waits until everything of it is stored.
   *
   * @return what could not be stored and was not told, in words
   */
  public List<String> close() {
    giveUp();
    showAgain();
    if (state.get() instanceof State.Open(Session session)) {
      closing.begin(session);
    }
    return closing.await();
  }

  /** Gives up what is being opened, if anything is; its folder is free when the job has ended. */
  @Nullable Job<Session.Made> giveUp() {
    Job<Session.Made> given = opening;
    if (given != null) {
      given.cancel();
    }
    opening = null;
    return given;
  }

  /** What could not be kept of a case that is closed, in words; empty when everything could. */
  public ReadOnlyStringProperty lost() {
    return closing.lost();
  }

  /** Forgets what could not be kept: it was read. */
  public void forgetLost() {
    closing.forgetLost();
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
