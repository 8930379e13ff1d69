package salvor.timeline;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes text onto a picture, literally: a string is never markup here. */
final class Pen {
  private Graphics2D graphics;
  private @Nullable Tracing tracing;

  Pen(Graphics2D graphics) {
    this.graphics = smooth(graphics);
  }

  /** Writes on another ground from now on; widths stay the same. */
  void writeOn(Graphics2D ground) {
    graphics = smooth(ground);
  }

  /** Tells what is written as well, from now on. */
  void trace(Tracing by) {
    tracing = by;
  }

  /**
   * Fails in words where nothing can be written: a Java runtime without fonts fails in a different
   * way each time.
   */
  static void requireFonts() throws IOException {
    try {
      Graphics2D probe = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
      new Pen(probe).left("a", Face.BODY, 0, 0, 0);
    } catch (RuntimeException | LinkageError | InternalError cause) {
      throw new IOException(
          "this Java runtime finds no fonts to write with; install fontconfig and a font"
              + " (Debian: apt install fontconfig fonts-dejavu-core)",
          cause);
    }
  }

  private static Graphics2D smooth(Graphics2D graphics) {
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    return graphics;
  }

  /** A size and weight of text. */
  enum Face {
    TITLE(Font.BOLD, 19),
    HEADING(Font.BOLD, 11),
    BODY(Font.PLAIN, 12),
    SMALL(Font.PLAIN, 11),
    TINY(Font.PLAIN, 10);

    private final int style;
    private final int size;

    Face(int style, int size) {
      this.style = style;
      this.size = size;
    }

    boolean bold() {
      return style == Font.BOLD;
    }

    int size() {
      return size;
    }

    private Font font() {
      return new Font(Font.SANS_SERIF, style, size);
    }
  }

  int width(String text, Face face) {
    return graphics.getFontMetrics(face.font()).stringWidth(text);
  }

  /** Writes with its left edge at x, its middle at y. */
  void left(String text, Face face, int colour, int x, int y) {
    FontMetrics metrics = graphics.getFontMetrics(face.font());
    graphics.setFont(face.font());
    graphics.setColor(new Color(colour));
    int foot = y + (metrics.getAscent() - metrics.getDescent()) / 2;
    graphics.drawString(text, x, foot);
    if (tracing != null) {
      tracing.text(text, face, colour, x, foot, metrics.stringWidth(text));
    }
  }

  /** Writes as {@link #left} does, on a ground of its own, so that it can be read over marks. */
  void halo(String text, Face face, int colour, int ground, int x, int y) {
    graphics.setColor(new Color((ground & 0xFFFFFF) | 0xD8000000, true));
    graphics.fillRoundRect(x - 3, y - 7, width(text, face) + 6, 14, 5, 5);
    if (tracing != null) {
      tracing.ground(x - 3, y - 7, width(text, face) + 6, 14, ground);
    }
    left(text, face, colour, x, y);
  }

  void right(String text, Face face, int colour, int x, int y) {
    left(text, face, colour, x - width(text, face), y);
  }

  void centred(String text, Face face, int colour, int x, int y) {
    left(text, face, colour, x - width(text, face) / 2, y);
  }

  /** Cut in its middle, where names differ least, to fit a width. */
  String cut(String text, Face face, int width) {
    if (width(text, face) <= width) {
      return text;
    }
    int low = 0;
    int high = text.length();
    while (low < high) {
      int kept = (low + high + 1) / 2;
      if (width(shortened(text, kept), face) <= width) {
        low = kept;
      } else {
        high = kept - 1;
      }
    }
    return shortened(text, low);
  }

  private static String shortened(String text, int kept) {
    int head = (kept + 1) / 3;
    int tail = kept - head;
    int from = text.length() - tail;
    head -= head > 0 && Character.isHighSurrogate(text.charAt(head - 1)) ? 1 : 0;
    from += from < text.length() && Character.isLowSurrogate(text.charAt(from)) ? 1 : 0;
    return text.substring(0, head) + "…" + text.substring(from);
  }
}
