package salvor.ingest.snapshot;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The lines of a member, none longer than a bound; what is beyond it is left out. */
final class ProcLines {
  private static final int LONGEST = 1 << 13;

  private ProcLines() {}

  /** Takes a line, and where in the member it stands. */
  interface Each {
    void line(String line, long from, int length);
  }

  static void read(InputStream in, Each each) throws IOException {
    read(in, LONGEST, each);
  }

  /**
   * The same.
   *
   * @param longest how many bytes of a line are kept
   */
  static void read(InputStream in, int longest, Each each) throws IOException {
    InputStream bytes = new BufferedInputStream(in, 1 << 14);
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long from = 0;
    long at = 0;
    for (int one; (one = bytes.read()) >= 0; at++) {
      if (one == '\n') {
        each.line(line.toString(StandardCharsets.UTF_8), from, line.size());
        line.reset();
        from = at + 1;
      } else if (line.size() < longest) {
        line.write(one);
      }
    }
    if (line.size() > 0) {
      each.line(line.toString(StandardCharsets.UTF_8), from, line.size());
    }
  }
}
