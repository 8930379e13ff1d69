package salvor.workbench.timeline;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.image.Image;
import salvor.jobs.Jobs;
import salvor.timeline.Lanes;
import salvor.timeline.Painter;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;
import salvor.workbench.fx.PixelFrames;

/** Has the lanes painted off the JavaFX thread. Used on the JavaFX thread. */
final class Frames {
  /** What is to be seen. */
  record Wanted(TimelineModel model, Lanes lanes, Viewport viewport, Painter.Style style) {}

  /** What is on the screen now. */
  record Frame(Wanted wanted, Image image) {}

  private final PixelFrames<Wanted> frames;

  Frames(Jobs jobs, Executor fx, Consumer<Frame> shown, Consumer<Throwable> failure) {
    Painter painter = new Painter();
    frames =
        new PixelFrames<>(
            "timeline frame",
            Wanted::viewport,
            (w, pixels) -> painter.paint(w.model(), w.lanes(), w.viewport(), w.style(), pixels),
            jobs,
            fx,
            (wanted, image) -> shown.accept(new Frame(wanted, image)),
            failure);
  }

  /** Has this shown as soon as possible. */
  void want(Wanted wanted) {
    frames.want(wanted);
  }
}
