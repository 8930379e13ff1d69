package salvor.timeline;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An {@code int[]} to paint on: ARGB, opaque. What lies outside is cut off. */
final class Surface {
  private final int[] pixels;
  private final int width;
  private final int height;
  private final int originX;
  private final int originY;
  private final int stride;
  private final @Nullable Tracing tracing;

  Surface(int[] pixels, int width, int height) {
    this(pixels, width, height, 0, 0, width, null);
  }

  private Surface(
      int[] pixels,
      int width,
      int height,
      int originX,
      int originY,
      int stride,
      @Nullable Tracing tracing) {
    this.tracing = tracing;
    this.pixels = pixels;
    this.width = width;
    this.height = height;
    this.originX = originX;
    this.originY = originY;
    this.stride = stride;
  }

  /** A part of it, with coordinates of its own. */
  Surface part(int x, int y, int partWidth, int partHeight) {
    return new Surface(pixels, partWidth, partHeight, originX + x, originY + y, stride, tracing);
  }

  /** The same, and what is drawn on it is told as well. */
  Surface traced(Tracing by) {
    return new Surface(pixels, width, height, originX, originY, stride, by);
  }

  boolean isTraced() {
    return tracing != null;
  }

  /** Tells what is to be told of a part when one points at it, where somebody wants to know. */
  void hover(int x, int y, int w, int h, String text) {
    if (tracing != null) {
      tracing.hover(originX + x, originY + y, w, h, text);
    }
  }

  private void trace(int x, int y, int w, int h, int colour) {
    if (tracing != null && w > 0 && h > 0) {
      tracing.fill(originX + x, originY + y, w, h, colour);
    }
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
      trace(x, y, 1, 1, colour);
    }
  }

  void fill(int x, int y, int w, int h, int colour) {
    int left = Math.max(0, x);
    int right = Math.min(width, x + w);
    if (left >= right) {
      return;
    }
    int end = Math.min(height, y + h);
    trace(left, Math.max(0, y), right - left, end - Math.max(0, y), colour);
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
    trace(x, Math.max(0, y), 1, end - Math.max(0, y), colour);
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
    if (tracing != null && end > begin) {
      Tracing.Hatch hatch =
          new Tracing.Hatch(slope, Math.floorMod(-slope * originY, period), period, thick, colour);
      tracing.hatch(originX + x, originY + begin, 1, end - begin, hatch);
    }
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
    for (int i = 0, run; i < w; i = run) {
      for (run = i + 1; run < w && on(x + run, dash) == on(x + i, dash); ) {
        run++;
      }
      if (on(x + i, dash)) {
        fill(x + i, y, run - i, 1, colour);
        fill(x + i, y + h - 1, run - i, 1, colour);
      }
    }
    for (int i = 0, run; i < h; i = run) {
      for (run = i + 1; run < h && on(y + run, dash) == on(y + i, dash); ) {
        run++;
      }
      if (on(y + i, dash)) {
        column(x, y + i, run - i, colour);
        column(x + w - 1, y + i, run - i, colour);
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
