package salvor.timeline;

import java.util.HashMap;
import java.util.Map;

/** The lanes of a picture, with their labels, the words beside the flags, and the axis below. */
final class PictureLanes {
  private final TimelineModel model;
  private final Lanes lanes;
  private final Palette palette;
  private final BaselineDisplay display;
  private final Viewport viewport;
  private final Pen pen;

  PictureLanes(
      TimelineModel model,
      Lanes lanes,
      Palette palette,
      BaselineDisplay display,
      Viewport viewport,
      Pen pen) {
    this.display = display;
    this.model = model;
    this.lanes = lanes;
    this.palette = palette;
    this.viewport = viewport;
    this.pen = pen;
  }

  /** How far a label is set in. */
  static int indent(Lane lane) {
    return switch (lane.level()) {
      case CLUSTER -> 0;
      case NAMESPACE, API -> lane.depth() * 6;
      case WORKLOAD -> 10;
      case COMPONENTS -> 18;
      case POD, CONTAINER, NODE, CLIENT, PROGRAM -> 18;
    };
  }

  /** Draws lanes and labels; x and y are where the lanes begin in the picture. */
  void draw(Surface plot, Surface gutter, int x, int y) {
    new Painter().paint(model, lanes, viewport, new Painter.Style(palette, display, -1), plot);
    if (plot.isTraced()) {
      new PictureHovers(model, lanes, viewport).tell(plot, gutter);
    }
    for (int line = 0; line < lanes.size(); line++) {
      int top = lanes.top(line, viewport.rowHeight());
      int height = lanes.height(line, viewport.rowHeight());
      label(line, gutter, x, y, top, height);
    }
    if (lanes.size() == 0) {
      String nothing =
          model.observations().size() == 0 ? "No observations" : "No observation has a time";
      pen.centred(
          nothing, Pen.Face.BODY, palette.quietText(), x + plot.width() / 2, y + plot.height() / 2);
    }
    words(x, y);
  }

  private void label(int at, Surface gutter, int x, int y, int top, int height) {
    Lanes.Line line = lanes.lines().get(at);
    Lane lane = line.lane();
    int left = TimelinePicture.MARGIN + (lanes.isPin(at) ? 0 : indent(lane));
    if (line.heading()) {
      gutter.fill(TimelinePicture.MARGIN - 8, top, gutter.width(), height - 1, palette.heading());
    }
    gutter.fill(TimelinePicture.MARGIN - 8, top + height - 1, gutter.width(), 1, palette.border());
    Pen.Face face =
        line.heading() ? Pen.Face.HEADING : height >= 20 ? Pen.Face.BODY : Pen.Face.TINY;
    int worst = line.heading() ? 0 : model.index(lane).worst();
    if (worst > DrawingClass.NEAR.ordinal()) {
      gutter.fill(
          TimelinePicture.MARGIN - 8, top, 4, height - 1, palette.of(DrawingClass.at(worst - 1)));
    }
    String text = pen.cut(LaneLabel.of(lanes, at), face, x - left - 10);
    pen.left(
        text,
        face,
        line.heading() ? palette.quietText() : palette.text(),
        left,
        y + top + height / 2);
  }

  /** The words beside the flags of each line, where they cover nothing that is OUT or NEAR. */
  private void words(int x, int y) {
    if (viewport.rowHeight() < 16) {
      return;
    }
    FlagWords words = new FlagWords(model, viewport, pen);
    Map<Integer, boolean[]> taken = new HashMap<>();
    for (Flag flag : model.flags()) {
      int line = lanes.lineOf(model.tree().lane(flag.lane()));
      int column = words.x(flag);
      if (line < 0 || column < 0 || column >= viewport.width()) {
        continue;
      }
      boolean[] ofLine = taken.computeIfAbsent(line, l -> words.taken(lanes.lines().get(l).lane()));
      FlagWords.Word word = words.place(flag, Pennant.WIDTH + 3, ofLine);
      if (word != null) {
        int middle =
            y
                + lanes.top(line, viewport.rowHeight())
                + (viewport.rowHeight() > 24 ? 9 : viewport.rowHeight() / 2);
        pen.halo(
            word.text(),
            Pen.Face.TINY,
            palette.text(),
            palette.background(),
            x + word.left() + 4,
            middle);
      }
    }
  }
}
