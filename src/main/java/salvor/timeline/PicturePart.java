package salvor.timeline;

import org.jspecify.annotations.Nullable;

/**
 * Which part of a timeline a picture shows.
 *
 * @param from the first nanosecond, null for that of the first observation
 * @param until the first nanosecond after it, null for the end of the last observation
 * @param lanes the lanes in their order, null for those of containers, nodes and clients
 * @param display what becomes of what fits the baseline
 */
public record PicturePart(
    @Nullable Long from, @Nullable Long until, @Nullable Lanes lanes, BaselineDisplay display) {
  /** All of it. */
  public static final PicturePart ALL = new PicturePart(null, null, null, BaselineDisplay.FULL);

  public PicturePart {
    if (from != null && until != null && until <= from) {
      throw new IllegalArgumentException("a time that ends before it begins");
    }
  }

  /** Some of the time, on the lanes of containers, nodes and clients. */
  public static PicturePart between(@Nullable Long from, @Nullable Long until) {
    return new PicturePart(from, until, null, BaselineDisplay.FULL);
  }

  /** Whether it is all the time there is. */
  boolean ofAllTime() {
    return from == null && until == null;
  }

  Lanes lanes(TimelineModel model) {
    return lanes == null ? model.lanes() : lanes;
  }

  /** Its time on so many pixels: all with a margin, a part as it was named, to the pixel. */
  Viewport viewport(TimelineModel model, int width, int height, int rowHeight) {
    if (ofAllTime()) {
      return Viewport.fitting(model.first(), model.last(), width, height, rowHeight);
    }
    long begin = from == null ? Math.min(model.first(), until == null ? 0 : until - 1) : from;
    long last = until == null ? Math.max(model.last(), begin) : until - 1;
    long span = last - begin;
    if (span < 0 || span >= Viewport.MOST_NANOS) {
      return new Viewport(begin, Viewport.MOST_NANOS / width, 1, width, height, rowHeight, 0);
    }
    if (span + 1 < width) {
      int pixels = (int) Math.min(Viewport.MOST_PIXELS_PER_NANO, width / (span + 1));
      return new Viewport(begin, 1, pixels, width, height, rowHeight, 0);
    }
    return new Viewport(begin, span / width + 1, 1, width, height, rowHeight, 0);
  }
}
