package salvor.ingest.dump;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Cuts a dump where logs begin and end, line by line and with one buffer. */
final class Sections {
  static final String START = "==== START logs for container ";
  private static final String END = "==== END logs for container ";
  private static final int LONGEST_MARK = 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int at;
  private int length;
  private long offset;
  private boolean atLineStart = true;
  private boolean strayEnd;

  Sections(InputStream in, long offset) {
    this.in = in;
    this.offset = offset;
  }

  /** Whether anything is left. */
  boolean more() throws IOException {
    return fill(1);
  }

  /** Where the next section begins in the source. */
  long offset() {
    return offset;
  }

  /** Whether an end of a log stood where no log was. */
  boolean strayEnd() {
    return strayEnd;
  }

  /** What stands before the next log. */
  InputStream objects() {
    return new Part() {
      @Override
      boolean ends() throws IOException {
        strayEnd |= startsWith(END.getBytes(StandardCharsets.UTF_8));
        return startsWith(START.getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  /** The log that begins here, both its marks included. */
  InputStream log() throws IOException {
    fill(LONGEST_MARK);
    int to = at;
    while (to < Math.min(length, at + LONGEST_MARK) && buffer[to] != '\n') {
      to++;
    }
    int named = at + START.length(); // which ends with a space that is none at the end of a line
    String of = new String(buffer, named, to - named, StandardCharsets.UTF_8).stripTrailing();
    byte[] end = (END + of).getBytes(StandardCharsets.UTF_8);
    return new Part() {
      private boolean last;

      @Override
      boolean ends() throws IOException {
        if (last) {
          return true;
        }
        last = startsWith(end);
        return false;
      }
    };
  }

  private boolean startsWith(byte[] text) throws IOException {
    fill(text.length);
    for (int i = 0; i < text.length; i++) {
      if (at + i >= length || buffer[at + i] != text[i]) {
        return false;
      }
    }
    return true;
  }

  /** Has so many bytes in the buffer, if there are as many. */
  private boolean fill(int wanted) throws IOException {
    if (at + wanted > buffer.length) {
      System.arraycopy(buffer, at, buffer, 0, length - at);
      length -= at;
      at = 0;
    }
    while (length - at < wanted) {
      int n = in.read(buffer, length, buffer.length - length);
      if (n < 0) {
        return false;
      }
      length += n;
    }
    return true;
  }

  /** Bytes up to a line that ends it. */
  private abstract class Part extends InputStream {
    private boolean over;

    /** Whether it ends before the line that begins here. */
    abstract boolean ends() throws IOException;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      if (most == 0) {
        return 0;
      }
      if (over || !fill(1) || (atLineStart && ends())) {
        over = true;
        return -1;
      }
      int n = 0;
      do {
        into[from + n] = buffer[at];
        atLineStart = buffer[at] == '\n';
        at++;
        n++;
      } while (n < most && at < length && !atLineStart);
      offset += n;
      return n;
    }
  }
}
