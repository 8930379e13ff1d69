package salvor.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observations;

/** The legend of a picture, with the counts: every mark as it is drawn above. */
final class PictureLegend {
  private static final int SWATCH = 30;
  private static final int TALL = 20;
  private static final int ROW = 28;
  private static final int LINE = 15;

  private final TimelineModel model;
  private final @Nullable Viewport part;
  private final long[] shown = new long[DrawingClass.values().length];
  private final Palette palette;
  private final Pen pen;
  private final String ruler;
  private long inPart;

  /**
   * @param part the time that is drawn, null for all there is
   * @param ruler sentences about the signs of the ruler, may be empty
   */
  PictureLegend(
      TimelineModel model, @Nullable Viewport part, String ruler, Palette palette, Pen pen) {
    this.ruler = ruler;
    this.model = model;
    this.part = part;
    count();
    this.palette = palette;
    this.pen = pen;
  }

  private void count() {
    if (part == null) {
      for (DrawingClass of : DrawingClass.values()) {
        shown[of.ordinal()] = model.shown(of);
      }
      return;
    }
    Observations all = model.observations();
    for (int row = all.firstAtOrAfter(part.from());
        row < all.timed() && all.time(row) < part.to();
        row++) {
      inPart++;
      if (model.shows(row)) {
        shown[model.drawingClass(row).ordinal()]++;
      }
    }
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
    int last = 0;
    for (Entry entry : entries(surface.width())) {
      Surface swatch = surface.part(entry.x, 20 + entry.row * ROW, SWATCH, TALL);
      if (entry.of != null) {
        swatch(swatch, entry.of);
      } else if (entry.count.isEmpty()) {
        Marks.unrecorded(swatch, palette, 0, 0, SWATCH, TALL);
      } else {
        swatch.fill(4, 1, SWATCH - 8, TALL - 2, palette.gap());
        swatch.frame(4, 1, SWATCH - 8, TALL - 2, 2, palette.gapEdge());
      }
      int middle = y + 30 + entry.row * ROW;
      int text = entry.x + SWATCH + 8;
      pen.left(entry.count, Pen.Face.HEADING, palette.text(), text, middle);
      int after = text + pen.width(entry.count, Pen.Face.HEADING) + 6;
      pen.left(entry.words, Pen.Face.SMALL, palette.quietText(), after, middle);
      last = entry.row;
    }
    summary(lines(moreLanes, surface.width()), y + 58 + last * ROW);
  }

  /**
   * An entry in its place.
   *
   * @param of what it stands for; null for times that no sensor recorded in full
   * @param count how many; empty where nothing at all was recorded
   */
  private record Entry(@Nullable DrawingClass of, String count, String words, int x, int row) {}

  /** The entries in rows, as many as a width needs. */
  private List<Entry> entries(int width) {
    List<Entry> entries = new ArrayList<>();
    DrawingClass[] classes = DrawingClass.values();
    for (int i = classes.length - 1; i >= 0; i--) {
      if (classes[i] != DrawingClass.RATE || shown[i] > 0) {
        add(entries, classes[i], number(shown[i]), words(classes[i]), width);
      }
    }
    if (!model.gaps().isEmpty()) {
      add(entries, null, number(model.gaps().size()), "sensor lost events or was not heard", width);
    }
    if (model.coverage().isKnown()) {
      add(entries, null, "", "no sensor recorded", width);
    }
    return entries;
  }

  private void add(
      List<Entry> entries, @Nullable DrawingClass of, String count, String words, int width) {
    Entry before = entries.isEmpty() ? null : entries.getLast();
    int x = before == null ? TimelinePicture.MARGIN : before.x + wide(before.count, before.words);
    int row = before == null ? 0 : before.row;
    if (x + wide(count, words) - 26 > width - TimelinePicture.MARGIN) {
      x = TimelinePicture.MARGIN;
      row++;
    }
    entries.add(new Entry(of, count, words, x, row));
  }

  private int wide(String count, String words) {
    return SWATCH
        + 8
        + pen.width(count, Pen.Face.HEADING)
        + 6
        + pen.width(words, Pen.Face.SMALL)
        + 26;
  }

  /** How many pixels more than usual it is high. */
  int more(int width) {
    int lines = lines(model.tree().size(), width).size();
    return entries(width).getLast().row * ROW + Math.max(0, lines - 2) * LINE;
  }

  private String flags() {
    return "Flags mark the first out-of-profile use of a program, file, peer or request: notched"
        + " in this case, solid in its image, hollow in its pod"
        + (model.flagsAreComplete() ? "." : "; too many are new to flag them all.");
  }

  /** On as many lines as it needs: what is counted here must not be cut. */
  private void summary(List<String> lines, int y) {
    int at = lines.size() == 1 ? y : y - 3;
    for (String line : lines) {
      pen.left(line, Pen.Face.SMALL, palette.quietText(), TimelinePicture.MARGIN, at);
      at += LINE;
    }
  }

  private List<String> lines(int moreLanes, int width) {
    int room = width - 2 * TimelinePicture.MARGIN;
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : (summary(moreLanes) + " " + flags() + ruler).split(" ")) {
      if (!line.isEmpty() && pen.width(line + " " + word, Pen.Face.SMALL) > room) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
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

  static String words(DrawingClass shown) {
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
    long drawn = Arrays.stream(shown).sum();
    long timed = part == null ? model.observations().timed() : inPart;
    text.append(number(drawn))
        .append(" shown + ")
        .append(number(timed - drawn))
        .append(" filtered out = ");
    text.append(number(timed))
        .append(part == null ? " observations with a time" : " observations of this time");
    if (part != null) {
      text.append(", of ").append(number(model.observations().timed())).append(" with a time");
    }
    if (model.untimed() > 0) {
      text.append("; ").append(number(model.untimed())).append(" without a time are not drawn");
    }
    if (moreLanes > 0) {
      text.append("; ")
          .append(number(moreLanes))
          .append(" more lanes are not drawn, none of them worse than those above");
    }
    return text.append('.').toString();
  }

  private static String number(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
