package salvor.workbench.jobs;

import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import salvor.jobs.Job;
import salvor.jobs.JobState;
import salvor.workbench.fx.FxThread;

/** The jobs that the investigator waits for: each is listed from its start to its end. */
public final class JobsViewModel {
  private final Executor fx;
  private final ObservableList<Shown> running = FXCollections.observableArrayList();
  private final ObservableList<Shown> readOnly = FXCollections.unmodifiableObservableList(running);

  /**
   * @param fx where properties change
   */
  public JobsViewModel(Executor fx) {
    this.fx = fx;
  }

  /** One job as it is shown. */
  public static final class Shown {
    private final Job<?> job;
    private final Phase phase = new Phase();
    private final ReadOnlyObjectWrapper<Standing> standing =
        new ReadOnlyObjectWrapper<>(Standing.WAITING);

    Shown(Job<?> job) {
      this.job = job;
    }

    /** What the job is. */
    public String title() {
      return job.title();
    }

    /** How far it is. */
    public ReadOnlyObjectProperty<Standing> standing() {
      return standing.getReadOnlyProperty();
    }

    /** Asks it to stop. */
    public void cancel() {
      job.cancel();
      standing.set(new Standing(-1, "stopping\u2026", ""));
    }
  }

  /** Lists a job until it ends. */
  public <T> Shown add(Job<T> job) {
    Shown shown = new Shown(job);
    running.add(shown);
    job.watch(Runnable::run, FxThread.latest(fx, state -> show(shown, state)));
    return shown;
  }

  private void show(Shown shown, JobState<?> state) {
    if (state.isFinal()) {
      running.remove(shown);
    }
    shown.standing.set(shown.phase.standing(state, System.nanoTime()));
  }

  /** The jobs under way, the oldest first. */
  public ObservableList<Shown> running() {
    return readOnly;
  }
}
