package salvor.workbench.fx;

import java.nio.IntBuffer;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.image.Image;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.timeline.Viewport;

/**
 * Has frames painted off the JavaFX thread, into two buffers in turn: one is on the screen while
 * the other is filled. A frame that is wanted meanwhile waits, and only the newest that waits is
 * painted. Used on the JavaFX thread.
 *
 * @param <W> what is to be seen
 */
public final class PixelFrames<W> {
  /** Fills pixels, off the JavaFX thread; never called twice at once. */
  @FunctionalInterface
  public interface Paint<W> {
    /** Paints all pixels: ARGB, premultiplied. */
    void paint(W wanted, int[] pixels);
  }

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

  /** Takes what is on the screen now. */
  @FunctionalInterface
  public interface Shown<W> {
    /** This was painted, and is in the image. */
    void show(W wanted, Image image);
  }

  private record Order<W>(W wanted, Surface surface) {}

  private final NewestFirst<Order<W>, Order<W>> work;
  private final Function<W, Viewport> size;
  private final Shown<W> shown;
  private @Nullable Surface front;
  private @Nullable Surface back;
  private @Nullable W waiting;
  private boolean painting;

  /**
   * @param title what is painted, for the name of its thread
   * @param size tells the size of what is wanted
   */
  public PixelFrames(
      String title,
      Function<W, Viewport> size,
      Paint<W> paint,
      Jobs jobs,
      Executor fx,
      Shown<W> shown,
      Consumer<Throwable> failure) {
    this.size = size;
    this.shown = shown;
    this.work =
        new NewestFirst<>(
            title,
            jobs,
            fx,
            false,
            (order, _) -> {
              paint.paint(order.wanted(), order.surface().pixels());
              return order;
            },
            this::painted,
            cause -> {
              painting = false;
              failure.accept(cause);
            });
  }

  /** Has this shown as soon as possible. */
  public void want(W wanted) {
    if (painting) {
      waiting = wanted;
      return;
    }
    painting = true;
    int width = size.apply(wanted).width();
    int height = size.apply(wanted).height();
    Surface target = back;
    if (target == null || target.width() != width || target.height() != height) {
      target = Surface.of(width, height);
    }
    back = target;
    work.ask(new Order<>(wanted, target));
  }

  private void painted(Order<W> order) {
    Surface surface = order.surface();
    surface.buffer().updateBuffer(_ -> null);
    back = front;
    front = surface;
    painting = false;
    shown.show(order.wanted(), surface.image());
    W next = waiting;
    waiting = null;
    if (next != null) {
      want(next);
    }
  }
}
