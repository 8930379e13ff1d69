package salvor.workbench.jobs;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import salvor.jobs.JobState;
import salvor.jobs.Jobs;
import salvor.jobs.Work;
import salvor.workbench.fx.FxThread;

/** Something that is made in a job when somebody first looks at it. */
public final class OnDemand<T> {
  /** How far it is. */
  public sealed interface State<T> {
    /** Nobody looked at it yet. */
    record Unwanted<T>() implements State<T> {}

    /** It is being made; the words say what is done. */
    record Making<T>(String doing) implements State<T> {}

    /** Here it is. */
    record Made<T>(T it) implements State<T> {}

    /** It could not be made. */
    record Failed<T>(String why) implements State<T> {}
  }

  private final Consumer<OnDemand<T>> making;
  private final ReadOnlyObjectWrapper<State<T>> state =
      new ReadOnlyObjectWrapper<>(new State.Unwanted<>());

  /**
   * @param title what it is, for the job
   * @param work makes what it is made of, in a job
   * @param last makes it of that, on {@code fx}
   * @param fx where the state changes
   */
  public <M> OnDemand(String title, Work<M> work, Function<M, T> last, Jobs jobs, Executor fx) {
    making =
        demand ->
            jobs.start(title, work)
                .watch(
                    Runnable::run,
                    FxThread.latest(fx, (JobState<M> now) -> demand.show(now, last)));
  }

  /** Has it made, unless that was asked for before. */
  public void want() {
    if (state.get() instanceof State.Unwanted<T>) {
      state.set(new State.Making<>(""));
      making.accept(this);
    }
  }

  private <M> void show(JobState<M> now, Function<M, T> last) {
    state.set(
        switch (now) {
          case JobState.Waiting<M> _ -> new State.Making<>("");
          case JobState.Running<M>(_, _, String doing, _) -> new State.Making<>(doing);
          case JobState.Succeeded<M>(M made) -> new State.Made<>(last.apply(made));
          case JobState.Failed<M>(Throwable cause) -> new State.Failed<>(String.valueOf(cause));
          case JobState.Cancelled<M> _ -> new State.Unwanted<>();
        });
  }

  /** How far it is. */
  public ReadOnlyObjectProperty<State<T>> state() {
    return state.getReadOnlyProperty();
  }
}
