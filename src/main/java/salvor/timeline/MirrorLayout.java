package salvor.timeline;

import org.jspecify.annotations.Nullable;

/**
 * Where the lanes of a {@link Mirror} are on a surface: the axis in the middle, the first lane next
 * to it on both sides.
 *
 * @param lanes how many there are on each side
 * @param height of the surface in pixels
 */
public record MirrorLayout(int lanes, int height) {
  private static final int AXIS = 22;

  /** A lane of one side. */
  public record Place(Mirror.Half half, int lane) {}

  /** The height of a lane in pixels. */
  public int laneHeight() {
    return lanes == 0 ? 0 : Math.max(4, (height - AXIS) / (2 * lanes));
  }

  /** The upper edge of the axis. */
  public int axis() {
    return lanes * laneHeight();
  }

  /** The height of the axis: what the lanes leave. */
  public int axisHeight() {
    return Math.max(AXIS, height - 2 * axis());
  }

  /** The height of all lanes and the axis. */
  public int used() {
    return 2 * axis() + axisHeight();
  }

  /** The upper edge of a lane. */
  public int top(Mirror.Half half, int lane) {
    return half == Mirror.Half.UPPER
        ? axis() - (lane + 1) * laneHeight()
        : axis() + axisHeight() + lane * laneHeight();
  }

  /** The lane at a pixel; null at the axis and outside. */
  public @Nullable Place at(int y) {
    if (lanes == 0 || y < 0 || y >= used() || (y >= axis() && y < axis() + axisHeight())) {
      return null;
    }
    return y < axis()
        ? new Place(Mirror.Half.UPPER, (axis() - 1 - y) / laneHeight())
        : new Place(Mirror.Half.LOWER, (y - axis() - axisHeight()) / laneHeight());
  }
}
