package salvor.timeline;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The lanes of a picture, with their labels, the words beside the flags, and the axis below. */
final class PictureLanes {
  private static final int WORD = 190; // the widest word beside a flag, in pixels

  private final TimelineModel model;
  private final Lanes lanes;
  private final Palette palette;
  private final Viewport viewport;
  private final Pen pen;

  PictureLanes(TimelineModel model, Lanes lanes, Palette palette, Viewport viewport, Pen pen) {
    this.model = model;
    this.lanes = lanes;
    this.palette = palette;
    this.viewport = viewport;
    this.pen = pen;
  }

  /** How far a label is set in. */
  static int indent(Lane lane) {
    return switch (lane.level()) {
      case NAMESPACE, API -> 0;
      case WORKLOAD, COMPONENTS -> 10;
      case POD, CONTAINER, NODE, CLIENT, PROGRAM -> 18;
    };
  }

  /** Draws lanes and labels; x and y are where the lanes begin in the picture. */
  void draw(Surface plot, Surface gutter, int x, int y) {
    new Painter().paint(model, lanes, viewport, new Painter.Style(palette, BaselineDisplay.FULL, -1), plot);
    for (int line = 0; line < lanes.size(); line++) {
      int top = lanes.top(line, viewport.rowHeight());
      int height = lanes.height(line, viewport.rowHeight());
      label(lanes.lines().get(line), gutter, x, y, top, height);
    }
    if (lanes.size() == 0) {
      String nothing = model.observations().size() == 0 ? "No observations" : "No observation has a time";
      pen.centred(nothing, Pen.Face.BODY, palette.quietText(), x + plot.width() / 2, y + plot.height() / 2);
    }
    words(x, y);
  }

  private void label(Lanes.Line line, Surface gutter, int x, int y, int top, int height) {
    Lane lane = line.lane();
    int left = TimelinePicture.MARGIN + indent(lane);
    if (line.heading()) {
      gutter.fill(TimelinePicture.MARGIN - 8, top, gutter.width(), height - 1, palette.heading());
    }
    gutter.fill(TimelinePicture.MARGIN - 8, top + height - 1, gutter.width(), 1, palette.border());
    Pen.Face face = line.heading() ? Pen.Face.HEADING : height >= 20 ? Pen.Face.BODY : Pen.Face.TINY;
    int worst = line.heading() ? 0 : model.index(lane).worst();
    if (worst > DrawingClass.NEAR.ordinal()) {
      gutter.fill(TimelinePicture.MARGIN - 8, top, 4, height - 1, palette.of(DrawingClass.at(worst - 1)));
    }
    String text = pen.cut(LaneLabel.of(lane), face, x - left - 10);
    pen.left(text, face, line.heading() ? palette.quietText() : palette.text(), left, y + top + height / 2);
  }

  /** The words beside the flags of each line, as far as they do not run into the next one. */
  private void words(int x, int y) {
    if (viewport.rowHeight() < 16) {
      return;
    }
    Map<Integer, Integer> freeFrom = new HashMap<>();
    List<Flag> flags = model.flags();
    for (Flag flag : flags) {
      int line = lanes.lineOf(model.tree().lane(flag.lane()));
      int at = viewport.x(model.observations().time(flag.row()));
      if (line < 0 || at < freeFrom.getOrDefault(line, Integer.MIN_VALUE)) {
        continue;
      }
      String subject = Visible.text(Subject.of(model.observations(), flag.row()));
      String word = pen.cut(subject, Pen.Face.TINY, Math.min(WORD, viewport.width() - at - 10));
      if (word.length() < 2) {
        continue;
      }
      int wide = pen.width(word, Pen.Face.TINY);
      int middle = y + lanes.top(line, viewport.rowHeight()) + (viewport.rowHeight() > 24 ? 9 : viewport.rowHeight() / 2);
      pen.halo(word, Pen.Face.TINY, palette.text(), palette.background(), x + at + 8, middle);
      freeFrom.put(line, at + wide + 14);
    }
  }

  /** The axis, below the lanes. */
  void axis(Surface below, int x, int y) {
    if (model.observations().timed() == 0) {
      return;
    }
    below.fill(0, 0, below.width(), 1, palette.gridMajor());
    int free = 0;
    for (Tick tick : TimeAxis.ticks(viewport, 90)) {
      int at = viewport.x(tick.time());
      below.column(at, 0, 5, palette.quietText());
      int wide = pen.width(tick.label(), Pen.Face.SMALL);
      int left = Math.clamp(at - wide / 2, free, Math.max(free, below.width() - wide));
      if (Math.abs(left - (at - wide / 2)) < 12) {
        pen.left(tick.label(), Pen.Face.SMALL, tick.major() ? palette.text() : palette.quietText(), x + left, y + 15);
        free = left + wide + 8;
      }
    }
    pen.right(TimeAxis.context(viewport).substring(0, 10) + " UTC", Pen.Face.SMALL, palette.quietText(), x - 10, y + 15);
  }
}
