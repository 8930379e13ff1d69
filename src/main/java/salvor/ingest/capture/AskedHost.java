package salvor.ingest.capture;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The host that the first packet with content asks for: the server name of a TLS ClientHello (RFC
 * 8446, 6066) or the Host of an HTTP/1 request (RFC 9112), where it lies in that one packet.
 */
final class AskedHost {
  private static final Pattern REQUEST =
      Pattern.compile("(GET|HEAD|POST|PUT|DELETE|OPTIONS|PATCH|CONNECT|TRACE) [^ ]+ HTTP/1\\.[01]");
  private static final int LONGEST = 255;

  private AskedHost() {}

  /** The host; null when none is asked for, or it is spelt with what no host has. */
  static @Nullable String of(byte[] bytes, int from, int to) {
    if (to - from < 16) {
      return null;
    }
    String host =
        bytes[from] == 22 && bytes[from + 1] == 3
            ? serverName(bytes, from, to)
            : bytes[from] >= 'A' && bytes[from] <= 'Z' ? host(bytes, from, to) : null;
    return host != null
            && !host.isEmpty()
            && host.length() <= LONGEST
            && host.chars().allMatch(c -> c > ' ' && c < 0x7F)
        ? host
        : null;
  }

  private static @Nullable String host(byte[] bytes, int from, int to) {
    String[] lines =
        new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).split("\r\n", -1);
    if (!REQUEST.matcher(lines[0]).matches()) {
      return null;
    }
    for (int i = 1; i + 1 < lines.length && !lines[i].isEmpty(); i++) { // the last may be cut
      if (lines[i].toLowerCase(Locale.ROOT).startsWith("host:")) {
        return lines[i].substring(5).strip();
      }
    }
    return null;
  }

  private static @Nullable String serverName(byte[] bytes, int from, int to) {
    int at = from + 5;
    if (bytes[at] != 1) { // ClientHello
      return null;
    }
    at += 4 + 2 + 32; // its length, version, random
    at = behind(bytes, at, to, 1); // session
    at = behind(bytes, at, to, 2); // cipher suites
    at = behind(bytes, at, to, 1); // compression
    at += 2; // length of the extensions
    while (at >= 0 && at + 4 <= to) {
      int type = u16(bytes, at);
      int length = u16(bytes, at + 2);
      if (type == 0) {
        int name = at + 9; // list length, kind, length
        int size = name <= to ? u16(bytes, at + 7) : 0;
        return name + size <= to && size > 0 && bytes[at + 6] == 0
            ? new String(bytes, name, size, StandardCharsets.ISO_8859_1)
            : null;
      }
      at += 4 + length;
    }
    return null;
  }

  /** Behind a part that tells its length in so many bytes; negative when it is cut off. */
  private static int behind(byte[] bytes, int at, int to, int size) {
    if (at < 0 || at + size > to) {
      return Integer.MIN_VALUE / 2;
    }
    return at + size + (size == 1 ? bytes[at] & 0xFF : u16(bytes, at));
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
  }
}
