package salvor.timeline;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import salvor.baseline.HourlyCounts;
import salvor.baseline.JudgedHours;

/**
 * Paints how much was done by the hour over what is ordinary: a light band from the least ordinary
 * count, darker from the median to the most, and over it the observed count as a line. Heights are
 * square roots of counts, which makes the scatter of low and high counts look alike, so that a
 * burst does not press the band to nothing.
 *
 * <p>Hours above have a filled triangle over them and are filled down to the band; hours in which
 * what was expected is missing have a hollow triangle and a hollow bar as high as what is usual
 * there. Hours that are not known are hatched, whatever was counted in them. Where several hours
 * share a column, the column shows the worst of them and the most.
 */
public final class RatePainter {
  private static final long HOUR = HourlyCounts.HOUR;
  private static final int MARK = 9; // the width of a triangle
  private static final int HEAD = 12; // the room for triangles
  private static final int FOOT = 2;

  private final JudgedHours hours;
  private final Viewport viewport;
  private final Palette palette;
  private final Surface surface;
  private final double root; // of the greatest value

  private RatePainter(
      JudgedHours hours, Viewport viewport, int height, Palette palette, int[] pixels) {
    this.hours = hours;
    this.viewport = viewport;
    this.palette = palette;
    this.surface = new Surface(pixels, viewport.width(), height);
    this.root = Math.sqrt((double) Math.max(1, top(hours)));
  }

  /** The greatest value that is drawn, at all times. */
  public static long top(JudgedHours hours) {
    long top = hours.most();
    if (hours.ground() == JudgedHours.Ground.KNOWN) {
      for (int hour = 0; hour < 24; hour++) {
        top = Math.max(top, hours.most((long) hour));
      }
    }
    return top;
  }

  /**
   * Paints the time that a window shows.
   *
   * @param height of the surface in pixels
   * @param pixels at least width of the viewport x height, row by row
   */
  public static void paint(
      JudgedHours hours, Viewport viewport, int height, Palette palette, int[] pixels) {
    new RatePainter(hours, viewport, height, palette, pixels).paint();
  }

  private void paint() {
    surface.fill(0, 0, surface.width(), surface.height(), palette.outside());
    int before = -1;
    for (int x = 0; x < surface.width(); x++) {
      long first = Math.floorDiv(viewport.time(x), HOUR);
      long last = Math.floorDiv(viewport.time(x + 1) - 1, HOUR);
      if (last < hours.from() || first >= hours.until()) {
        before = -1;
      } else {
        before =
            column(
                x,
                Math.max(first, hours.from()),
                Math.clamp(last, first, hours.until() - 1),
                before);
      }
    }
    marks();
  }

  /** Paints a column, and says how high its line is. */
  private int column(int x, long first, long last, int before) {
    surface.column(x, 0, surface.height(), palette.background());
    boolean unknown = isUnknown(first, last);
    if (hours.ground() == JudgedHours.Ground.KNOWN) {
      band(x, first, last);
    }
    int y = y(hours.most(first, last));
    if (unknown) {
      surface.hatchFalling(x, HEAD, surface.height() - HEAD, 6, 1, palette.unknown());
    }
    int from = before < 0 ? y : Math.min(before, y);
    int to = before < 0 ? y : Math.max(before, y);
    surface.column(x, from, to - from + 2, palette.text());
    return y;
  }

  private boolean isUnknown(long first, long last) {
    for (long hour = first; hour <= Math.min(last, first + 48); hour++) {
      if (hours.state(hour) == JudgedHours.State.UNKNOWN) {
        return true;
      }
    }
    return false;
  }

  private void band(int x, long first, long last) {
    long least = Long.MAX_VALUE;
    long median = Long.MAX_VALUE;
    long most = -1;
    for (long hour = first; hour <= Math.min(last, first + 23); hour++) {
      if (hours.knows(hour)) {
        least = Math.min(least, hours.least(hour));
        median = Math.min(median, hours.median(hour));
        most = Math.max(most, hours.most(hour));
      }
    }
    if (most < 0) {
      return;
    }
    int middle = y(median);
    surface.column(x, middle, y(least) - middle, palette.ghostLow());
    surface.column(
        x, y(most), middle - y(most) + 1, Surface.mix(palette.ghost(), palette.span(), 100));
    long count = hours.most(first, last);
    if (hours.state(first) == JudgedHours.State.HIGH || (first != last && count > most)) {
      surface.column(x, y(count), y(most) - y(count), palette.rate());
    }
  }

  private int y(long value) {
    int room = surface.height() - HEAD - FOOT;
    return HEAD + room - (int) Math.round(room * Math.min(1, Math.sqrt((double) value) / root));
  }

  private void marks() {
    int free = Integer.MIN_VALUE;
    for (JudgedHours.Outside hour : outside(hours, viewport.from(), viewport.to())) {
      int begin = viewport.x(hour.begin());
      int end = Math.max(begin + 1, viewport.x(hour.begin() + HOUR));
      int middle = (Math.max(0, begin) + Math.min(surface.width(), end)) / 2;
      boolean high = hour.count() > hour.most();
      if (!high) {
        missing(begin, end, hours.median(hour.begin() / HOUR));
      }
      if (middle >= free) {
        triangle(middle, high);
        free = middle + MARK;
      } else {
        surface.fill(free - MARK / 2 - 1, 0, middle - free + MARK, 2, palette.rate());
      }
    }
  }

  /** Those of the hours that are not ordinary of which something lies between two times. */
  public static List<JudgedHours.Outside> outside(JudgedHours hours, long from, long to) {
    List<JudgedHours.Outside> all = hours.outside();
    return all.subList(
        place(all, from - HOUR + 1), Math.max(place(all, from - HOUR + 1), place(all, to)));
  }

  private static int place(List<JudgedHours.Outside> all, long begin) {
    int at =
        Collections.binarySearch(
            all,
            new JudgedHours.Outside(begin, 0, 0, 0),
            Comparator.comparingLong(JudgedHours.Outside::begin));
    return at < 0 ? -at - 1 : at;
  }

  /** What is expected and absent is hollow, as in {@link Mirror}. */
  private void missing(int begin, int end, long usual) {
    int wide = Math.max(5, end - begin);
    int left = begin - (wide - (end - begin)) / 2;
    int top = Math.min(y(usual), surface.height() - 6);
    surface.fill(left, top, wide, surface.height() - top, palette.background());
    surface.frame(left, top, wide, surface.height() - top, 0, palette.rate());
    surface.frame(left + 1, top + 1, wide - 2, surface.height() - top - 2, 0, palette.rate());
  }

  private void triangle(int middle, boolean filled) {
    for (int row = 0; row < MARK; row++) {
      int half = filled ? row / 2 : (MARK - 1 - row) / 2;
      if (filled || row < 2) {
        surface.fill(middle - half, row + 1, 2 * half + 1, 1, palette.rate());
      } else {
        surface.fill(middle - half, row + 1, Math.min(2, half + 1), 1, palette.rate());
        surface.fill(
            middle + half - Math.min(1, half), row + 1, Math.min(2, half + 1), 1, palette.rate());
      }
    }
  }
}
