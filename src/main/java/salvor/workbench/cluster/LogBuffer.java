package salvor.workbench.cluster;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import salvor.cluster.LogLine;
import salvor.report.LogText;
import salvor.workbench.wording.VisibleText;

/**
 * The newest lines of a log, safe to be shown. It holds a bounded number of them, each of bounded
 * length, and counts what it let go. Safe for several threads.
 */
final class LogBuffer {
  private final int most;
  private final Deque<String> lines = new ArrayDeque<>();
  private final LogText text;
  private long dropped;

  /**
   * @param most how many lines are held
   * @param longest how many characters of a line are
   */
  LogBuffer(int most, int longest) {
    this.most = most;
    this.text = new LogText(longest);
  }

  /**
   * What is held.
   *
   * @param lines the oldest first
   * @param dropped how many older ones were let go
   * @param matching how many of all that are held hold the words
   */
  record Held(List<String> lines, long dropped, int matching) {
    Held {
      lines = List.copyOf(lines);
    }
  }

  /** Takes a line, or a piece of one. */
  synchronized void add(LogLine piece) {
    LogText.Line line = text.add(piece);
    if (line != null) {
      lines.addLast(VisibleText.of(LogTimes.once(line)) + line.remark());
    }
    if (lines.size() > most) {
      lines.removeFirst();
      dropped++;
    }
  }

  /** What is held of lines with these words, in any case; all where there are none. */
  synchronized Held held(String words) {
    String wanted = words.toLowerCase(Locale.ROOT);
    List<String> found = new ArrayList<>();
    for (String each : lines) {
      if (wanted.isEmpty() || each.toLowerCase(Locale.ROOT).contains(wanted)) {
        found.add(each);
      }
    }
    return new Held(found, dropped, found.size());
  }

  synchronized int size() {
    return lines.size();
  }
}
