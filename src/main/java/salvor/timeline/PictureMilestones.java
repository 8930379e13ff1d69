package salvor.timeline;

import salvor.timeline.RulerLayout.Bar;
import salvor.timeline.RulerLayout.Pennant;
import salvor.timeline.RulerLayout.Side;
import salvor.timeline.RulerLayout.State;
import salvor.timeline.RulerLayout.Text;

/**
 * The dwell ruler of a picture of a case, laid out as the window's: above, a numbered flag for each
 * milestone, solid when a person set it and hollow when the events alone show it; below, the
 * lengths between them, and hatched when a baseline may have learned the attack.
 */
final class PictureMilestones {
  private static final int FLAGS = 18;
  private static final int HEIGHT = 44;
  private static final int NUMBER = 16;
  private static final int TINT = 41; // of 256, as the window has it
  private static final int HATCH = 5;

  private final TimelineModel model;
  private final PictureCase of;
  private final Palette palette;
  private final Viewport viewport;
  private final Pen pen;

  PictureMilestones(
      TimelineModel model, PictureCase of, Palette palette, Viewport viewport, Pen pen) {
    this.model = model;
    this.of = of;
    this.palette = palette;
    this.viewport = viewport;
    this.pen = pen;
  }

  /** Draws it on a surface that begins at this point of the picture. */
  void draw(Surface surface, int x, int y) {
    int known = of.ruler().known();
    String many =
        known == 0
            ? "no milestone known"
            : known + " of " + Milestone.values().length + " milestones known";
    pen.right("Dwell", Pen.Face.HEADING, palette.quietText(), x - 10, y + 9);
    pen.right(many, Pen.Face.SMALL, palette.quietText(), x - 10, y + 26);
    RulerLayout layout = layout();
    extent(surface, layout.extent());
    Contamination.stretches(of.contaminated()).forEach(each -> hatch(surface, each));
    surface.fill(0, HEIGHT, surface.width(), 1, palette.gridMajor());
    layout.bars().forEach(bar -> bar(surface, bar));
    layout.pennants().forEach(pennant -> pole(surface, pennant));
    layout.texts().forEach(text -> text(text, x, y));
    layout.pennants().forEach(pennant -> flag(surface, pennant, x, y));
  }

  private RulerLayout layout() {
    return RulerLayout.of(
        of.ruler(),
        model,
        viewport,
        NUMBER,
        new RulerLayout.Words() {
          @Override
          public double width(String text) {
            return pen.width(text, Pen.Face.SMALL);
          }

          @Override
          public String length(long nanos) {
            return TimeAxis.length(nanos);
          }

          @Override
          public String hint() {
            return "";
          }
        });
  }

  private void extent(Surface surface, RulerLayout.Extent extent) {
    int wide = extent.to() - extent.from() + 1;
    int tint = Surface.mix(palette.background(), palette.out(), TINT);
    surface.fill(extent.from(), 0, wide, HEIGHT, tint);
    surface.fill(extent.from(), HEIGHT - 2, wide, 2, palette.out());
  }

  private void hatch(Surface surface, Contamination.Stretch stretch) {
    int from = Math.max(0, viewport.x(stretch.from()));
    int to = Math.min(viewport.width(), Math.max(from + 2, viewport.x(stretch.to()) + 1));
    int colour = Surface.mix(palette.background(), palette.out(), 150);
    for (int x = from; x < to; x++) {
      surface.hatchRising(x, 0, HEIGHT - 2, HATCH, 1, colour);
    }
    if (to > from) {
      surface.hover(from, 0, to - from, HEIGHT, "A baseline may have learned the attack");
    }
  }

  /** Those that can lie over one another stand on lines of their own. */
  private void bar(Surface surface, Bar bar) {
    int y =
        switch (bar.bracket()) {
          case DWELL, DETECT_TO_ISOLATE, ISOLATE_TO_EVIDENCE -> HEIGHT - 9;
          case CONTAIN_TO_FIX -> HEIGHT - 6;
        };
    int colour = bar.state() == State.WRONG ? palette.near() : palette.quietText();
    if (bar.state() == State.OPEN) {
      for (int x = bar.from(); x <= bar.to(); x += 6) { // dashed: its end is not known
        surface.fill(x, y, Math.min(3, bar.to() - x + 1), 1, colour);
      }
    } else {
      surface.fill(bar.from(), y, bar.to() - bar.from() + 1, 2, colour);
      end(surface, bar.to(), y, colour);
    }
    end(surface, bar.from(), y, colour);
  }

  private void end(Surface surface, int x, int y, int colour) {
    if (x > 0 && x < viewport.width() - 1) {
      surface.column(x, y - 2, 6, colour);
    }
  }

  /** From a flag to the time of its event. */
  private void pole(Surface surface, Pennant pennant) {
    if (pennant.side() == Side.IN_SIGHT) {
      int from = Math.min(pennant.x(), pennant.left());
      int wide = Math.max(pennant.x(), pennant.left()) - from + 1;
      surface.column(pennant.x(), FLAGS - 1, HEIGHT - FLAGS, palette.text());
      surface.fill(from, FLAGS - 1, wide, 1, palette.text());
      surface.column(pennant.left(), 1, FLAGS - 1, palette.text());
    }
  }

  private void text(Text text, int x, int y) {
    int colour =
        switch (text.about()) {
          case WARNING -> palette.near();
          case EXTENT, LENGTH -> palette.text();
          case OPEN, HINT -> palette.quietText();
        };
    pen.halo(
        text.words(), Pen.Face.SMALL, colour, palette.background(), x + text.left(), y + FLAGS + 8);
  }

  private void flag(Surface surface, Pennant pennant, int x, int y) {
    int high = FLAGS - 3;
    shape(surface, pennant, pennant.left(), 1, NUMBER, high, palette.text());
    if (!pennant.set()) {
      shape(surface, pennant, pennant.left() + 2, 3, NUMBER - 4, high - 4, palette.background());
    }
    pen.centred(
        Integer.toString(pennant.number()),
        Pen.Face.HEADING,
        pennant.set() ? palette.background() : palette.text(),
        x + pennant.left() + NUMBER / 2,
        y + 1 + high / 2);
    if (!pennant.label().isEmpty()) {
      pen.halo(
          pennant.label(),
          Pen.Face.SMALL,
          palette.text(),
          palette.background(),
          x + pennant.left() + NUMBER + 3,
          y + 1 + high / 2);
    }
    surface.hover(
        pennant.left(),
        0,
        pennant.width(),
        FLAGS,
        pennant.milestone().words()
            + ", "
            + TimeAxis.text(pennant.point().time())
            + (of.ruler().isRecorded(pennant.milestone())
                ? ", as the ledger tells it"
                : pennant.set() ? ", set by a person" : ", as the events show it"));
  }

  /** A box in sight; an arrow towards what is not. */
  private static void shape(
      Surface surface, Pennant pennant, int left, int top, int wide, int high, int colour) {
    int tip = pennant.side() == Side.IN_SIGHT ? 0 : Math.max(1, wide / 3);
    int body = pennant.side() == Side.EARLIER ? left + tip : left;
    surface.fill(body, top, wide - tip, high, colour);
    for (int i = 0; i < tip; i++) {
      int tall = Math.max(1, high * (i + 1) / (tip + 1)) | 1;
      int at = pennant.side() == Side.EARLIER ? left + i : left + wide - 1 - i;
      surface.column(at, top + (high - tall) / 2, tall, colour);
    }
  }
}
