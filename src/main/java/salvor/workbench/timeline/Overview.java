package salvor.workbench.timeline;

import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.scene.Cursor;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.input.MouseEvent;
import org.jspecify.annotations.Nullable;
import salvor.jobs.Jobs;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.Density;
import salvor.timeline.DrawingClass;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.fx.Scale;
import salvor.workbench.selection.Span;

/**
 * How much there is over all time, and which part of it is looked at: a brush to be moved and
 * drawn.
 */
final class Overview extends Canvas {
  private static final int MARK = 9;
  private static final DrawingClass[] CLASSES = DrawingClass.values();

  private final TimelineViewModel model;
  private final NewestFirst<Wanted, Density> work;
  private final Runnable redraw;
  private @Nullable Density density;
  private int asked;
  private double pressed;
  private boolean moving;

  Overview(
      TimelineViewModel model,
      Jobs jobs,
      Executor fx,
      Runnable redraw,
      Consumer<Throwable> failure) {
    this.model = model;
    this.redraw = redraw;
    work =
        new NewestFirst<>(
            "overview",
            jobs,
            fx,
            true,
            (wanted, _) -> Density.of(wanted.model(), wanted.width()),
            this::show,
            failure);
    model.shown().subscribe(_ -> ask());
    setCursor(Cursor.CROSSHAIR);
    setOnMousePressed(this::press);
    setOnMouseDragged(this::drag);
  }

  /** How high it is, with letters of their present size. */
  static int height() {
    return Scale.px(46);
  }

  private void show(Density made) {
    density = made;
    redraw.run();
  }

  private record Wanted(TimelineModel model, int width) {}

  /** Has the density made for a width, once for each width. */
  void resize(int width) {
    if (width > 0 && width != asked) {
      asked = width;
      setWidth(width);
      ask();
    }
  }

  private void ask() {
    if (asked > 0) {
      work.ask(new Wanted(model.model(), asked));
    }
  }

  void draw(Viewport looked, BaselineDisplay display, Ink ink) {
    GraphicsContext g = getGraphicsContext2D();
    setHeight(height());
    g.clearRect(0, 0, getWidth(), getHeight());
    g.setFill(Ink.color(ink.palette().band()));
    g.fillRect(0, 0, getWidth(), height());
    if (density == null) {
      return;
    }
    columns(g, density, display, ink);
    brush(g, density.viewport(), looked, ink);
  }

  private static void columns(
      GraphicsContext g, Density density, BaselineDisplay display, Ink ink) {
    double most = Math.log1p(density.most());
    int step = density.viewport().pixelsPerNano();
    int room = height() - MARK - 4;
    boolean filtered = !Arrays.equals(density.all(), density.shown());
    double strength = display == BaselineDisplay.FULL ? 1 : 0.55;
    if (filtered) { // the ghost of all there is stands behind what the filter leaves
      g.setFill(Ink.color(ink.palette().ghost(), 0.35));
      bars(g, density.all(), most, room, step);
    }
    g.setFill(Ink.color(ink.palette().ghost(), strength));
    bars(g, density.shown(), most, room, step);
    for (DrawingClass drawn :
        CLASSES) { // one colour after the other: a canvas is slow when its colour changes often
      if (drawn != DrawingClass.IN) {
        marks(g, density, drawn, step, ink);
      }
    }
  }

  private static void bars(GraphicsContext g, int[] counts, double most, int room, int step) {
    for (int cell = 0; cell < counts.length; cell++) {
      if (counts[cell] > 0) {
        double height = Math.max(1, Math.log1p(counts[cell]) / most * room);
        g.fillRect((double) cell * step, height() - height, step, height);
      }
    }
  }

  private static void marks(
      GraphicsContext g, Density density, DrawingClass drawn, int step, Ink ink) {
    g.setFill(Ink.color(ink.palette().of(drawn)));
    for (int cell = 0; cell < density.worst().length; cell++) {
      if (density.worst()[cell] == drawn.ordinal() + 1) {
        double width = drawn.isOut() ? Math.max(2, step) : step;
        g.fillRect(
            (double) cell * step, drawn.isOut() ? 0 : 3, width, drawn.isOut() ? MARK : MARK - 6);
      }
    }
  }

  private void brush(GraphicsContext g, Viewport all, Viewport looked, Ink ink) {
    double from = Math.clamp(all.x(looked.from()), 0, getWidth());
    double to = Math.clamp(all.x(looked.to()), from + 3, Math.max(from + 3, getWidth()));
    g.setFill(Ink.color(ink.palette().outside(), 0.6));
    g.fillRect(0, 0, from, height());
    g.fillRect(to, 0, getWidth() - to, height());
    g.setStroke(Ink.color(ink.palette().selection()));
    g.setLineWidth(1.5);
    g.strokeRect(from + 0.75, 0.75, to - from - 1.5, height() - 1.5);
  }

  private void press(MouseEvent event) {
    if (density == null) {
      return;
    }
    Viewport all = density.viewport();
    Viewport looked = model.viewport().get();
    pressed = event.getX();
    long time = all.time((int) pressed);
    boolean wide = all.x(looked.from()) <= 0 && all.x(looked.to()) >= all.width() - 1;
    moving = !wide && !event.isShiftDown();
    if (moving) {
      model.centre(time);
    }
  }

  private void drag(MouseEvent event) {
    if (density == null) {
      return;
    }
    Viewport all = density.viewport();
    if (moving) {
      model.centre(all.time((int) event.getX()));
    } else if (Math.abs(event.getX() - pressed) > 3) {
      model.show(Span.between(all.time((int) pressed), all.time((int) event.getX())));
    }
  }
}
