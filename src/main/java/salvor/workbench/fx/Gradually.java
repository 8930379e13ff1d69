package salvor.workbench.fx;

import java.util.ArrayDeque;
import java.util.Deque;
import javafx.animation.AnimationTimer;

/**
 * Steps of which each is done in a frame of its own, together with the layout that it causes: a
 * window with a hundred controls made at once would hold the JavaFX thread for a quarter of a
 * second. Used on the JavaFX thread.
 */
public final class Gradually {
  private final Deque<Runnable> steps = new ArrayDeque<>();
  private final AnimationTimer timer =
      new AnimationTimer() {
        @Override
        public void handle(long now) {
          step();
        }
      };

  /** Does this after all that was given before it, not in the same frame. */
  public void then(Runnable step) {
    if (steps.isEmpty()) {
      timer.start();
    }
    steps.add(step);
  }

  private void step() {
    Runnable next = steps.poll();
    if (steps.isEmpty()) {
      timer.stop();
    }
    if (next != null) {
      next.run();
    }
  }

  /** Does nothing of what is left. */
  public void stop() {
    steps.clear();
    timer.stop();
  }
}
