package salvor.workbench.timeline;

import java.util.OptionalLong;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;
import salvor.timeline.Milestone;
import salvor.timeline.RulerLayout;
import salvor.timeline.RulerLayout.Bar;
import salvor.timeline.RulerLayout.Pennant;
import salvor.timeline.RulerLayout.State;
import salvor.timeline.TimelineModel;
import salvor.timeline.Viewport;
import salvor.workbench.fx.Scale;
import salvor.workbench.wording.Moments;

/**
 * Draws the dwell ruler: above, a numbered flag for each milestone, solid when a person set it and
 * hollow when the events alone show it; below, the lengths between them.
 */
final class RulerInk {
  private RulerInk() {}

  static int height() {
    return flags() + Scale.px(24);
  }

  private static int flags() {
    return Scale.px(18);
  }

  /** How many milestones have a flag. */
  static String known(RulerViewModel ruler) {
    int known = ruler.ruler().get().known();
    return known == 0
        ? "no milestone known"
        : known + " of " + Milestone.values().length + " milestones known";
  }

  static RulerLayout layout(
      RulerViewModel ruler, TimelineModel model, Viewport viewport, @Nullable Long now) {
    return RulerLayout.of(
        ruler.ruler().get(),
        model,
        viewport,
        Scale.px(16),
        new RulerLayout.Words() {
          @Override
          public double width(String text) {
            return Ink.width(text, Ink.SMALL);
          }

          @Override
          public String length(long nanos) {
            return Moments.length(nanos);
          }

          @Override
          public String hint() {
            return ruler.hint();
          }

          @Override
          public OptionalLong now() {
            return now == null ? OptionalLong.empty() : OptionalLong.of(now);
          }
        });
  }

  static void draw(GraphicsContext g, RulerLayout layout, Viewport viewport, Ink ink) {
    RulerLayout.Extent extent = layout.extent();
    if (extent.from() <= extent.to()) {
      g.setFill(Ink.color(ink.palette().out(), 0.16));
      g.fillRect(extent.from(), 0, extent.to() - extent.from() + 1, height() - 1);
      g.setFill(Ink.color(ink.palette().out()));
      g.fillRect(extent.from(), height() - 3, extent.to() - extent.from() + 1, 2);
    }
    layout.bars().forEach(bar -> bar(g, bar, viewport, ink));
    layout.pennants().forEach(pennant -> pole(g, pennant, ink));
    for (RulerLayout.Text text : layout.texts()) {
      g.setFill(Ink.color(ink.palette().heading(), 0.85)); // a line behind it must not cross it out
      g.fillRect(text.left() - 2.0, flags() + 1.0, text.width() + 4.0, Scale.px(14));
      Color colour =
          Ink.color(
              switch (text.about()) {
                case WARNING -> ink.palette().near();
                case EXTENT, LENGTH -> ink.palette().text();
                case OPEN, HINT -> ink.palette().quietText();
              });
      Ink.text(g, text.words(), Ink.SMALL, colour, text.left(), flags() + Scale.px(12));
    }
    layout.pennants().forEach(pennant -> pennant(g, pennant, ink));
  }

  /** Those that can lie over one another stand on lines of their own. */
  private static void bar(GraphicsContext g, Bar bar, Viewport viewport, Ink ink) {
    double y =
        height()
            - switch (bar.bracket()) {
              case DWELL, DETECT_TO_ISOLATE, ISOLATE_TO_EVIDENCE -> 9.0;
              case CONTAIN_TO_FIX -> 6.0;
            };
    g.setFill(
        Ink.color(
            bar.state() == State.WRONG ? ink.palette().near() : ink.palette().quietText(), 1));
    if (bar.state() == State.OPEN) {
      for (int x = bar.from(); x <= bar.to(); x += 6) { // dashed: its end is not known
        g.fillRect(x, y, Math.min(3, bar.to() - x + 1), 1);
      }
    } else {
      g.fillRect(bar.from(), y, bar.to() - bar.from() + 1, 2);
      end(g, bar.to(), y, viewport);
    }
    end(g, bar.from(), y, viewport);
  }

  private static void end(GraphicsContext g, int x, double y, Viewport viewport) {
    if (x > 0 && x < viewport.width() - 1) {
      g.fillRect(x, y - 2, 1, 6);
    }
  }

  /** From a flag to the time of its event. */
  private static void pole(GraphicsContext g, Pennant pennant, Ink ink) {
    if (pennant.side() != RulerLayout.Side.IN_SIGHT) {
      return;
    }
    g.setFill(Ink.color(ink.palette().text()));
    g.fillRect(pennant.x(), flags() - 1, 1, height() - flags());
    int from = Math.min(pennant.x(), pennant.left());
    g.fillRect(from, flags() - 1, Math.max(pennant.x(), pennant.left()) - from + 1, 1);
    g.fillRect(pennant.left(), 1, 1, flags() - 1);
  }

  private static void pennant(GraphicsContext g, Pennant pennant, Ink ink) {
    int high = flags() - 3;
    int number = Scale.px(16);
    Color flag = Ink.color(ink.palette().text());
    Color ground = Ink.color(ink.palette().heading());
    g.setFill(flag);
    double left = pennant.left() + 0.0;
    shape(g, pennant, left, high, number);
    if (!pennant.set()) {
      g.setFill(ground);
      shape(g, pennant, left + 1.5, high - 3, number - 3.0);
    }
    String digit = Integer.toString(pennant.number());
    Ink.text(
        g,
        digit,
        Ink.BOLD,
        pennant.set() ? ground : flag,
        left + (number - Ink.width(digit, Ink.BOLD)) / 2 - 0.5,
        Scale.px(12));
    if (!pennant.label().isEmpty()) {
      Ink.text(g, pennant.label(), Ink.SMALL, flag, left + number + 2, Scale.px(12));
    }
  }

  /** A box in sight; an arrow towards what is not. */
  private static void shape(
      GraphicsContext g, Pennant pennant, double left, double high, double wide) {
    double top = 1 + (flags() - 3 - high) / 2;
    double middle = top + high / 2;
    double tip = wide * 0.3;
    switch (pennant.side()) {
      case IN_SIGHT -> g.fillRect(left, top, wide, high);
      case EARLIER ->
          g.fillPolygon(
              new double[] {left, left + tip, left + wide, left + wide, left + tip},
              new double[] {middle, top, top, top + high, top + high},
              5);
      case LATER ->
          g.fillPolygon(
              new double[] {left, left + wide - tip, left + wide, left + wide - tip, left},
              new double[] {top, top, middle, top + high, top + high},
              5);
    }
  }
}
