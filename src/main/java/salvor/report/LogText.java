package salvor.report;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salvor.cluster.LogLine;
import salvor.evidence.Visible;

/** Puts the lines of a log together out of their pieces; of a long line the begin. */
public final class LogText {
  private static final int LONGEST_TIME = 40;

  private final int longest;
  private final StringBuilder line = new StringBuilder();
  private long cut;

  /**
   * @param longest how many characters of a line are kept
   */
  public LogText(int longest) {
    this.longest = longest;
  }

  /**
   * A line as the cluster told it: not yet safe for a terminal or a screen.
   *
   * @param text with the time of the node, where that was asked for
   * @param cut how many characters more it has
   */
  public record Line(String text, long cut) {
    /** That it was cut, in words; empty when it was not. */
    public String remark() {
      return cut == 0 ? "" : "  \u2026 " + cut + " more characters are not shown";
    }

    /** The time of the node; null when it does not begin with one. */
    public @Nullable Instant time() {
      int space = text.indexOf(' ');
      if (space < 1 || space > LONGEST_TIME) {
        return null;
      }
      try {
        return Instant.parse(text.substring(0, space));
      } catch (DateTimeException _) {
        return null;
      }
    }

    /** For a terminal, on one line. */
    public String visible() {
      return Visible.text(text) + remark();
    }

    /** As a line of JSON. */
    public String json() {
      Instant time = time();
      return JsonDocument.line(json -> {
        json.text("time", time == null ? null : time.toString());
        json.text("text", time == null ? text : text.substring(text.indexOf(' ') + 1));
        json.number("cut", cut);
      });
    }
  }

  /** Takes a line or a piece of one; gives the line that ends with it, null when none does. */
  public @Nullable Line add(LogLine piece) {
    String text = piece.text();
    int room = Math.clamp(text.length(), 0, longest - line.length());
    line.append(text, 0, room);
    cut += text.length() - room;
    return piece.ends() ? end() : null;
  }

  /** What is left when the log has ended within a line; null when nothing is. */
  public @Nullable Line rest() {
    return line.isEmpty() ? null : end();
  }

  private Line end() {
    Line whole = new Line(line.toString(), cut);
    line.setLength(0);
    cut = 0;
    return whole;
  }
}
