package salvor.cluster.fabric8;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.LogLine;

/** Cuts what an exchange brings into lines, and very long lines into pieces. */
final class LineReader {
  private final Exchange exchange;
  private final int longest;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private byte[] piece = new byte[0];
  private int at;

  LineReader(Exchange exchange, int longest) {
    this.exchange = exchange;
    this.longest = longest;
  }

  /** The next line or piece of one; null at the end. A last line without line feed does not end. */
  @Nullable LogLine next(Duration silence) throws ClusterFailure {
    while (true) {
      int end = at;
      int stop = (int) Math.min(piece.length, (long) at + longest - begun.size());
      while (end < stop && piece[end] != '\n') {
        end++;
      }
      begun.write(piece, at, end - at);
      at = end;
      if (at < piece.length && piece[at] == '\n') {
        at++;
        return take(true);
      }
      if (begun.size() == longest) {
        return take(false);
      }
      byte[] more = exchange.next(silence);
      if (more == null) {
        return begun.size() == 0 ? null : take(false);
      }
      piece = more;
      at = 0;
    }
  }

  private LogLine take(boolean ends) {
    LogLine line = new LogLine(begun.toByteArray(), ends);
    begun.reset();
    return line;
  }
}
