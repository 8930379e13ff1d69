package salvor.workbench;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import salvor.casefile.CaseUnusable;
import salvor.jobs.Job;
import salvor.jobs.Jobs;
import salvor.workbench.jobs.JobsViewModel;
import salvor.workbench.wording.VisibleText;

/** Closes what was open, one after the other, and tells what of it could not be kept. */
final class Closing {
  private final Jobs jobs;
  private final JobsViewModel running;
  private final Executor fx;
  private final List<String> untold = new CopyOnWriteArrayList<>();
  private final ReadOnlyStringWrapper lost = new ReadOnlyStringWrapper("");
  private @Nullable Job<Boolean> last;

  Closing(Jobs jobs, JobsViewModel running, Executor fx) {
    this.jobs = jobs;
    this.running = running;
    this.fx = fx;
  }

  void begin(Session session) {
    begin("Closing " + session.investigation().name(), () -> close(session));
  }

  /** Closes something else that has to be closed before the program ends. */
  void begin(String title, Callable<Boolean> close) {
    Job<Boolean> before = last;
    Job<Boolean> job =
        jobs.start(
            title,
            _ -> {
              if (before != null) {
                before.await();
              }
              return close.call();
            });
    last = job;
    running.add(job);
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
    session.investigation().opened().close();
    return true;
  }

  /** What closes last, null when nothing was closed. */
  @Nullable Job<Boolean> last() {
    return last;
  }

  /** Waits until all is closed; gives what could not be stored and was not told, in words. */
  List<String> await() {
    if (last != null) {
      last.await();
    }
    return List.copyOf(untold);
  }

  ReadOnlyStringProperty lost() {
    return lost.getReadOnlyProperty();
  }

  void forgetLost() {
    untold.clear();
    lost.set("");
  }
}
