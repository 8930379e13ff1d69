package salvor.timeline;

import java.util.Locale;

/** The legend of a picture, with the counts: every mark as it is drawn above. */
final class PictureLegend {
  private static final int SWATCH = 30;
  private static final int TALL = 20;

  private final TimelineModel model;
  private final Palette palette;
  private final Pen pen;

  PictureLegend(TimelineModel model, Palette palette, Pen pen) {
    this.model = model;
    this.palette = palette;
    this.pen = pen;
  }

  /**
   * Draws it over the whole width.
   *
   * @param y where it begins in the picture
   * @param moreLanes how many lanes had no room
   */
  void draw(Surface surface, int y, int moreLanes) {
    surface.fill(
        TimelinePicture.MARGIN - 8,
        8,
        surface.width() - 2 * TimelinePicture.MARGIN + 16,
        1,
        palette.border());
    int x = TimelinePicture.MARGIN;
    DrawingClass[] classes = DrawingClass.values();
    for (int i = classes.length - 1; i >= 0; i--) {
      if (classes[i] == DrawingClass.RATE && model.shown(DrawingClass.RATE) == 0) {
        continue;
      }
      swatch(surface.part(x, 20, SWATCH, TALL), classes[i]);
      x = entry(x, y, words(classes[i]), number(model.shown(classes[i])));
    }
    if (!model.gaps().isEmpty()) {
      Surface gap = surface.part(x, 20, SWATCH, TALL);
      gap.fill(4, 1, SWATCH - 8, TALL - 2, palette.gap());
      gap.frame(4, 1, SWATCH - 8, TALL - 2, 2, palette.gapEdge());
      entry(x, y, "sensor lost events", number(model.gaps().size()));
    }
    pen.left(
        summary(moreLanes), Pen.Face.SMALL, palette.quietText(), TimelinePicture.MARGIN, y + 58);
  }

  private int entry(int x, int y, String words, String count) {
    int text = x + SWATCH + 8;
    pen.left(count, Pen.Face.HEADING, palette.text(), text, y + 30);
    int after = text + pen.width(count, Pen.Face.HEADING) + 6;
    pen.left(words, Pen.Face.SMALL, palette.quietText(), after, y + 30);
    return after + pen.width(words, Pen.Face.SMALL) + 26;
  }

  private void swatch(Surface surface, DrawingClass shown) {
    Viewport all = new Viewport(0, 1, 1, SWATCH, TALL, TALL, 0);
    Cells cells = new Cells(SWATCH);
    int from = shown == DrawingClass.OUT ? 13 : 5;
    int to = shown == DrawingClass.OUT ? 16 : 24;
    for (int x = from; x < to; x++) {
      cells.add(x, (byte) (shown.ordinal() + 1), 1 + (x * 7919) % 40);
    }
    new Marks(surface, all, palette, BaselineDisplay.FULL, 0, TALL).all(cells);
  }

  private static String words(DrawingClass shown) {
    return switch (shown) {
      case OUT -> "out of profile";
      case NEAR -> "nearly in profile: one field differs";
      case RATE -> "unusual rate";
      case EXPLAINED -> "explained by a declared cause";
      case UNKNOWN -> "cannot be judged";
      case IN -> "in profile";
    };
  }

  private String summary(int moreLanes) {
    StringBuilder text = new StringBuilder();
    text.append(number(model.shown()))
        .append(" shown + ")
        .append(number(model.hidden()))
        .append(" filtered out = ");
    text.append(number(model.observations().timed())).append(" observations with a time");
    if (model.untimed() > 0) {
      text.append("; ").append(number(model.untimed())).append(" without a time are not drawn");
    }
    if (moreLanes > 0) {
      text.append("; ")
          .append(number(moreLanes))
          .append(" more lanes are not drawn, none of them worse than those above");
    }
    return text.append(
            ". Flags mark the first out-of-profile use of a program, file, peer or request: notched"
                + " in this case, solid in its image, hollow in its pod"
                + (model.flagsAreComplete() ? "." : "; too many are new to flag them all."))
        .toString();
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
