package salvor.custody.redact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes secrets out of the text of a file as it streams: JSON line by line, over several lines, in
 * arrays and lists of any length; YAML document by document; all else line by line. As many lines
 * come out as go in. What is too long to be looked into is taken out.
 */
final class ContentRedactor {
  /** A line or a document that is longer is taken out. */
  private final int longest;

  private final Redactor redactor;
  private final PlainLines plain;
  private final SplitLines split;
  private final Chars in;
  private final OutputStream out;
  private StringBuilder unit = new StringBuilder();

  ContentRedactor(Redactor redactor, InputStream in, OutputStream out, int longest) {
    this.redactor = redactor;
    this.plain = new PlainLines(redactor);
    this.split = new SplitLines(plain, longest);
    this.in = new Chars(in);
    this.out = out;
    this.longest = longest;
  }

  /**
   * Goes through all of it.
   *
   * @param yaml whether it is YAML
   */
  void redact(boolean yaml) throws IOException {
    StringBuilder document = new StringBuilder();
    for (String line; (line = in.line(longest)) != null; ) {
      boolean cut = !line.endsWith("\n") && line.length() >= longest;
      if (yaml && !cut) {
        if (line.startsWith("---") || document.length() + line.length() > longest) {
          write(plain.yaml(document.toString()));
          document.setLength(0);
        }
        document.append(line);
      } else if (isJson(line) && (cut || JsonSpans.parse(line) == null)) {
        write(split.rest());
        in.unread(line);
        document();
      } else if (cut) {
        write(split.rest());
        tooLong(line, '\n');
      } else {
        write(split.line(line));
      }
    }
    write(split.rest());
    write(plain.yaml(document.toString()));
  }

  private static boolean isJson(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (!JsonSpans.isBlank(line.charAt(i))) {
        return line.charAt(i) == '{' || line.charAt(i) == '[';
      }
    }
    return false;
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Takes a line out, to its end. */
  private void tooLong(String begin, char end) throws IOException {
    write(redactor.mask(RedactionRules.TOO_LONG, begin.substring(0, Math.min(64, begin.length()))));
    for (int c; (c = in.next()) >= 0; ) {
      if (c == end) {
        write(String.valueOf((char) c));
        return;
      }
    }
  }

  /** Where in JSON it is. */
  private static final class Place {
    int depth;
    int items;
    boolean text;
    boolean escaped;

    boolean next(int c) {
      if (text) {
        if (escaped) {
          escaped = false;
        } else if (c == '\\') {
          escaped = true;
        } else if (c == '"') {
          text = false;
        }
        return false;
      }
      switch (c) {
        case '"' -> text = true;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      return true;
    }
  }

  /**
   * JSON that is not one value a line. It is taken as a whole, or element by element where it is an
   * array or a list; what turns out to be none is taken line by line.
   */
  private void document() throws IOException {
    Place place = new Place();
    unit = new StringBuilder();
    int before = '\n';
    for (int c; (c = in.next()) >= 0; before = c) {
      boolean anew = c == '{' && before == '\n' && place.depth > 0 && place.items == 0;
      if (anew || (place.text && c == '\n')) {
        in.unread(String.valueOf((char) c));
        lines();
        return;
      }
      boolean element = c == '{' && place.items > 0 && place.depth == place.items && !place.text;
      if (element) {
        flush(false);
      }
      unit.append((char) c);
      if (place.next(c)) {
        if (c == '[' && place.items == 0 && beginsItems(place.depth)) {
          place.items = place.depth;
          flush(false);
        } else if (c == '}' && place.items > 0 && place.depth == place.items) {
          flush(true);
        } else if (place.items > 0 && place.depth < place.items) {
          place.items = Integer.MAX_VALUE; // what follows the items
        }
        if (place.depth <= 0) {
          flush(place.items == 0);
          return;
        }
      }
      if (unit.length() > longest && skip(place)) {
        return;
      }
    }
    lines();
  }

  /** Whether the array that begins here holds records: it is the outermost, or named items. */
  private boolean beginsItems(int depth) {
    if (depth == 1) {
      return unit.toString().isBlank() || unit.toString().strip().equals("[");
    }
    int end = unit.length() - 1;
    while (end > 0 && (JsonSpans.isBlank(unit.charAt(end - 1)) || unit.charAt(end - 1) == ':')) {
      end--;
    }
    return depth == 2
        && unit.indexOf("\"data\"") < 0 // an object that is no list, whatever it calls items
        && end >= 7
        && unit.substring(end - 7, end).equals("\"items\"");
  }

  private void flush(boolean json) throws IOException {
    String text = unit.toString();
    unit.setLength(0);
    if (json && JsonSpans.parse(text) != null) {
      write(redactor.text(text));
    } else {
      lines(text);
    }
  }

  private void lines() throws IOException {
    String text = unit.toString();
    unit.setLength(0);
    lines(text);
  }

  private void lines(String text) throws IOException {
    for (int from = 0; from < text.length(); ) {
      int newline = text.indexOf('\n', from);
      int end = newline < 0 ? text.length() : newline + 1;
      write(plain.line(text.substring(from, end)));
      from = end;
    }
  }

  /**
   * Takes a value out that is too long, to its end; its lines stay as empty ones. Whether nothing
   * of the document follows.
   */
  private boolean skip(Place place) throws IOException {
    String marker =
        redactor.mask(RedactionRules.TOO_LONG, unit.substring(0, Math.min(64, unit.length())));
    long lines = unit.chars().filter(c -> c == '\n').count();
    int end = place.items > 0 && place.items < Integer.MAX_VALUE ? place.items : 0;
    unit.setLength(0);
    while (place.depth > end) {
      int c = in.next();
      if (c < 0) {
        break;
      }
      lines += c == '\n' ? 1 : 0;
      place.next(c);
    }
    write('"' + marker + '"');
    for (long i = 0; i < lines; i++) {
      write("\n");
    }
    return place.depth <= 0;
  }
}
