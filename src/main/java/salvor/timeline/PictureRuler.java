package salvor.timeline;

/**
 * The dwell ruler of a picture: how long it went on, and when the sensor first said something, on
 * the axis of the lanes. Where a case is kept, {@link PictureMilestones} stands in its place.
 */
final class PictureRuler {
  private final TimelineModel model;
  private final Palette palette;
  private final Viewport viewport;
  private final Pen pen;

  PictureRuler(TimelineModel model, Palette palette, Viewport viewport, Pen pen) {
    this.model = model;
    this.palette = palette;
    this.viewport = viewport;
    this.pen = pen;
  }

  void draw(Surface surface, int x, int y) {
    int middle = 30;
    pen.right("Dwell", Pen.Face.HEADING, palette.quietText(), x - 10, y + middle);
    surface.fill(0, middle, surface.width(), 1, palette.gridMajor());
    DwellRuler ruler = DwellRuler.of(model);
    if (ruler.firstOut() < 0) {
      pen.left(
          "nothing out of profile", Pen.Face.SMALL, palette.quietText(), x + 6, y + middle - 12);
      return;
    }
    int first = at(ruler.firstOut());
    int last = Math.max(first + 2, at(ruler.lastOut()));
    if (column(ruler.firstOut()) < surface.width() && column(ruler.lastOut()) >= 0) {
      surface.fill(first, middle - 1, last - first, 3, palette.out());
    }
    surface.column(column(ruler.firstOut()), middle - 7, 15, palette.out());
    if (isInSight(ruler.lastOut())) {
      surface.column(last, middle - 7, 15, palette.out());
    }
    String firstText =
        pointing("first out of profile " + clock(ruler.firstOut()), ruler.firstOut());
    String lastText = pointing(last(ruler), ruler.lastOut());
    int firstWide = pen.width(firstText, Pen.Face.SMALL);
    int lastWide = pen.width(lastText, Pen.Face.SMALL);
    int firstLeft = Math.clamp(first - 2, 0, Math.max(0, surface.width() - firstWide));
    int lastLeft = Math.clamp(last - 2, 0, Math.max(0, surface.width() - lastWide));
    boolean together = lastLeft < firstLeft + firstWide + 16;
    if (together && firstLeft + firstWide + 16 + lastWide <= surface.width()) {
      lastLeft = firstLeft + firstWide + 16;
    } else if (together) {
      firstLeft = Math.max(0, lastLeft - firstWide - 16);
    }
    pen.left(firstText, Pen.Face.SMALL, palette.out(), x + firstLeft, y + middle - 16);
    pen.left(lastText, Pen.Face.SMALL, palette.text(), x + lastLeft, y + middle - 16);
    DwellRuler.Point alert = ruler.point(Milestone.FIRST_ALERT).orElse(null);
    if (isInSight(alert == null ? ruler.firstOut() : alert.row())) {
      alert(ruler, surface, x, y + middle);
    }
  }

  private boolean isInSight(int row) {
    return column(row) >= 0 && column(row) < viewport.width();
  }

  private int column(int row) {
    return viewport.x(model.observations().time(row));
  }

  /** With an arrow to where it lies, when that is outside of the picture. */
  private String pointing(String text, int row) {
    return isInSight(row) ? text : column(row) < 0 ? "\u2190 " + text : text + " \u2192";
  }

  private String last(DwellRuler ruler) {
    if (ruler.lastOut() == ruler.firstOut()) {
      return "and never again";
    }
    long dwell = ruler.extent(model.observations()).orElse(0);
    return dwell == 0
        ? "and all at that time"
        : "last " + clock(ruler.lastOut()) + ", " + TimeAxis.length(dwell) + " later";
  }

  private void alert(DwellRuler ruler, Surface surface, int x, int middle) {
    int y = 30;
    String text = "no alert of a sensor";
    int at = at(ruler.firstOut());
    DwellRuler.Point first = ruler.point(Milestone.FIRST_ALERT).orElse(null);
    if (first != null) {
      at = at(first.row());
      text =
          "first alert after " + TimeAxis.length(ruler.length(DwellRuler.Bracket.DWELL).orElse(0));
      for (int i = 0; i < 5; i++) {
        surface.fill(at - i, y + 3 + i, 2 * i + 1, 1, palette.text());
      }
    }
    int wide = pen.width(text, Pen.Face.SMALL);
    int left = at + 9 + wide > surface.width() ? at - 9 - wide : at + 9;
    pen.left(text, Pen.Face.SMALL, palette.quietText(), x + left, middle + 10);
  }

  private int at(int row) {
    return Math.clamp(column(row), 0, viewport.width() - 1);
  }

  private String clock(int row) {
    String text = TimeAxis.text(model.observations().time(row));
    int point = text.indexOf('.');
    return point < 0
        ? text.substring(11, 19)
        : text.substring(11, Math.min(point + 4, text.length() - 4));
  }
}
