package salvor.timeline;

/**
 * Which part of time and lanes a surface shows, and how large.
 *
 * <p>All of it is whole numbers, so that nothing shimmers or is lost at a far zoom: a pixel is
 * either a whole number of nanoseconds wide, or a nanosecond a whole number of pixels. The left
 * edge is a multiple of the pixel's width, which keeps the edges of all pixels where they are when
 * the view is moved (not on surfaces of less than {@value #WIDE} pixels: they could not show all of
 * a range then, the part of a pixel before it being too much of the whole). A window spans at most
 * 2^62 ns, 146 years.
 *
 * @param from the first nanosecond of the leftmost pixel
 * @param nanosPerPixel nanoseconds in a pixel, 1 or more
 * @param pixelsPerNano pixels in a nanosecond; more than 1 only where nanosPerPixel is 1
 * @param width of the surface in pixels
 * @param height of the surface in pixels
 * @param rowHeight of a lane in pixels
 * @param scroll how many pixels of the lanes are above the surface
 */
public record Viewport(
    long from,
    long nanosPerPixel,
    int pixelsPerNano,
    int width,
    int height,
    int rowHeight,
    int scroll) {
  /** The farthest one can go in: pixels in a nanosecond. */
  public static final int MOST_PIXELS_PER_NANO = 64;

  /** The longest time that a window can span. */
  public static final long MOST_NANOS = 1L << 62;

  private static final int WIDE = 8;

  public Viewport {
    if (nanosPerPixel < 1 || pixelsPerNano < 1 || (nanosPerPixel > 1 && pixelsPerNano > 1)) {
      throw new IllegalArgumentException(nanosPerPixel + " ns/px, " + pixelsPerNano + " px/ns");
    }
    if (width < 1 || height < 1 || rowHeight < 1 || scroll < 0) {
      throw new IllegalArgumentException(width + "x" + height + ", " + rowHeight + ", " + scroll);
    }
    nanosPerPixel = Math.min(nanosPerPixel, MOST_NANOS / width);
    pixelsPerNano = Math.min(pixelsPerNano, MOST_PIXELS_PER_NANO);
    long left = width < WIDE ? from : Math.floorDiv(from, nanosPerPixel) * nanosPerPixel;
    long aligned = left > from ? Long.MIN_VALUE : left; // wrapped around below the first multiple
    from = Math.min(aligned, Long.MAX_VALUE - span(nanosPerPixel, pixelsPerNano, width));
  }

  /** All of a range of time, with a margin of some pixels on both sides. */
  public static Viewport fitting(long first, long last, int width, int height, int rowHeight) {
    int margin = Math.min(12, width / 8);
    int inner = Math.max(1, width - 2 * margin);
    long distance = last - first;
    long span = distance < 0 || distance >= MOST_NANOS ? MOST_NANOS : distance + 1;
    if (span < inner) {
      int pixels = (int) Math.min(MOST_PIXELS_PER_NANO, inner / span);
      long spare = (width / pixels - span) / 2;
      return new Viewport(minus(first, Math.max(0, spare)), 1, pixels, width, height, rowHeight, 0);
    }
    long perPixel = Math.min(MOST_NANOS / width, (span - 1) / inner + 1);
    long used = span / perPixel + 1;
    long spare = Math.max(0, width - used) / 2;
    return new Viewport(minus(first, spare * perPixel), perPixel, 1, width, height, rowHeight, 0);
  }

  private static long span(long nanosPerPixel, int pixelsPerNano, int width) {
    return pixelsPerNano > 1 ? (width - 1) / pixelsPerNano + 1 : nanosPerPixel * width;
  }

  /** The nanoseconds that the surface shows. */
  public long span() {
    return span(nanosPerPixel, pixelsPerNano, width);
  }

  /** The first nanosecond right of the surface. */
  public long to() {
    return from + span();
  }

  /**
   * The number of cells: the smallest spans of time that are drawn apart. A cell is a pixel, or a
   * nanosecond if wider.
   */
  public int cells() {
    return pixelsPerNano > 1 ? (width - 1) / pixelsPerNano + 1 : width;
  }

  /** The cell of a pixel column. */
  public int cell(int x) {
    return x / pixelsPerNano;
  }

  /** The first nanosecond of a pixel column, which may lie outside of the surface. */
  public long time(int x) {
    return plus(
        from,
        pixelsPerNano > 1 ? Math.floorDiv(x, pixelsPerNano) : saturatedTimes(x, nanosPerPixel));
  }

  /**
   * The pixel column of a time; -1 for what is left of the surface, its width for what is right of
   * it.
   */
  public int x(long time) {
    if (time < from) {
      return -1;
    }
    long distance = time - from;
    if (distance < 0 || distance >= span()) {
      return width;
    }
    return (int) (pixelsPerNano > 1 ? distance * pixelsPerNano : distance / nanosPerPixel);
  }

  /** Moved by pixels, to later times for positive ones. */
  public Viewport panned(int pixels) {
    long cellsMoved = pixelsPerNano > 1 ? pixels / pixelsPerNano : pixels;
    return at(plus(from, saturatedTimes(cellsMoved, nanosPerPixel)));
  }

  /** Beginning at a time. */
  public Viewport at(long time) {
    return new Viewport(time, nanosPerPixel, pixelsPerNano, width, height, rowHeight, scroll);
  }

  /** With a time in the middle. */
  public Viewport centred(long time) {
    return at(minus(time, span() / 2));
  }

  /**
   * Zoomed about a pixel column, whose time stays where it is.
   *
   * @param factor how many times more time a pixel shows: below 1 to go in, above 1 to go out
   */
  public Viewport zoomed(double factor, int x) {
    long anchor = time(x);
    double scale = (double) nanosPerPixel / pixelsPerNano * factor;
    long nanos = 1;
    int pixels = 1;
    if (scale >= 1) {
      nanos = Math.clamp(Math.round(scale), 1, MOST_NANOS / width);
    } else {
      pixels = Math.clamp(Math.round(1 / scale), 1, MOST_PIXELS_PER_NANO);
    }
    if (nanos == nanosPerPixel && pixels == pixelsPerNano) { // rounding must not hold the view back
      if (factor < 1 && nanos > 1) {
        nanos--;
      } else if (factor < 1) {
        pixels = Math.min(MOST_PIXELS_PER_NANO, pixels + 1);
      } else if (factor > 1 && pixels > 1) {
        pixels--;
      } else if (factor > 1 && nanos < MOST_NANOS / width) {
        nanos++;
      }
    }
    long left = pixels > 1 ? Math.floorDiv(x, pixels) : saturatedTimes(x, nanos);
    return new Viewport(minus(anchor, left), nanos, pixels, width, height, rowHeight, scroll);
  }

  /** The same time and lanes on a surface of another size. */
  public Viewport resized(int newWidth, int newHeight) {
    return new Viewport(from, nanosPerPixel, pixelsPerNano, newWidth, newHeight, rowHeight, scroll);
  }

  /** Scrolled to a pixel of the lanes. */
  public Viewport scrolled(int pixels) {
    return new Viewport(
        from, nanosPerPixel, pixelsPerNano, width, height, rowHeight, Math.max(0, pixels));
  }

  /** With lanes of another height. */
  public Viewport withRowHeight(int pixels) {
    return new Viewport(from, nanosPerPixel, pixelsPerNano, width, height, pixels, scroll);
  }

  private static long saturatedTimes(long count, long nanos) {
    long high = Math.multiplyHigh(count, nanos);
    long low = count * nanos;
    if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
      return low;
    }
    return high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private static long plus(long time, long nanos) {
    long sum = time + nanos;
    return ((time ^ sum) & (nanos ^ sum)) < 0 ? (time < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
  }

  private static long minus(long time, long nanos) {
    long rest = time - nanos;
    return ((time ^ nanos) & (time ^ rest)) < 0
        ? (time < 0 ? Long.MIN_VALUE : Long.MAX_VALUE)
        : rest;
  }
}
