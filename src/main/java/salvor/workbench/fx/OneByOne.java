package salvor.workbench.fx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import javafx.animation.AnimationTimer;

/**
 * Does parts of a large change to a window one after the other, each in a frame of its own: to
 * style and lay out everything at once would stop the window for longer than a turn may take.
 */
public final class OneByOne extends AnimationTimer {
  private final Deque<Runnable> parts;
  private boolean begun;

  private OneByOne(List<Runnable> parts) {
    this.parts = new ArrayDeque<>(parts);
  }

  /**
   * Does the first part with the frame after the next, which has what is there already. Called on
   * the JavaFX thread.
   */
  public static void begin(List<Runnable> parts) {
    new OneByOne(parts).start();
  }

  @Override
  public void handle(long now) {
    if (!begun) {
      begun = true;
      return;
    }
    Runnable part = parts.poll();
    if (part == null) {
      stop();
    } else {
      part.run();
    }
  }
}
