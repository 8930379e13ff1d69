package salvor.evidence;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times of day that are written without a zone: {@code 2026-10-25 02:30:00.5}. Which moment one
 * means cannot be known from the evidence. It is never guessed: a person names the zone of the
 * source, and where the clocks of that zone were turned a time can mean two moments, or none.
 */
public final class NaiveTime {
  /** Why a time means no moment in a zone. */
  public enum Problem {
    /** The clocks were set back: it came twice. */
    TWICE,
    /** The clocks were set forward: it never came. */
    NEVER,
    /** It is no time that can be told. */
    OUT_OF_RANGE
  }

  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:[.,]([0-9]{1,30}))?");

  private NaiveTime() {}

  /** The time without its moment, for an observation; empty when the text is none. */
  public static Optional<ObservedTime> read(@Nullable String text) {
    return text == null || local(text) == null
        ? Optional.empty()
        : Optional.of(ObservedTime.withoutZone(text));
  }

  private static @Nullable LocalDateTime local(String text) {
    if (text.length() < 19 || text.length() > 50) {
      return null;
    }
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      return null;
    }
    try {
      LocalDateTime time = LocalDateTime.parse(parts.group(1) + "T" + parts.group(2));
      String fraction = parts.group(3) == null ? "" : parts.group(3);
      String nine =
          (fraction + "000000000").substring(0, 9); // more is cut, as where there is a zone
      boolean none = time.getYear() <= 1 || time.toEpochSecond(ZoneOffset.UTC) == 0;
      return none ? null : time.withNano(Integer.parseInt(nine));
    } catch (DateTimeException _) {
      return null;
    }
  }

  /** The moment in nanoseconds since 1970 that a text means in a zone; empty when it means none. */
  static Optional<Long> in(ZoneId zone, String text) {
    LocalDateTime time = local(text);
    List<ZoneOffset> offsets = time == null ? List.of() : zone.getRules().getValidOffsets(time);
    if (time == null || offsets.size() != 1) {
      return Optional.empty();
    }
    try {
      Instant moment = time.toInstant(offsets.getFirst());
      long seconds = Math.multiplyExact(moment.getEpochSecond(), 1_000_000_000L);
      return Optional.of(Math.addExact(seconds, moment.getNano()));
    } catch (ArithmeticException _) {
      return Optional.empty();
    }
  }

  /** Why a text means no moment in a zone; empty when it means one. */
  public static Optional<Problem> problem(ZoneId zone, String text) {
    if (in(zone, text).isPresent()) {
      return Optional.empty();
    }
    LocalDateTime time = local(text);
    int offsets = time == null ? 1 : zone.getRules().getValidOffsets(time).size();
    return Optional.of(
        offsets == 0 ? Problem.NEVER : offsets == 1 ? Problem.OUT_OF_RANGE : Problem.TWICE);
  }
}
