package salvor.timeline;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Visible;

/**
 * What was drawn, as SVG (1.1): shapes on whole pixels, text as text.
 *
 * <p>Shapes of one paint are gathered into one path: were each an element in the order of drawing,
 * a picture of some thousand columns would be ten times as large. What may stand in one path is
 * found by layers: a shape belongs to the layer above all that it covers, or to the same as what it
 * covers in its own paint. So what lies over what stays as drawn. Nothing in it is a script, a
 * style or a reference to anything outside.
 */
final class SvgTracing implements Tracing {
  private static final String SVG = "http://www.w3.org/2000/svg";
  private static final int PAINTS = 1 << 12;

  /** Shapes that one path has room for, beside each other. */
  private static final class Shapes {
    private final StringBuilder path = new StringBuilder();
    private int x;
    private int y;
    private int width;
    private int height;

    /** Columns beside each other become one shape. */
    void add(int left, int top, int wide, int high) {
      if (width > 0 && top == y && high == height && left == x + width) {
        width += wide;
      } else {
        end();
        x = left;
        y = top;
        width = wide;
        height = high;
      }
    }

    String end() {
      if (width > 0) {
        path.append('M').append(x).append(' ').append(y).append('h').append(width);
        path.append('v').append(height).append('h').append(-width).append('z');
      }
      width = 0;
      return path.toString();
    }
  }

  private record Word(String text, Pen.Face face, int colour, int x, int foot, int width) {}

  private record Area(int x, int y, int width, int height, int colour, String text) {}

  private final int width;
  private final int height;
  private final int[] top; // of each pixel the layer and the paint that lie uppermost
  private final Map<Object, Integer> paints = new LinkedHashMap<>();
  private final List<Map<Integer, Shapes>> layers = new ArrayList<>();
  private final List<Object> words = new ArrayList<>();
  private final List<Area> hovers = new ArrayList<>();

  SvgTracing(int width, int height) {
    this.width = width;
    this.height = height;
    this.top = new int[Math.multiplyExact(width, height)];
  }

  @Override
  public void fill(int x, int y, int wide, int high, int colour) {
    shape(x, y, wide, high, colour & 0xFFFFFF);
  }

  @Override
  public void hatch(int x, int y, int wide, int high, Hatch hatch) {
    shape(x, y, wide, high, hatch);
  }

  private void shape(int x, int y, int wide, int high, Object paint) {
    int number = paints.computeIfAbsent(paint, _ -> paints.size() + 1);
    if (number >= PAINTS) {
      throw new IllegalStateException("more paints than a picture has");
    }
    int layer = 0;
    for (int row = y; row < y + high; row++) {
      for (int at = row * width + x; at < row * width + x + wide; at++) {
        int below = top[at];
        layer = Math.max(layer, below / PAINTS + (below % PAINTS == number || below == 0 ? 0 : 1));
      }
    }
    for (int row = y; row < y + high; row++) {
      java.util.Arrays.fill(top, row * width + x, row * width + x + wide, layer * PAINTS + number);
    }
    while (layers.size() <= layer) {
      layers.add(new TreeMap<>());
    }
    layers.get(layer).computeIfAbsent(number, _ -> new Shapes()).add(x, y, wide, high);
  }

  @Override
  public void text(String text, Pen.Face face, int colour, int x, int foot, int wide) {
    words.add(new Word(text, face, colour, x, foot, wide));
  }

  @Override
  public void ground(int x, int y, int wide, int high, int colour) {
    words.add(new Area(x, y, wide, high, colour, ""));
  }

  @Override
  public void hover(int x, int y, int wide, int high, String text) {
    hovers.add(new Area(x, y, wide, high, 0, text));
  }

