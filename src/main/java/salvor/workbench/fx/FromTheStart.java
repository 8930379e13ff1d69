package salvor.workbench.fx;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * The JavaFX thread for work that begins before it does: what is given early is done once there is
 * a window, in the order given.
 */
public final class FromTheStart implements Executor {
  private final Executor fx;
  private final List<Runnable> early = new ArrayList<>();
  private boolean begun;

  /**
   * @param fx does what is given from {@link #begin} on
   */
  public FromTheStart(Executor fx) {
    this.fx = fx;
  }

  @Override
  public synchronized void execute(Runnable task) {
    if (begun) {
      fx.execute(task);
    } else {
      early.add(task);
    }
  }

  /** Has done what was given so far, and from now on everything at once. */
  public synchronized void begin() {
    begun = true;
    early.forEach(fx::execute);
    early.clear();
  }
}
