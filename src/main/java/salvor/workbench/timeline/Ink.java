package salvor.workbench.timeline;

import java.util.HashMap;
import java.util.Map;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;
import salvor.timeline.Palette;
import salvor.workbench.fx.Scale;

/** Colours and letters of what is drawn over and beside the lanes. */
public final class Ink {
  public static final Face PLAIN = new Face(FontWeight.NORMAL, 11.5);
  public static final Face SMALL = new Face(FontWeight.NORMAL, 10.5);
  public static final Face BOLD = new Face(FontWeight.BOLD, 11);
  private static final Map<Font, Text> RULERS = new HashMap<>();

  /** Letters that are as large as the investigator prefers: the size is that at 100 %. */
  public record Face(FontWeight weight, double size) {
    Font font() {
      return Font.font("System", weight, size * Scale.letters());
    }
  }

  private final Palette palette;

  /** Letters and marks in the colours of a palette. */
  public Ink(Palette palette) {
    this.palette = palette;
  }

  /** The colours. */
  public Palette palette() {
    return palette;
  }

  /** A colour of the palette. */
  public static Color color(int argb) {
    return Color.rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff, (argb >>> 24) / 255.0);
  }

  /** A colour of the palette, not opaque. */
  public static Color color(int argb, double opacity) {
    return Color.rgb(argb >> 16 & 0xff, argb >> 8 & 0xff, argb & 0xff, opacity);
  }

  /** The width of a text; on the JavaFX thread. */
  public static double width(String text, Face face) {
    Font font = face.font();
    Text ruler = RULERS.computeIfAbsent(font, _ -> new Text());
    ruler.setFont(font);
    ruler.setText(text);
    return ruler.getLayoutBounds().getWidth();
  }

  /**
   * The text, or as much of its beginning and end as there is room for: the ends of pod names are
   * what differs.
   */
  public static String fitted(String text, Face font, double room) {
    if (width(text, font) <= room) {
      return text;
    }
    int low = 0;
    int high = text.length() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (width(shortened(text, middle), font) <= room) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return shortened(text, low);
  }

  private static String shortened(String text, int kept) {
    int head = kept / 2;
    return text.substring(0, head) + "\u2026" + text.substring(text.length() - (kept - head));
  }

  /** Draws a text with its baseline at a height. */
  public static void text(
      GraphicsContext g, String text, Face face, Color color, double x, double y) {
    g.setFont(face.font());
    g.setFill(color);
    g.fillText(text, Math.rint(x), Math.rint(y));
  }
}
