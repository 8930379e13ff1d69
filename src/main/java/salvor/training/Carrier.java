package salvor.training;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Carries the times that stand in recorded objects and lines over to others, mostly to now. */
final class Carrier {
  private static final Pattern STAMP =
      Pattern.compile(
          "(?<![0-9])\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|\\+0000)");

  /** The time of a line in the common log format of web servers. */
  private static final Pattern WEB =
      Pattern.compile("\\[\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000]");

  private static final DateTimeFormatter WEB_TIME =
      DateTimeFormatter.ofPattern("'['dd/MMM/uuuu:HH:mm:ss xx']'", Locale.ENGLISH);
  private static final Set<String> NANOSECONDS =
      Set.of("evt.time", "evt.rawtime", "evt.time.iso8601", "proc.pid.ts", "proc.ppid.ts");
  private static final long BILLION = 1_000_000_000L;
  private final UnaryOperator<Instant> other;

  Carrier(ReplayClock clock) {
    this(clock::carried);
  }

  /** Carries each time over to what the function says. */
  Carrier(UnaryOperator<Instant> other) {
    this.other = other;
  }

  /** Carries over every time in a tree: texts that hold one, and Falco's numbers of nanoseconds. */
  JsonNode carry(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (var field : object.properties()) {
        field.setValue(field(field.getKey(), field.getValue()));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, field("", array.get(i)));
      }
    }
    return node;
  }

  private JsonNode field(String name, JsonNode value) {
    if (value.isString()) {
      String text = value.asString();
      String carried = text(text);
      return carried.equals(text) ? value : value.isString() ? string(carried) : value;
    }
    if (value.isNumber() && NANOSECONDS.contains(name)) {
      long nanos = value.asLong();
      Instant to = other.apply(Instant.ofEpochSecond(nanos / BILLION, nanos % BILLION));
      return tools.jackson.databind.node.JsonNodeFactory.instance.numberNode(
          to.getEpochSecond() * BILLION + to.getNano());
    }
    return value.isContainer() ? carry(value) : value;
  }

  private static JsonNode string(String text) {
    return tools.jackson.databind.node.JsonNodeFactory.instance.stringNode(text);
  }

  /** Carries over the times in a text; each keeps its number of digits. */
  String text(String text) {
    Matcher stamp = STAMP.matcher(text);
    String carried = stamp.replaceAll(found -> carried(found.group(), found.group(1)));
    return carried.indexOf('[') < 0
        ? carried
        : WEB.matcher(carried).replaceAll(found -> web(found.group()));
  }

  private String web(String stamp) {
    try {
      Instant to = other.apply(Instant.from(WEB_TIME.parse(stamp)));
      return WEB_TIME.format(to.atOffset(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return stamp;
    }
  }

  private String carried(String stamp, @org.jspecify.annotations.Nullable String fraction) {
    try {
      boolean zone = stamp.endsWith("+0000");
      Instant from = Instant.parse(zone ? stamp.substring(0, stamp.length() - 5) + "Z" : stamp);
      Instant to = other.apply(from);
      String seconds = Instant.ofEpochSecond(to.getEpochSecond()).toString();
      String digits =
          fraction == null
              ? ""
              : "." + "%09d".formatted(to.getNano()).substring(0, fraction.length() - 1);
      return seconds.substring(0, seconds.length() - 1) + digits + (zone ? "+0000" : "Z");
    } catch (DateTimeException e) {
      return stamp;
    }
  }
}