  /**
   * Writes it, UTF-8, and leaves the stream open.
   *
   * @param title what it shows
   * @param description more of that
   */
  void write(String title, String description, OutputStream out) throws XMLStreamException {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(writer);
    xml.writeStartDocument("UTF-8", "1.0");
    start(xml, "svg", "version", "1.1", "width", width, "height", height);
    xml.writeDefaultNamespace(SVG);
    xml.writeAttribute("viewBox", "0 0 " + width + " " + height);
    xml.writeAttribute("role", "img");
    words(xml, "title", title);
    words(xml, "desc", description);
    patterns(xml);
    start(xml, "g", "shape-rendering", "crispEdges");
    for (Map<Integer, Shapes> layer : layers) {
      List<Object> all = List.copyOf(paints.keySet());
      for (Map.Entry<Integer, Shapes> each : layer.entrySet()) {
        start(xml, "path", "fill", paint(all.get(each.getKey() - 1), each.getKey()));
        xml.writeAttribute("d", each.getValue().end());
        xml.writeEndElement();
      }
    }
    xml.writeEndElement();
    start(xml, "g", "fill", "none", "pointer-events", "all");
    for (Area of : hovers) {
      start(xml, "rect", "x", of.x, "y", of.y, "width", of.width, "height", of.height);
      words(xml, "title", of.text);
      xml.writeEndElement();
    }
    xml.writeEndElement();
    written(xml);
    xml.writeEndDocument();
    xml.flush();
  }

  private void written(XMLStreamWriter xml) throws XMLStreamException {
    start(xml, "g", "font-family", "DejaVu Sans, Verdana, sans-serif");
    for (Object each : words) {
      switch (each) {
        case Area a -> {
          start(xml, "rect", "x", a.x, "y", a.y, "width", a.width, "height", a.height, "rx", "3");
          attributes(xml, "fill", hex(a.colour), "fill-opacity", "0.85");
          xml.writeEndElement();
        }
        case Word w -> {
          if (!w.text.isEmpty()) {
            start(xml, "text", "x", w.x, "y", w.foot, "font-size", w.face.size());
            attributes(xml, "fill", hex(w.colour), "textLength", Math.max(1, w.width));
            attributes(xml, "lengthAdjust", "spacingAndGlyphs");
            attributes(xml, "font-weight", w.face.bold() ? "bold" : null);
            xml.writeCharacters(Visible.text(w.text));
            xml.writeEndElement();
          }
        }
        default -> throw new IllegalStateException();
      }
    }
    xml.writeEndElement();
  }

  /** Each hatch as the pixels of one of its squares, so that it meets the pixels of the shapes. */
  private void patterns(XMLStreamWriter xml) throws XMLStreamException {
    start(xml, "defs");
    for (Map.Entry<Object, Integer> each : paints.entrySet()) {
      if (each.getKey() instanceof Hatch hatch) {
        int period = hatch.period();
        start(xml, "pattern", "id", "h" + each.getValue(), "width", period, "height", period);
        attributes(xml, "patternUnits", "userSpaceOnUse");
        Shapes pixels = new Shapes();
        for (int y = 0; y < period; y++) {
          for (int x = 0; x < period; x++) {
            if (Math.floorMod(x + hatch.slope() * y + hatch.offset(), period) < hatch.thick()) {
              pixels.add(x, y, 1, 1);
            }
          }
        }
        start(xml, "path", "fill", hex(hatch.colour()), "d", pixels.end());
        xml.writeEndElement();
        xml.writeEndElement();
      }
    }
    xml.writeEndElement();
  }

  private static String paint(Object paint, int number) {
    return paint instanceof Integer colour ? hex(colour) : "url(#h" + number + ")";
  }

  private static String hex(int colour) {
    return String.format(Locale.ROOT, "#%06x", colour & 0xFFFFFF);
  }

  private static void words(XMLStreamWriter xml, String element, String text)
      throws XMLStreamException {
    xml.writeStartElement(element);
    xml.writeCharacters(Visible.text(text));
    xml.writeEndElement();
  }

  private static void start(XMLStreamWriter xml, String element, Object... attributes)
      throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement(element);
    attributes(xml, attributes);
  }

  /** Names and values in turn; what has no value is left out. */
  private static void attributes(XMLStreamWriter xml, @Nullable Object... attributes)
      throws XMLStreamException {
    for (int i = 0; i < attributes.length; i += 2) {
      if (attributes[i + 1] != null) {
        xml.writeAttribute(String.valueOf(attributes[i]), String.valueOf(attributes[i + 1]));
      }
    }
  }
}
