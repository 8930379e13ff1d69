package salvor.timeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The part of a picture that shows the time from the first OUT to the last from close by, with the
 * lanes it happened on and the names of what was new: an attack of minutes in a recording of hours
 * would be a stroke without words.
 */
final class PictureCloseUp {
  private static final int MOST_LANES = 8;
  private static final int MARKS = 22; // height of the marks of a lane
  private static final int WORD = 13; // height of a row of words
  private static final int WORD_ROWS = 4;
  private static final int HEAD = 26;
  private static final int AXIS = 26;
  private static final int ROOM = 12;

  private final TimelineModel model;
  private final Palette palette;
  private final Viewport viewport;
  private final Pen pen;
  private final List<Row> rows = new ArrayList<>();

  /** A word over a lane, the column that it speaks of, and its class. */
  private record Callout(int x, int left, int row, String text, DrawingClass of) {}

  /** A lane, the words over it in rows, and how many flags found no room for one. */
  private record Row(Lane lane, int wordRows, List<Callout> callouts, int unnamed) {
    int height() {
      return wordRows * WORD + 5 + MARKS;
    }
  }

  private PictureCloseUp(
      TimelineModel model, List<Lane> lanes, Palette palette, Viewport viewport, Pen pen) {
    this.model = model;
    this.palette = palette;
    this.viewport = viewport;
    this.pen = pen;
    lanes.forEach(l -> rows.add(row(l)));
  }

  /**
   * What is shown from close by; null where the whole picture is as close already, or nothing is
   * OUT.
   */
  static @Nullable PictureCloseUp of(TimelineModel model, Palette palette, int width, Pen pen) {
    DwellRuler ruler = DwellRuler.of(model);
    long dwell = ruler.extent(model.observations()).orElse(0);
    long all = model.last() - model.first();
    if (dwell <= 0 || all <= 0 || dwell > all / 2 || width < 300) {
      return null;
    }
    Viewport fitting =
        Viewport.fitting(
            model.observations().time(ruler.firstOut()),
            model.observations().time(ruler.lastOut()),
            width - width / 8,
            MARKS,
            MARKS);
    Viewport viewport = fitting.resized(width, MARKS).panned(-width / 24);
    return new PictureCloseUp(model, lanes(model), palette, viewport, pen);
  }

  /**
   * The lanes with flags, the worst and of these the earliest first chosen, in the order of the
   * tree.
   */
  private static List<Lane> lanes(TimelineModel model) {
    List<Lane> worst =
        model.flags().stream()
            .map(f -> model.tree().lane(f.lane()))
            .distinct()
            .sorted(Comparator.comparingInt((Lane l) -> -model.index(l).worst()))
            .limit(MOST_LANES)
            .toList();
    return model.tree().roots().stream()
        .flatMap(r -> model.tree().tracks(r).stream())
        .filter(worst::contains)
        .toList();
  }

  private Row row(Lane lane) {
    boolean[][] taken = new boolean[WORD_ROWS][viewport.width()];
    FlagWords words = new FlagWords(model, viewport, pen);
    List<Callout> callouts = new ArrayList<>();
    int unnamed = 0;
    for (Flag flag : model.flags()) {
      if (flag.lane() == lane.id() && !words.subject(flag).isEmpty()) {
        Callout callout = callout(flag, words, taken, callouts);
        if (callout == null) {
          unnamed++;
        } else {
          callouts.add(callout);
        }
      }
    }
    int used = callouts.stream().mapToInt(Callout::row).max().orElse(-1) + 1;
    return new Row(lane, used, callouts, unnamed);
  }

  /**
   * In the highest row where the word has room, and the line from it down to its mark; what came at
   * the same time as a word above shares its line.
   */
  private @Nullable Callout callout(
      Flag flag, FlagWords words, boolean[][] taken, List<Callout> others) {
    int at = words.x(flag);
    if (at < 0 || at >= viewport.width()) {
      return null;
    }
    int shared =
        others.stream()
            .filter(o -> Math.abs(o.x() - at) <= 1)
            .mapToInt(Callout::row)
            .min()
            .orElse(WORD_ROWS);
    for (int row = 0; row < WORD_ROWS; row++) {
      boolean free = true;
      for (int below = row; below < WORD_ROWS; below++) {
        free &= !taken[below][at];
      }
      FlagWords.Word word = free || row > shared ? words.place(flag, 3, taken[row]) : null;
      if (word != null) {
        for (int below = row; below < WORD_ROWS; below++) {
          FlagWords.take(taken[below], at - 1, 4);
        }
        return new Callout(at, word.left(), row, word.text(), model.drawingClass(flag.row()));
      }
    }
    return null;
  }

