package salvor.workbench;

import com.sun.glass.ui.headless.BenchApplication;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.scene.Scene;
import javafx.scene.image.ImageView;
import javafx.stage.Stage;

/**
 * A window without a screen that tells when something was on it: a change counts as shown when the
 * frame that was laid out after it has been rendered and copied to where the screen would be.
 */
final class Screen {
  private final Scene scene;
  private Object changed;
  private Object laidOut;
  private Object shown;
  private CountDownLatch waiting = new CountDownLatch(0);
  private BooleanSupplier holds = () -> true;

  private Screen(Scene scene) {
    this.scene = scene;
  }

  static Screen of(Scene scene) throws Exception {
    Screen screen = new Screen(scene);
    act(() -> {
      Stage stage = new Stage();
      stage.setScene(scene);
      stage.show();
      scene.addPostLayoutPulseListener(() -> screen.laidOut = screen.changed);
      BenchApplication.frameShown = screen::frame;
    });
    return screen;
  }

  Scene scene() {
    return scene;
  }

  /** What is to be looked for on the screen. */
  void watch(ObservableValue<?> value) {
    value.subscribe(_ -> changed = new Object());
  }

  /** Looks for the picture of the timeline. */
  void watchPicture() throws Exception {
    CountDownLatch there = new CountDownLatch(1);
    while (there.getCount() > 0) {
      act(() -> {
        if (scene.lookup("#timeline-picture") instanceof ImageView picture
            && picture.getImage() != null) {
          watch(picture.imageProperty());
          there.countDown();
        }
      });
    }
  }

  private void frame() {
    if (laidOut != null && laidOut != shown && holds.getAsBoolean()) {
      shown = laidOut;
      waiting.countDown();
    }
  }

  /** Does something on the JavaFX thread, and gives the nanoseconds until its change was shown. */
  long untilShown(Runnable act, BooleanSupplier settled) throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    long[] begin = new long[1];
    act(() -> {
      shown = changed;
      laidOut = changed;
      holds = settled;
      waiting = latch;
      begin[0] = System.nanoTime();
      act.run();
    });
    if (!latch.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nothing was shown");
    }
    return System.nanoTime() - begin[0];
  }

  static void act(Runnable act) throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    Throwable[] failed = new Throwable[1];
    Platform.runLater(() -> {
      try {
        act.run();
      } catch (Throwable cause) {
        failed[0] = cause;
      }
      latch.countDown();
    });
    latch.await();
    if (failed[0] != null) {
      throw new IllegalStateException(failed[0]);
    }
  }
}
