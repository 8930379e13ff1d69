package salvor.workbench.containment;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Work;
import salvor.live.ActingSwitch;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** Whether the cluster may be acted on, which everybody who looks at it must see. */
public final class ActingViewModel {
  /** How it stands. */
  public sealed interface State {
    /**
     * It may not be acted on.
     *
     * @param trouble why it could not be switched; empty when nothing went wrong
     */
    record ReadOnly(String trouble) implements State {}

    /** It may be acted on. */
    record Allowed(String reason, Instant since) implements State {}
  }

  private final ActingSwitch acting;
  private final String cluster;
  private final Jobs jobs;
  private final Executor fx;
  private final ReadOnlyObjectWrapper<State> state =
      new ReadOnlyObjectWrapper<>(new State.ReadOnly(""));

  /**
   * @param cluster what its context is called
   * @param fx where properties change
   */
  public ActingViewModel(ActingSwitch acting, String cluster, Jobs jobs, Executor fx) {
    this.acting = acting;
    this.cluster = cluster;
    this.jobs = jobs;
    this.fx = fx;
  }

  /** What the cluster is called. */
  public String cluster() {
    return VisibleText.of(cluster, 100);
  }

  /** Allows acting, for this reason. */
  public void allow(String reason) {
    run(
        "Allow acting on " + cluster,
        _ -> {
          ActingSwitch.Leave leave = acting.on(reason);
          return new State.Allowed(leave.reason(), leave.since());
        });
  }

  /** Ends it. */
  public void end(ActingSwitch.End how) {
    if (acting.leave().isPresent()) {
      run(
          "End acting on " + cluster,
          _ -> {
            acting.off(how);
            return new State.ReadOnly("");
          });
    }
  }

  private void run(String title, Work<State> work) {
    jobs.start(title, work)
        .watch(
            fx,
            now -> {
              switch (now) {
                case JobState.Waiting<State> _,
                    JobState.Running<State> _,
                    JobState.Cancelled<State> _ -> {}
                case JobState.Succeeded<State>(State next) -> state.set(next);
                case JobState.Failed<State>(Throwable cause) ->
                    state.set(
                        new State.ReadOnly(
                            "Not written down: "
                                + VisibleText.of(String.valueOf(cause.getMessage()), 300)));
              }
            });
  }

  /** The leave that holds now; empty while the cluster is read-only. */
  public Optional<ActingSwitch.Leave> leave() {
    return acting.leave();
  }

  /** How it stands. */
  public ReadOnlyObjectProperty<State> state() {
    return state.getReadOnlyProperty();
  }

  /** The same in words, with a shape. */
  public static String words(State state) {
    return switch (state) {
      case State.ReadOnly(String trouble) ->
          "\u25cb Read-only" + (trouble.isEmpty() ? "" : ". " + trouble);
      case State.Allowed(String reason, Instant since) ->
          "\u25c6 ACTING ALLOWED since "
              + Moments.clock(since.getEpochSecond() * 1_000_000_000L + since.getNano())
              + ": "
              + VisibleText.of(reason, 120);
    };
  }
}
