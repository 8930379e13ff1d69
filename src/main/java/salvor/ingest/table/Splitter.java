package salvor.ingest.table;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes the rows of separated text apart (RFC 4180), line by line: what stands in quotes may hold
 * separators and ends of lines.
 */
final class Splitter {
  private static final int MOST = 5_000;

  private final char separator;
  private final List<String> cells = new ArrayList<>();
  private final StringBuilder cell = new StringBuilder();
  private boolean quoted;

  Splitter(char separator) {
    this.separator = separator;
  }

  /** Takes the next line; whether the row ends with it. */
  boolean take(String line) {
    int at = 0;
    if (quoted) {
      cell.append('\n');
    }
    boolean begin = !quoted;
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (quoted) {
        if (c != '"') {
          cell.append(c);
        } else if (at < line.length() && line.charAt(at) == '"') {
          cell.append('"');
          at++;
        } else {
          quoted = false;
        }
      } else if (c == '"' && begin) {
        quoted = true;
        begin = false;
      } else if (c == separator) {
        end();
        begin = true;
      } else {
        cell.append(c);
        begin = false;
      }
    }
    if (!quoted) {
      end();
    }
    return !quoted;
  }

  /** How many cells a row may have; the rest of a row that has more is not kept. */
  private void end() {
    if (cells.size() < MOST) {
      cells.add(cell.toString());
    }
    cell.setLength(0);
  }

  /** The cells of the row that has ended; the next one begins. */
  List<String> cells() {
    List<String> row = new ArrayList<>(cells);
    forget();
    return row;
  }

  /** Forgets what was begun. */
  void forget() {
    cells.clear();
    cell.setLength(0);
    quoted = false;
  }

  /**
   * The cells of one line that is taken for a whole row; a quote that it does not close is a
   * letter.
   */
  static List<String> line(String line, char separator) {
    Splitter splitter = new Splitter(separator);
    return splitter.take(line)
        ? splitter.cells()
        : List.of(line.split(Pattern.quote(String.valueOf(separator)), MOST));
  }
}
