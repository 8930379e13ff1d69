package salvor.timeline;

/**
 * The density of a picture: what is shown over the ghost of all there is, and where the worst is.
 */
final class PictureDensity {
  private final TimelineModel model;
  private final Palette palette;
  private final Viewport viewport;
  private final Pen pen;

  PictureDensity(TimelineModel model, Palette palette, Viewport viewport, Pen pen) {
    this.model = model;
    this.palette = palette;
    this.viewport = viewport;
    this.pen = pen;
  }

  void draw(Surface surface, int x, int y) {
    pen.right(
        "Observations",
        Pen.Face.HEADING,
        palette.quietText(),
        x - 10,
        y + surface.height() / 2 + 4);
    Density density = Density.of(model, viewport);
    int most = Math.max(1, density.most());
    int high = surface.height() - 6;
    surface.fill(0, surface.height() - 1, surface.width(), 1, palette.gridMajor());
    for (int column = 0; column < surface.width(); column++) {
      int cell = viewport.cell(column);
      bar(surface, column, density.all()[cell], most, high, palette.ghostLow());
      bar(surface, column, density.shown()[cell], most, high, palette.ghost());
      if (density.worst()[cell] > DrawingClass.NEAR.ordinal()) {
        DrawingClass worst = DrawingClass.at(density.worst()[cell] - 1);
        surface.column(column, surface.height() - 7, 6, palette.of(worst));
      }
    }
  }

  /** By the square root, so that a burst leaves something of the rest to be seen. */
  private static void bar(Surface surface, int column, int count, int most, int high, int colour) {
    if (count > 0) {
      int tall = Math.max(1, (int) Math.round(high * Math.sqrt((double) count / most)));
      surface.column(column, surface.height() - 1 - tall, tall, colour);
    }
  }
}
