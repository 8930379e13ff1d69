package salvor.workbench.timeline;

import java.nio.IntBuffer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.timeline.Lanes;
import salvor.timeline.Painter;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;
import salvor.workbench.fx.NewestFirst;

/**
 * Has frames painted off the JavaFX thread, into two buffers in turn: one is on the screen while
 * the other is filled. A frame that is wanted meanwhile waits, and only the newest that waits is
 * painted. Used on the JavaFX thread.
 */
final class Frames {
  /** What is to be seen. */
  record Wanted(TimelineModel model, Lanes lanes, Viewport viewport, Painter.Style style) {}

  /** What is on the screen now. */
  record Frame(Wanted wanted, Image image) {}

  private record Surface(
      int width, int height, int[] pixels, PixelBuffer<IntBuffer> buffer, Image image) {
    static Surface of(int width, int height) {
      int[] pixels = new int[width * height];
      PixelBuffer<IntBuffer> buffer =
          new PixelBuffer<>(
              width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
      return new Surface(width, height, pixels, buffer, new WritableImage(buffer));
    }
  }

  private record Order(Wanted wanted, Surface surface) {}

  private final NewestFirst<Order, Order> work;
  private final Consumer<Frame> shown;
  private @Nullable Surface front;
  private @Nullable Surface back;
  private @Nullable Wanted waiting;
  private boolean painting;

  Frames(Jobs jobs, Executor fx, Consumer<Frame> shown, Consumer<Throwable> failure) {
    this.shown = shown;
    Painter painter = new Painter();
    this.work =
        new NewestFirst<>(
            "timeline frame",
            jobs,
            fx,
            false,
            (order, _) -> {
              Wanted w = order.wanted();
              painter.paint(
                  w.model(), w.lanes(), w.viewport(), w.style(), order.surface().pixels());
              return order;
            },
            this::painted,
            cause -> {
              painting = false;
              failure.accept(cause);
            });
  }

  /** Has this shown as soon as possible. */
  void want(Wanted wanted) {
    if (painting) {
      waiting = wanted;
      return;
    }
    painting = true;
    int width = wanted.viewport().width();
    int height = wanted.viewport().height();
    Surface target = back;
    if (target == null || target.width() != width || target.height() != height) {
      target = Surface.of(width, height);
    }
    back = target;
    work.ask(new Order(wanted, target));
  }

  private void painted(Order order) {
    Surface surface = order.surface();
    surface.buffer().updateBuffer(_ -> null);
    back = front;
    front = surface;
    painting = false;
    shown.accept(new Frame(order.wanted(), surface.image()));
    Wanted next = waiting;
    waiting = null;
    if (next != null) {
      want(next);
    }
  }
}
