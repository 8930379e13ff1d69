package salvor.timeline;

/**
 * Is told what is drawn on a {@link Surface} and written by a {@link Pen}, in the pixels of the
 * whole picture and in the order of drawing: whoever makes a picture of shapes draws the very same.
 */
interface Tracing {
  /**
   * A diagonal hatch: a pixel is covered where {@code (x + slope * y + offset) mod period} is below
   * {@code thick}.
   */
  record Hatch(int slope, int offset, int period, int thick, int colour) {}

  void fill(int x, int y, int width, int height, int colour);

  void hatch(int x, int y, int width, int height, Hatch hatch);

  /** Text with its left end at x and its foot at y, so wide as measured. */
  void text(String text, Pen.Face face, int colour, int x, int foot, int width);

  /** The rounded ground of the text that comes next, nearly opaque. */
  void ground(int x, int y, int width, int height, int colour);

  /** What is told of a part of the picture when one points at it. */
  void hover(int x, int y, int width, int height, String text);
}
