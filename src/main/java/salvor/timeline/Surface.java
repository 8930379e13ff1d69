package salvor.timeline;

import java.util.Arrays;

/** An {@code int[]} to paint on: ARGB, opaque. What lies outside is cut off. */
final class Surface {
  private final int[] pixels;
  private final int width;
  private final int height;
  private final int originX;
  private final int originY;
  private final int stride;

  Surface(int[] pixels, int width, int height) {
    this(pixels, width, height, 0, 0, width);
  }

  private Surface(int[] pixels, int width, int height, int originX, int originY, int stride) {
    this.pixels = pixels;
    this.width = width;
    this.height = height;
    this.originX = originX;
    this.originY = originY;
    this.stride = stride;
  }

  /** A part of it, with coordinates of its own. */
  Surface part(int x, int y, int partWidth, int partHeight) {
    return new Surface(pixels, partWidth, partHeight, originX + x, originY + y, stride);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  void set(int x, int y, int colour) {
    if (x >= 0 && x < width && y >= 0 && y < height) {
      pixels[(originY + y) * stride + originX + x] = colour;
    }
  }

  void fill(int x, int y, int w, int h, int colour) {
    int left = Math.max(0, x);
    int right = Math.min(width, x + w);
    if (left >= right) {
      return;
    }
    int end = Math.min(height, y + h);
    for (int row = Math.max(0, y); row < end; row++) {
      int at = (originY + row) * stride + originX;
      Arrays.fill(pixels, at + left, at + right, colour);
    }
  }

  /** A column of pixels; what most marks are made of. */
  void column(int x, int y, int h, int colour) {
    if (x < 0 || x >= width) {
      return;
    }
    int end = Math.min(height, y + h);
    int at = (originY + Math.max(0, y)) * stride + originX + x;
    for (int row = Math.max(0, y); row < end; row++, at += stride) {
      pixels[at] = colour;
    }
  }

  /** A column of those pixels that a diagonal hatch covers, its lines falling to the right. */
  void hatchFalling(int x, int y, int h, int period, int thick, int colour) {
    hatch(x, y, h, -1, period, thick, colour);
  }

  /** A column of those pixels that a diagonal hatch covers, its lines rising to the right. */
  void hatchRising(int x, int y, int h, int period, int thick, int colour) {
    hatch(x, y, h, 1, period, thick, colour);
  }

  private void hatch(int x, int y, int h, int slope, int period, int thick, int colour) {
    if (x < 0 || x >= width) {
      return;
    }
    int begin = Math.max(0, y);
    int end = Math.min(height, y + h);
    int phase = Math.floorMod(x + originX + slope * begin, period);
    int at = (originY + begin) * stride + originX + x;
    for (int row = begin; row < end; row++, at += stride) {
      if (phase < thick) {
        pixels[at] = colour;
      }
      phase += slope;
      phase = phase == period ? 0 : phase < 0 ? period - 1 : phase;
    }
  }

  /** Turns it upside down. */
  void flip() {
    int[] kept = new int[width];
    for (int row = 0; row < height / 2; row++) {
      int one = (originY + row) * stride + originX;
      int other = (originY + height - 1 - row) * stride + originX;
      System.arraycopy(pixels, one, kept, 0, width);
      System.arraycopy(pixels, other, pixels, one, width);
      System.arraycopy(kept, 0, pixels, other, width);
    }
  }

  /** A frame, dashed when {@code dash} is more than 0. */
  void frame(int x, int y, int w, int h, int dash, int colour) {
    for (int i = 0; i < w; i++) {
      if (on(x + i, dash)) {
        set(x + i, y, colour);
        set(x + i, y + h - 1, colour);
      }
    }
    for (int i = 0; i < h; i++) {
      if (on(y + i, dash)) {
        set(x, y + i, colour);
        set(x + w - 1, y + i, colour);
      }
    }
  }

  private static boolean on(int at, int dash) {
    return dash == 0 || Math.floorMod(at, 2 * dash) < dash;
  }

  /** One colour over another, {@code share} of 256 parts of it. */
  static int mix(int under, int over, int share) {
    int result = 0xFF000000;
    for (int shift = 0; shift <= 16; shift += 8) {
      int below = (under >>> shift) & 0xFF;
      int above = (over >>> shift) & 0xFF;
      result |= (below + (above - below) * share / 256) << shift;
    }
    return result;
  }
}
