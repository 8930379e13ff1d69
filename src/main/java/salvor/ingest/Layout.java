package salvor.ingest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import salvor.evidence.Cri;

/** How the records of a source are laid out, told from its beginning. */
enum Layout {
  /** One record a line. */
  LINES,
  /** As {@link #LINES}, behind the prefix of a container runtime. */
  RUNTIME_LINES,
  /** Lines of which none is JSON as far as one sees. */
  PROSE,
  /** JSON documents over several lines, or an array of records. */
  DOCUMENTS,
  YAML,
  BINARY;

  /** How many bytes are looked at. */
  static final int LENGTH = 1 << 20;

  private static final Pattern YAML_KEY =
      Pattern.compile("(?m)^(- )?[\"']?(apiVersion|kind|salvor)[\"']?\\s*:(\\s|$)");
  private static final Pattern YAML_BEGIN =
      Pattern.compile("---|%YAML|(- )?[\"']?[A-Za-z0-9_.$/-]{1,200}+[\"']?\\s*:(\\s|$)");

  /** The layout of a source that begins with these bytes. */
  static Layout of(byte[] head) {
    int begin = begin(head);
    int record = firstRecord(head, begin);
    if (record < 0 || head[record] != '{' || record > begin) {
      String text =
          new String(head, begin, Math.min(head.length - begin, 1 << 16), StandardCharsets.UTF_8);
      if (isYaml(text)) {
        return YAML;
      }
    }
    boolean begun = record == begin && !isNoise(firstLine(head, begin), LENGTH);
    if (!begun && isNoise(head, record < 0 ? head.length : 1 << 12)) {
      return BINARY;
    } else if (record < 0) {
      return PROSE;
    }
    if (Cri.of(head, record, head.length) != null) {
      return RUNTIME_LINES;
    }
    return head[record] == '[' ? DOCUMENTS : object(head, record);
  }

  private static byte[] firstLine(byte[] head, int begin) {
    int newline = Bytes.indexOf(head, begin, head.length, '\n');
    return Arrays.copyOfRange(head, begin, newline < 0 ? head.length : newline);
  }

  private static boolean isYaml(String text) {
    String first =
        text.lines()
            .map(String::strip)
            .filter(l -> !l.isEmpty() && !l.startsWith("#"))
            .findFirst()
            .orElse("");
    return YAML_BEGIN.matcher(first).lookingAt() && YAML_KEY.matcher(text).find();
  }

  /** Behind a byte order mark. */
  static int begin(byte[] head) {
    boolean mark =
        head.length >= 3
            && head[0] == (byte) 0xEF
            && head[1] == (byte) 0xBB
            && head[2] == (byte) 0xBF;
    return mark ? 3 : 0;
  }

  /** The first lines that begin with a brace, without runtime prefixes. */
  static List<int[]> objects(byte[] head, int most) {
    List<int[]> found = new ArrayList<>();
    for (int at = begin(head); at < head.length && found.size() < most; ) {
      int newline = Bytes.indexOf(head, at, head.length, '\n');
      int end = newline < 0 ? head.length : newline;
      Cri cri = Cri.of(head, at, end);
      int from = Bytes.skipBlank(head, cri == null ? at : cri.content(), end);
      if (from < end && head[from] == '{') {
        found.add(new int[] {from, end});
      }
      at = end + 1;
    }
    return found;
  }

  /** Where the first line begins that may be a record; -1 when there is none. */
  private static int firstRecord(byte[] head, int begin) {
    for (int at = begin; at < head.length; ) {
      int newline = Bytes.indexOf(head, at, head.length, '\n');
      int end = newline < 0 ? head.length : newline;
      int from = Bytes.skipBlank(head, at, end);
      if (from < end
          && (head[from] == '{' || isArray(head, from) || Cri.of(head, from, end) != null)) {
        return from;
      }
      at = end + 1;
    }
    return -1;
  }

  private static boolean isArray(byte[] head, int from) {
    int next = Bytes.skipBlank(head, from + 1, head.length);
    return head[from] == '['
        && next < head.length
        && (head[next] == '{' || head[next] == ']' || head[next] == '[');
  }

  private static Layout object(byte[] head, int from) {
    Scan scan = new Scan();
    int at = from;
    while (at < head.length && !scan.next(head[at])) {
      at++;
    }
    int newline = Bytes.indexOf(head, from, head.length, '\n');
    if (newline < 0) {
      // one line only: cut off, or so long that it must be read piece by piece
      return at == head.length && head.length >= LENGTH ? DOCUMENTS : LINES;
    }
    if (at < newline) {
      return LINES;
    }
    if (continues(head, from, newline)) {
      return DOCUMENTS;
    }
    int next = Bytes.skipBlank(head, newline, head.length);
    return next < head.length && head[next] == '{' && head[next - 1] == '\n' ? LINES : DOCUMENTS;
  }

  /** Whether a line ends where a JSON document cannot. */
  private static boolean continues(byte[] head, int from, int newline) {
    int at = newline;
    while (at > from && Bytes.isBlank(head[at - 1])) {
      at--;
    }
    byte last = head[at - 1];
    return last == ',' || last == '[' || last == '{' || last == ':';
  }

  /**
   * Whether of the first bytes one in twenty is a control character, or does not belong to UTF-8.
   */
  private static boolean isNoise(byte[] head, int length) {
    String text = new String(head, 0, Math.min(length, head.length), StandardCharsets.UTF_8);
    long odd =
        text.chars()
            .filter(
                c -> c == 0xFFFD || (c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != 0x1B))
            .count();
    return odd > text.length() / 20;
  }
}
