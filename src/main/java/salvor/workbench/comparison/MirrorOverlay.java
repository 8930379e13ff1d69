package salvor.workbench.comparison;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import salvor.timeline.Mirror.Half;
import salvor.timeline.MirrorLayout;
import salvor.timeline.Palette;
import salvor.timeline.SinceAxis;
import salvor.timeline.Viewport;
import salvor.triage.ComparedAct;
import salvor.triage.ComparedAct.Presence;
import salvor.triage.Sighting;
import salvor.workbench.timeline.Ink;
import salvor.workbench.wording.Moments;

/** The names of the lanes, the axis between the sides, and labels of what differs. */
final class MirrorOverlay extends Canvas {
  static final int GUTTER = 176;
  private static final int APART = 90;
  private static final int MOST_LABELS = 200;
  private static final int LEAST_LANE = 13; // lower lanes have no room for letters

  void draw(MirrorPane.Wanted shown, AlignBy by, double pointer) {
    Viewport viewport = shown.viewport();
    Ink ink = new Ink(shown.style().palette());
    MirrorLayout layout =
        new MirrorLayout(shown.compared().picture().kinds().size(), viewport.height());
    int strip = ExpectedStrip.width(shown.compared());
    setWidth(viewport.width() + (double) GUTTER + strip);
    setHeight(viewport.height());
    GraphicsContext g = getGraphicsContext2D();
    g.clearRect(0, 0, getWidth(), getHeight());
    gutter(g, shown, layout, by, ink);
    g.save();
    g.translate(GUTTER, 0);
    axis(g, viewport, layout, by, ink);
    labels(g, shown, layout, ink);
    if (pointer >= 0) {
      pointer(g, viewport, layout, by, pointer, ink);
    }
    g.restore();
    if (strip > 0) {
      new ExpectedStrip(shown.compared(), viewport.height())
          .draw(g, GUTTER + (double) viewport.width(), ink);
    }
  }

  private static void gutter(
      GraphicsContext g, MirrorPane.Wanted shown, MirrorLayout layout, AlignBy by, Ink ink) {
    Palette palette = ink.palette();
    List<ComparedAct.Kind> kinds = shown.compared().picture().kinds();
    g.setFill(Ink.color(palette.background()));
    g.fillRect(0, 0, GUTTER, layout.used());
    for (Half half : Half.values()) {
      for (int lane = 0; lane < kinds.size(); lane++) {
        int top = layout.top(half, lane);
        g.setFill(Ink.color(palette.border()));
        g.fillRect(0, half == Half.UPPER ? top : top + layout.laneHeight() - 1, GUTTER, 1);
        if (layout.laneHeight() >= LEAST_LANE) {
          name(g, shown.compared(), kinds.get(lane), half, top + layout.laneHeight() / 2.0, ink);
        }
      }
    }
    g.setFill(Ink.color(palette.heading()));
    g.fillRect(0, layout.axis(), GUTTER, layout.axisHeight());
    g.setFill(Ink.color(palette.border()));
    g.fillRect(0, layout.axis(), GUTTER, 1);
    g.fillRect(0, layout.axis() + layout.axisHeight() - 1, GUTTER, 1);
    g.fillRect(GUTTER - 1, 0, 1, layout.used());
    Ink.text(
        g,
        Ink.fitted(CompareWords.zero(by), Ink.SMALL, GUTTER - 16),
        Ink.SMALL,
        Ink.color(palette.quietText()),
        10,
        layout.axis() + layout.axisHeight() / 2.0 + 4);
  }

  /** A lane's name, and how many things of it only this side did or knows. */
  private static void name(
      GraphicsContext g, Compared shown, ComparedAct.Kind kind, Half half, double y, Ink ink) {
    Ink.text(g, ActWords.lane(kind), Ink.PLAIN, Ink.color(ink.palette().text()), 10, y + 4);
    Presence alone = half == Half.UPPER ? Presence.ONLY_A : Presence.ONLY_B;
    List<ComparedAct> all = shown.comparison().acts();
    long count = 0;
    for (int i = 0; i < all.size(); i++) {
      ComparedAct act = all.get(i);
      count += act.kind() == kind && act.presence() == alone && shown.shows(i) ? 1 : 0;
    }
    if (count > 0) {
      boolean baseline = shown.comparison().baseline().isPresent();
      String text =
          Moments.count(count)
              + (!baseline ? " only here" : half == Half.UPPER ? " not known" : " not seen");
      Ink.text(
          g,
          text,
          Ink.SMALL,
          Ink.color(ink.palette().quietText()),
          GUTTER - 12 - Ink.width(text, Ink.SMALL),
          y + 4);
    }
  }

