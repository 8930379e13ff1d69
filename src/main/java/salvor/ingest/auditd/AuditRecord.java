package salvor.ingest.auditd;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;

/**
 * One line of the log.
 *
 * @param stamp what the records of an event have in common
 * @param fields the values as they stand, the first of each name
 * @param text all that follows the stamp
 */
record AuditRecord(
    String type, Stamp stamp, Map<String, String> fields, String text, RecordRef ref) {
  /**
   * @param node the name of the machine, null when the log does not carry it
   */
  record Stamp(@Nullable String node, String seconds, String millis, String serial) {}

  private static final Pattern HEAD =
      Pattern.compile("type=(\\S{1,60}) (?:msg=)?audit\\((\\d{1,12})\\.(\\d{3}):(\\d{1,20})\\):?");
  private static final Pattern NODE = Pattern.compile("node=(\\S{1,255}) (?:.{0,300} )?$");

  /** Where the daemon puts what it looked up apart from what the kernel said. */
  private static final char ENRICHED = '\u001D';

  private static final int MOST_FIELDS = 50_000;

  /** What a line says; null when it is no record. */
  static @Nullable AuditRecord of(String line, RecordRef ref) {
    Matcher head = HEAD.matcher(line);
    if (!head.find()) {
      return null;
    }
    Matcher node = NODE.matcher(line.substring(0, head.start()));
    String text = line.substring(head.end());
    return new AuditRecord(
        RecordTypes.name(head.group(1)),
        new Stamp(node.find() ? node.group(1) : null, head.group(2), head.group(3), head.group(4)),
        fields(text),
        text.strip(),
        ref);
  }

  /** Names and values; what stands in the quotes of {@code msg='...'} is taken apart as well. */
  private static Map<String, String> fields(String text) {
    Map<String, String> fields = new LinkedHashMap<>();
    int at = 0;
    while (at < text.length() && fields.size() < MOST_FIELDS) {
      char c = text.charAt(at);
      if (c == ' ' || c == ENRICHED || c == '\'' || c == ',' || c == '(' || c == ')') {
        at++;
        continue;
      }
      int end = at;
      while (end < text.length() && !ends(text.charAt(end)) && text.charAt(end) != '=') {
        end++;
      }
      if (end == text.length() || text.charAt(end) != '=' || end == at) {
        at = end + 1;
        continue;
      }
      String name = text.substring(at, end);
      int from = end + 1;
      if (from < text.length() && text.charAt(from) == '\'') {
        at = from + 1; // the text of a program: its fields come one by one
        continue;
      }
      int to = valueEnd(text, from);
      fields.putIfAbsent(name, text.substring(from, to));
      at = to;
    }
    return fields;
  }

  private static int valueEnd(String text, int from) {
    if (from < text.length() && (text.charAt(from) == '"' || text.charAt(from) == '{')) {
      int close = text.indexOf(text.charAt(from) == '"' ? '"' : '}', from + 1);
      return close < 0 ? text.length() : close + 1;
    }
    int to = from;
    while (to < text.length() && !ends(text.charAt(to)) && text.charAt(to) != '\'') {
      to++;
    }
    return to;
  }

  private static boolean ends(char c) {
    return c == ' ' || c == ENRICHED;
  }

  /** A value as it stands; null when it is absent or says that there is none. */
  @Nullable String plain(String name) {
    String value = fields.get(name);
    if (value == null) {
      return null;
    }
    String bare =
        value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
            ? value.substring(1, value.length() - 1)
            : value;
    return switch (bare) {
      case "", "?", "(null)", "(none)" -> null;
      default -> bare;
    };
  }

  /** A name that somebody chose: quoted, or in hexadecimal. */
  @Nullable String chosen(String name) {
    String value = fields.get(name);
    byte[] bytes = value == null ? null : hex(value);
    return bytes == null ? plain(name) : Decoded.text(bytes);
  }

  /** The bytes behind hexadecimal digits; null when it is something else. */
  static byte @Nullable [] hex(String value) {
    if (value.isEmpty() || value.length() % 2 != 0) {
      return null;
    }
    for (int i = 0; i < value.length(); i++) {
      if (Character.digit(value.charAt(i), 16) < 0 || value.charAt(i) > 'f') {
        return null;
      }
    }
    return HexFormat.of().parseHex(value);
  }

  /** A whole number that fits into 32 bits. */
  @Nullable Integer integer(String name) {
    Long number = number(name, 10);
    return number == null || number != number.intValue()
        ? null
        : Integer.valueOf(number.intValue());
  }

  /** A whole number; null when it is none. Addresses go up to 64 bits without a sign. */
  @Nullable Long number(String name, int radix) {
    String value = fields.get(name);
    if (value == null || value.isEmpty() || value.length() > 20) {
      return null;
    }
    try {
      return radix == 16
          ? Long.valueOf(Long.parseUnsignedLong(value, 16))
          : Long.valueOf(Long.parseLong(value, radix));
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /** Whether bytes that are no UTF-8 lie behind a value in hexadecimal, or stand in the line. */
  boolean isBroken() {
    if (text.indexOf('\uFFFD') >= 0) {
      return true;
    }
    for (String name : new String[] {"comm", "exe", "cwd", "name", "proctitle"}) {
      byte[] bytes = fields.get(name) == null ? null : hex(fields.get(name));
      if (bytes != null && !Decoded.isUtf8(bytes)) {
        return true;
      }
    }
    return false;
  }

  /** Bytes as text. */
  static final class Decoded {
    private Decoded() {}

    static String text(byte[] bytes) {
      int length = bytes.length;
      while (length > 0 && bytes[length - 1] == 0) {
        length--;
      }
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    static boolean isUtf8(byte[] bytes) {
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        return true;
      } catch (CharacterCodingException _) {
        return false;
      }
    }
  }
}
