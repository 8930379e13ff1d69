package salvor.workbench.fx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Stands for the JavaFX thread in tests of view models: the test's own thread runs what was handed
 * over.
 */
public final class Turns implements Executor {
  private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

  @Override
  public void execute(Runnable task) {
    queue.add(task);
  }

  /** Runs tasks until something holds. */
  public void until(BooleanSupplier holds) {
    while (!holds.getAsBoolean()) {
      next().run();
    }
  }

  /** The next task, as soon as there is one; it is for the test to run it. */
  public Runnable next() {
    try {
      Runnable task = queue.poll(20, TimeUnit.SECONDS);
      assertThat(task).as("nothing more happens").isNotNull();
      return task;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
