package salvor.ingest.conntrack;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Endpoint;
import salvor.evidence.ObservedTime;
import salvor.ingest.DecimalTime;

/**
 * One line.
 *
 * @param type NEW, UPDATE or DESTROY
 * @param protocol in lower case
 * @param state of a TCP connection, null where none is told
 * @param replied whether the other end answered by then
 * @param original the tuple of who began, fields by name
 * @param reply the tuple of the answers; what differs from the original turned round is translated
 * @param id what joins events of one connection: the id, or else the original tuple
 */
record Event(
    @Nullable ObservedTime time,
    String type,
    String protocol,
    @Nullable String state,
    boolean replied,
    Map<String, String> original,
    Map<String, String> reply,
    String id) {
  private static final Pattern LINE =
      Pattern.compile(
          "\\s*+(?:\\[([0-9]{1,12}\\.[0-9]{1,9})\\])?\\s*\\[(NEW|UPDATE|DESTROY)\\]\\s+"
              + "(?:(?:ipv4|ipv6)\\s+[0-9]+\\s+)?([a-z0-9-]+)\\s+[0-9]+\\s+(.*\\bsrc=.*)");
  private static final Pattern STATE = Pattern.compile("[A-Z][A-Z_0-9]+");

  /** What a line says; null when it is no event. */
  static @Nullable Event of(String line) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      return null;
    }
    Map<String, String> original = new HashMap<>();
    Map<String, String> reply = new HashMap<>();
    String id = null;
    String state = null;
    boolean unreplied = false;
    for (String word : parts.group(4).strip().split("\\s+")) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        String name = word.substring(0, equals);
        String value = word.substring(equals + 1);
        Map<String, String> tuple = original.containsKey(name) ? reply : original;
        tuple.put(name, value);
        id = name.equals("id") ? value : id; // the last: an echo has identifiers of its own
      } else if (word.equals("[UNREPLIED]")) {
        unreplied = true;
      } else if (state == null && original.isEmpty() && STATE.matcher(word).matches()) {
        state = word;
      }
    }
    if (!original.containsKey("dst")) {
      return null;
    }
    return new Event(
        DecimalTime.ofEpoch(parts.group(1)),
        parts.group(2),
        parts.group(3).startsWith("icmp") ? "icmp" : parts.group(3),
        state,
        !unreplied,
        original,
        reply.containsKey("src") && reply.containsKey("dst") ? reply : Map.of(),
        parts.group(3) + " " + id + " " + tuple(original));
  }

  private static String tuple(Map<String, String> of) {
    return end(of, "src", "sport") + " " + end(of, "dst", "dport") + " " + of.get("type");
  }

  /** One end of a tuple. */
  static Endpoint end(Map<String, String> tuple, String address, String port) {
    String number = tuple.getOrDefault(port, "");
    int value = number.matches("[0-9]{1,5}") ? Integer.parseInt(number) : 0;
    return new Endpoint(tuple.get(address), value > 65_535 ? 0 : value, null);
  }

  Endpoint client() {
    return end(original, "src", "sport");
  }

  Endpoint server() {
    return end(original, "dst", "dport");
  }

  /** The server as it has itself. */
  Endpoint behind() {
    return reply.isEmpty() ? server() : end(reply, "src", "sport");
  }

  /** The client as the server has it. */
  Endpoint seen() {
    return reply.isEmpty() ? client() : end(reply, "dst", "dport");
  }

  /** A counter of a tuple; negative where the kernel does not count. */
  static long count(Map<String, String> tuple, String name) {
    String number = tuple.getOrDefault(name, "");
    return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : -1;
  }
}
