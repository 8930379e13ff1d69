package salvor.report;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Visible;

/**
 * A line of CSV (RFC 4180). A value that a spreadsheet would take for a formula gets an apostrophe
 * before it, and control characters are spelt out.
 */
public final class CsvLine {
  /** What a formula may begin with; spreadsheets of East Asian locales take the wide forms too. */
  private static final String FORMULA = "=+-@\uff1d\uff0b\uff0d\uff20";

  private CsvLine() {}

  /** The values in order, with the end of the line; null is an empty value. */
  public static String of(Collection<? extends @Nullable Object> values) {
    StringBuilder line = new StringBuilder();
    String between = "";
    for (Object value : values) {
      line.append(between).append(value == null ? "" : cell(value));
      between = ",";
    }
    return line.append("\r\n").toString();
  }

  private static String cell(Object value) {
    if (value instanceof Number) {
      return value.toString();
    }
    String text = Visible.text(value.toString());
    if (!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    boolean quoted = text.indexOf(',') >= 0 || text.indexOf('"') >= 0 || text.indexOf('\'') == 0;
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
