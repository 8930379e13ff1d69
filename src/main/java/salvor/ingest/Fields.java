package salvor.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.evidence.NaiveTime;
import salvor.evidence.ObservedTime;
import salvor.evidence.TimeText;
import tools.jackson.databind.JsonNode;

/**
 * Members of a JSON record, taken as what they mean and never as what they should be: a member that
 * is absent, or is of another type than expected, is null, and nothing here throws. Sensors write
 * the same member as a number in one version and as a text in the next, so both are taken for both.
 */
public final class Fields {
  /**
   * The first nanosecond of the year 2000: a smaller raw number counts from the boot of the
   * machine, not from 1970.
   */
  private static final long WALL_CLOCK = 946_684_800_000_000_000L;

  private static final long NOT_SET = 4_294_967_295L;

  private Fields() {}

  /**
   * The member at the end of the path, or null when any step of it is absent, null or no object.
   */
  public static @Nullable JsonNode at(@Nullable JsonNode node, String... path) {
    JsonNode at = node;
    for (String step : path) {
      at = at != null && at.isObject() ? at.get(step) : null;
    }
    return at == null || at.isNull() || at.isMissingNode() ? null : at;
  }

  /**
   * A text, or a number or truth value as text; null also for the spellings of "nothing" that
   * sensors use.
   */
  public static @Nullable String text(@Nullable JsonNode node, String... path) {
    JsonNode at = at(node, path);
    if (at == null || at.isContainer()) {
      return null;
    }
    String text = at.isString() ? at.stringValue() : at.asString();
    return switch (text) {
      case "", "<NA>", "<nil>", "null", "N/A" -> null;
      default -> text;
    };
  }

  /**
   * A text exactly as it stands, for what people typed: "null" is a word there. Null when it is
   * absent, empty or no text.
   */
  public static @Nullable String exact(@Nullable JsonNode node, String... path) {
    JsonNode at = at(node, path);
    return at == null || !at.isString() || at.stringValue().isEmpty() ? null : at.stringValue();
  }

  /**
   * The texts of a list exactly as they stand, numbers as text; what else stands in it is left out.
   */
  public static List<String> texts(@Nullable JsonNode node, String... path) {
    JsonNode list = at(node, path);
    List<String> texts = new ArrayList<>();
    if (list != null && list.isArray()) {
      for (JsonNode each : list) {
        if (each.isString()) {
          texts.add(each.stringValue());
        } else if (each.isNumber()) {
          texts.add(each.asString());
        }
      }
    }
    return texts;
  }

  /** The first of the members that is a text. */
  public static @Nullable String firstText(@Nullable JsonNode node, String... names) {
    for (String name : names) {
      String text = text(node, name);
      if (text != null) {
        return text;
      }
    }
    return null;
  }

  /** A whole number, also one written as text; null when it is none or does not fit. */
  public static @Nullable Long number(@Nullable JsonNode node, String... path) {
    JsonNode at = at(node, path);
    if (at == null) {
      return null;
    }
    if (at.isNumber()) {
      return at.isIntegralNumber() && at.canConvertToLong() ? Long.valueOf(at.longValue()) : null;
    }
    return at.isString() ? whole(at.stringValue()) : null;
  }

  private static @Nullable Long whole(String text) {
    if (text.isEmpty() || text.length() > 20) {
      return null;
    }
    for (int i = text.charAt(0) == '-' ? 1 : 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /** A whole number that fits into 32 bits. */
  public static @Nullable Integer integer(@Nullable JsonNode node, String... path) {
    Long number = number(node, path);
    return number == null || number != number.intValue()
        ? null
        : Integer.valueOf(number.intValue());
  }

  /** A process id: a positive number. */
  public static @Nullable Integer pid(@Nullable JsonNode node, String... path) {
    Integer pid = integer(node, path);
    return pid == null || pid <= 0 ? null : pid;
  }

  /** A user id; null for the two spellings of "not set", 4294967295 and -1. */
  public static @Nullable Integer uid(@Nullable JsonNode node, String... path) {
    Long uid = number(node, path);
    return uid == null || uid < 0 || uid == NOT_SET || uid > Integer.MAX_VALUE
        ? null
        : Integer.valueOf(uid.intValue());
  }

  /** A port, 0 when there is none. */
  public static int port(@Nullable JsonNode node, String... path) {
    Long port = number(node, path);
    return port == null || port < 0 || port > 65_535 ? 0 : port.intValue();
  }

  /** A truth value: true, "true" or 1; null when it is none. */
  public static @Nullable Boolean truth(@Nullable JsonNode node, String... path) {
    String text = text(node, path);
    return text == null
        ? null
        : switch (text.toLowerCase(Locale.ROOT)) {
          case "true", "1" -> Boolean.TRUE;
          case "false", "0" -> Boolean.FALSE;
          default -> null;
        };
  }

  /** Whether the member is true. */
  public static boolean isTrue(@Nullable JsonNode node, String... path) {
    return Boolean.TRUE.equals(truth(node, path));
  }

  /**
   * A time: an RFC 3339 text, or nanoseconds since 1970 as number or text. Numbers that would lie
   * before 2000 are other clocks (since boot) or other units, which cannot be told apart: they are
   * no time.
   */
  public static @Nullable ObservedTime time(@Nullable JsonNode node, String... path) {
    Long nanos = number(node, path);
    Optional<ObservedTime> time =
        nanos == null
            ? TimeText.read(text(node, path))
            : nanos < WALL_CLOCK ? Optional.empty() : TimeText.ofNanos(nanos);
    return time.orElse(null);
  }

  /** A time, or else the time of day that a member names without a zone. */
  public static @Nullable ObservedTime orWithoutZone(
      @Nullable ObservedTime time, @Nullable JsonNode node, String... path) {
    return time != null ? time : NaiveTime.read(text(node, path)).orElse(null);
  }

  /**
   * A capability's name with its prefix and in capitals: {@code dac_override} becomes {@code
   * CAP_DAC_OVERRIDE}.
   */
  public static String capability(String name) {
    String capitals = name.strip().toUpperCase(Locale.ROOT);
    return capitals.startsWith("CAP_") ? capitals : "CAP_" + capitals;
  }

  /** An image reference without its digest; null when nothing else is left. */
  public static @Nullable String imageName(@Nullable String reference) {
    if (reference == null || reference.startsWith("sha256:")) {
      return null;
    }
    int digest = reference.indexOf("@sha256:");
    String name = digest < 0 ? reference : reference.substring(0, digest);
    return name.isEmpty() ? null : name;
  }

  /** Whether the member is there and not null, whatever it is. */
  public static boolean present(@Nullable JsonNode node, String... path) {
    return at(node, path) != null;
  }
}