  private static void axis(
      GraphicsContext g, Viewport viewport, MirrorLayout layout, AlignBy by, Ink ink) {
    double free = 0;
    for (long tick : SinceAxis.ticks(viewport, APART, CompareWords.clock(by))) {
      int x = viewport.x(tick);
      String label = CompareWords.since(tick, by);
      boolean zero = tick == 0 && by != AlignBy.CLOCK;
      double width = Ink.width(label, zero ? Ink.BOLD : Ink.SMALL);
      g.setFill(Ink.color(ink.palette().gridMajor()));
      g.fillRect(x, layout.axis() + 1, 1, layout.axisHeight() - 2);
      if (x >= free && x + 4 + width < viewport.width()) {
        Ink.text(
            g,
            label,
            zero ? Ink.BOLD : Ink.SMALL,
            Ink.color(zero ? ink.palette().text() : ink.palette().quietText()),
            x + 4,
            layout.axis() + layout.axisHeight() / 2.0 + 4);
        free = x + width + 12;
      }
    }
  }

  private static void pointer(
      GraphicsContext g,
      Viewport viewport,
      MirrorLayout layout,
      AlignBy by,
      double pointer,
      Ink ink) {
    g.setFill(Ink.color(ink.palette().quietText(), 0.5));
    g.fillRect(Math.floor(pointer), 0, 1, layout.used());
    String time = CompareWords.since(viewport.time((int) pointer), by);
    double width = Ink.width(time, Ink.BOLD) + 10;
    double x = Math.clamp(pointer - width / 2, 0, Math.max(0, viewport.width() - width));
    g.setFill(Ink.color(ink.palette().text()));
    g.fillRoundRect(x, layout.axis() + layout.axisHeight() / 2.0 - 9, width, 18, 6, 6);
    Ink.text(
        g,
        time,
        Ink.BOLD,
        Ink.color(ink.palette().background()),
        x + 5,
        layout.axis() + layout.axisHeight() / 2.0 + 4);
  }

  /** What only one side did gets its name where it did it first, as far as there is room. */
  private static void labels(
      GraphicsContext g, MirrorPane.Wanted shown, MirrorLayout layout, Ink ink) {
    if (layout.laneHeight() < LEAST_LANE) {
      return;
    }
    record Label(ComparedAct act, Sighting at, Half half) {}
    Viewport viewport = shown.viewport();
    Compared compared = shown.compared();
    List<ComparedAct> all = compared.comparison().acts();
    List<Label> labels = new java.util.ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      ComparedAct act = all.get(i);
      Sighting leading = act.leading();
      if (leading != null && act.isDifference() && compared.shows(i)) {
        int x = viewport.x(leading.firstOffset());
        if (x >= 0 && x < viewport.width()) {
          Half half = act.presence() == Presence.ONLY_A ? Half.UPPER : Half.LOWER;
          labels.add(new Label(act, leading, half));
        }
      }
    }
    labels.sort(Comparator.comparingLong(label -> label.at().firstOffset()));
    Map<Integer, Double> free = new HashMap<>();
    Color ground = Ink.color(ink.palette().background(), 0.82);
    int drawn = 0;
    for (Label label : labels) {
      int lane = compared.picture().kinds().indexOf(label.act().kind());
      int key = lane * 2 + label.half().ordinal();
      int x = viewport.x(label.at().firstOffset());
      String text = ActWords.brief(label.act());
      double width = Ink.width(text, Ink.SMALL) + 6;
      int from = place(shown, label.half(), lane, x, (int) width);
      if (from < Objects.requireNonNullElse(free.get(key), 0.0) || text.isEmpty()) {
        continue;
      }
      double middle = layout.top(label.half(), lane) + layout.laneHeight() / 2.0;
      g.setFill(ground);
      g.fillRect(from, middle - 7, width, 14);
      Ink.text(g, text, Ink.SMALL, Ink.color(ink.palette().text()), from + 3, middle + 4);
      free.put(key, from + width + 2);
      if (++drawn == MOST_LABELS) {
        return;
      }
    }
  }

  /** Behind its mark, or before it, where it covers nothing out of profile; -1 when nowhere. */
  private static int place(MirrorPane.Wanted shown, Half half, int lane, int x, int width) {
    Viewport viewport = shown.viewport();
    int behind = x + Math.max(3, viewport.pixelsPerNano() + 1);
    for (int from : new int[] {behind, x - 3 - width}) {
      if (from >= 0
          && from + width <= viewport.width()
          && !shown
              .compared()
              .picture()
              .mirror()
              .isLoud(half, lane, viewport.time(from), viewport.time(from + width))) {
        return from;
      }
    }
    return -1;
  }
}