  int height() {
    return HEAD + rows.stream().mapToInt(Row::height).sum() + AXIS + ROOM;
  }

  /**
   * Draws it over the whole width of the picture.
   *
   * @param whole the window of the picture, above which lies what this is a part of
   * @param x where the columns begin in the picture
   */
  void draw(Surface picture, Viewport whole, int x, int y) {
    rays(picture, whole, x, y);
    int top = y + HEAD;
    pen.right("From close by", Pen.Face.HEADING, palette.quietText(), x - 10, y + HEAD - 8);
    for (Row row : rows) {
      lane(picture, row, x, top);
      top += row.height();
    }
    picture.fill(x - 1, y + HEAD - 1, viewport.width() + 2, 1, palette.gridMajor());
    picture.column(x - 1, y + HEAD, top - y - HEAD, palette.gridMajor());
    picture.column(x + viewport.width(), y + HEAD, top - y - HEAD, palette.gridMajor());
    PictureAxis.draw(picture.part(x, top, viewport.width(), AXIS), viewport, palette, pen, x, top);
  }

  /** Two lines that lead from this time in the window above to the edges of the close-up. */
  private void rays(Surface picture, Viewport whole, int x, int y) {
    int[] from = {
      Math.max(0, whole.x(viewport.from())), Math.min(whole.width() - 1, whole.x(viewport.to()))
    };
    int[] to = {-1, viewport.width()};
    for (int side = 0; side < 2; side++) {
      picture.column(x + from[side], y - 4, 6, palette.quietText());
      for (int i = 0; i < HEAD - 2; i++) {
        int begin = from[side] + (to[side] - from[side]) * i / (HEAD - 2);
        int end = from[side] + (to[side] - from[side]) * (i + 1) / (HEAD - 2);
        picture.fill(
            x + Math.min(begin, end),
            y + 2 + i,
            Math.max(1, Math.abs(end - begin)),
            1,
            palette.gridMajor());
      }
    }
  }

  private void lane(Surface picture, Row row, int x, int top) {
    int words = row.height() - MARKS;
    Painter.Style style = new Painter.Style(palette, BaselineDisplay.FULL, -1);
    Surface marks = picture.part(x, top + words, viewport.width(), MARKS);
    new Painter()
        .paint(model, Lanes.bare(model.tree(), List.of(row.lane())), viewport, style, marks);
    for (Callout callout : row.callouts()) {
      int line = top + callout.row() * WORD;
      picture.column(x + callout.x(), line + 3, top + words - line - 3, palette.of(callout.of()));
      pen.left(
          callout.text(),
          Pen.Face.TINY,
          palette.text(),
          x + callout.left() + 4,
          line + WORD / 2 + 1);
    }
    picture.fill(
        TimelinePicture.MARGIN - 8,
        top + words,
        4,
        MARKS - 1,
        palette.of(DrawingClass.at(model.index(row.lane()).worst() - 1)));
    picture.fill(
        TimelinePicture.MARGIN - 8,
        top + row.height() - 1,
        x - TimelinePicture.MARGIN + 8,
        1,
        palette.border());
    int room = x - TimelinePicture.MARGIN - 10;
    pen.left(
        pen.cut(LaneLabel.of(row.lane()), Pen.Face.BODY, room),
        Pen.Face.BODY,
        palette.text(),
        TimelinePicture.MARGIN,
        top + words + MARKS / 2);
    if (row.unnamed() > 0 && row.wordRows() > 0) {
      String more = String.format(Locale.ROOT, "and %,d more for the first time", row.unnamed());
      pen.right(more, Pen.Face.TINY, palette.quietText(), x - 10, top + words - WORD / 2);
    }
  }
}
