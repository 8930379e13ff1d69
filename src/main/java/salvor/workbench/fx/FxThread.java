package salvor.workbench.fx;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.application.Platform;
import org.jspecify.annotations.Nullable;

/** The JavaFX thread, as an executor: each task in a later turn, in the order given. */
public final class FxThread implements Executor {
  @Override
  public void execute(Runnable task) {
    Platform.runLater(task);
  }

  /**
   * A consumer that any thread may call as often as it likes: the receiver gets the newest value,
   * at most once per turn of the executor, and always the last one.
   */
  public static <T> Consumer<T> latest(Executor where, Consumer<T> receiver) {
    AtomicReference<@Nullable T> pending = new AtomicReference<>();
    return value -> {
      if (pending.getAndSet(value) == null) {
        where.execute(() -> {
          T newest = pending.getAndSet(null);
          if (newest != null) {
            receiver.accept(newest);
          }
        });
      }
    };
  }
}
