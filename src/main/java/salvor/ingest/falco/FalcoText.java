package salvor.ingest.falco;

import java.util.Arrays;
import salvor.evidence.Tables;

/**
 * The values of a scanned line as the numbers of their texts, with Falco's ways to say "nothing"
 * taken as such. What cannot be taken as it is (a number where a text is expected, say) is
 * remembered as a refusal of the line.
 */
final class FalcoText {
  private final FalcoScan scan;
  private byte[] bytes = {};
  private Tables tables = new Tables();
  private byte[] scratch = new byte[4096];
  private int used;
  private boolean refused;

  FalcoText(FalcoScan scan) {
    this.scan = scan;
  }

  /** Begins with a line that was just scanned. */
  void begin(byte[] buffer, Tables into) {
    bytes = buffer;
    tables = into;
    refused = false;
  }

  /** Whether something in the line was not to be taken. */
  boolean refused() {
    return refused;
  }

  /** Whether there is a value. */
  boolean given(int key) {
    byte type = scan.type[key];
    int length = scan.to[key] - scan.from[key];
    if (type == FalcoScan.ABSENT
        || ((type == FalcoScan.PLAIN || type == FalcoScan.ESCAPED) && length == 0)) {
      return false;
    }
    return !same(key, "<NA>");
  }

  boolean same(int key, String word) {
    int from = scan.from[key];
    if (scan.type[key] != FalcoScan.PLAIN || scan.to[key] - from != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The text's number, 0 when there is none. */
  int id(int key) {
    if (!given(key)) {
      return 0;
    }
    return switch (scan.type[key]) {
      case FalcoScan.PLAIN -> id(scan.from[key], scan.to[key]);
      case FalcoScan.ESCAPED -> {
        used = 0;
        append(key);
        yield tables.texts.add(scratch, 0, used);
      }
      default -> refuse();
    };
  }

  /** The number of the text between two places of the line. */
  int id(int from, int to) {
    return tables.texts.add(bytes, from, to - from);
  }

  /** Two values with a character between them. */
  int joined(int first, char between, int second) {
    used = 0;
    append(first);
    room(1);
    scratch[used++] = (byte) between;
    append(second);
    return tables.texts.add(scratch, 0, used);
  }

  /** The identity {@code pid@start} of a process. */
  int identity(int pid, int started) {
    return scan.type[started] == FalcoScan.NUMBER ? joined(pid, '@', started) : refuse();
  }

  /** argv[0] and the arguments: the command line with its leading short name replaced. */
  int commandLine(int argv0, int name, int line) {
    if (!given(line) || !given(argv0) || !given(name) || alike(argv0, name)) {
      return id(line);
    }
    used = 0;
    append(line);
    int lineEnd = used;
    append(name);
    int nameLength = used - lineEnd;
    if (nameLength > lineEnd || !Arrays.equals(scratch, 0, nameLength, scratch, lineEnd, used)) {
      return tables.texts.add(scratch, 0, lineEnd);
    }
    int start = used;
    append(argv0);
    int rest = lineEnd - nameLength;
    room(rest);
    System.arraycopy(scratch, nameLength, scratch, used, rest);
    used += rest;
    return tables.texts.add(scratch, start, used - start);
  }

  private boolean alike(int one, int other) {
    return scan.type[one] == FalcoScan.PLAIN
        && scan.type[other] == FalcoScan.PLAIN
        && Arrays.equals(
            bytes, scan.from[one], scan.to[one], bytes, scan.from[other], scan.to[other]);
  }

  /** A digest written as such; anything else is left to the ordinary reader. */
  int digest(int key) {
    if (!given(key)) {
      return 0;
    }
    int from = scan.from[key];
    boolean plain = scan.type[key] == FalcoScan.PLAIN && scan.to[key] - from == 71;
    for (int i = 0; plain && i < 71; i++) {
      byte b = bytes[from + i];
      plain = i < 7 ? b == "sha256:".charAt(i) : (b >= '0' && b <= '9') || (b >= 'a' && b <= 'f');
    }
    return plain ? id(key) : refuse();
  }

  /** A whole number from 0 to 2^31 - 1, else {@link Tables#NOT_GIVEN}. */
  int natural(int key) {
    if (!given(key)) {
      return Tables.NOT_GIVEN;
    }
    if (scan.type[key] != FalcoScan.NUMBER) {
      return refuse();
    }
    int from = scan.from[key];
    if (bytes[from] == '-') {
      return Tables.NOT_GIVEN;
    }
    long value = 0;
    for (int i = from; i < scan.to[key]; i++) {
      value = value * 10 + bytes[i] - '0';
    }
    return value > Integer.MAX_VALUE ? Tables.NOT_GIVEN : (int) value;
  }

  /** Whether a number above 0 is given. */
  boolean positive(int key) {
    int value = natural(key);
    return value > 0 || (value == Tables.NOT_GIVEN && given(key) && bytes[scan.from[key]] != '-');
  }

  boolean isTrue(int key) {
    byte type = scan.type[key];
    refused |= type == FalcoScan.PLAIN || type == FalcoScan.ESCAPED;
    return type == FalcoScan.TRUE;
  }

  /** Whether a value holds a word. */
  boolean contains(int key, byte[] word) {
    int last = scan.type[key] == FalcoScan.ABSENT ? 0 : scan.to[key] - word.length;
    for (int i = scan.from[key]; i <= last; i++) {
      if (Arrays.equals(bytes, i, i + word.length, word, 0, word.length)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a path has the mark of a deleted file. */
  boolean deleted(int key) {
    int to = scan.to[key];
    return scan.type[key] != FalcoScan.ABSENT
        && to - scan.from[key] > 10
        && bytes[to - 1] == ')'
        && bytes[to - 9] == '(';
  }

  private int refuse() {
    refused = true;
    return 0;
  }

  private void append(int key) {
    int from = scan.from[key];
    int to = scan.to[key];
    room(to - from);
    switch (scan.type[key]) {
      case FalcoScan.PLAIN, FalcoScan.NUMBER -> {
        System.arraycopy(bytes, from, scratch, used, to - from);
        used += to - from;
      }
      case FalcoScan.ESCAPED -> unescape(from, to);
      default -> refuse();
    }
  }

  private void unescape(int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '\\') {
        b =
            switch (bytes[++i]) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              case 'b' -> '\b';
              case 'f' -> '\f';
              default -> bytes[i];
            };
      }
      scratch[used++] = b;
    }
  }

  private void room(int more) {
    if (used + more > scratch.length) {
      scratch = Arrays.copyOf(scratch, Math.max(scratch.length * 2, used + more));
    }
  }
}
