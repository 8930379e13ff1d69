package salvor.timeline;

/** The time axis of a picture. */
final class PictureAxis {
  private PictureAxis() {}

  /**
   * Draws it below what has the columns of this viewport; x and y are where it begins in the
   * picture.
   */
  static void draw(Surface below, Viewport viewport, Palette palette, Pen pen, int x, int y) {
    below.fill(0, 0, below.width(), 1, palette.gridMajor());
    int free = 0;
    for (Tick tick : TimeAxis.UTC.ticks(viewport)) {
      int at = viewport.x(tick.time());
      below.column(at, 0, 5, palette.quietText());
      int wide = pen.width(tick.label(), Pen.Face.SMALL);
      int left = Math.clamp(at - wide / 2, free, Math.max(free, below.width() - wide));
      if (Math.abs(left - (at - wide / 2)) < 12) {
        pen.left(
            tick.label(),
            Pen.Face.SMALL,
            tick.major() ? palette.text() : palette.quietText(),
            x + left,
            y + 15);
        free = left + wide + 8;
      }
    }
    pen.right(
        TimeAxis.UTC.context(viewport).substring(0, 10) + " UTC",
        Pen.Face.SMALL,
        palette.quietText(),
        x - 10,
        y + 15);
  }
}
