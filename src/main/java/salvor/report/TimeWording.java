package salvor.report;

import java.util.Optional;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Resolution;
import salvor.evidence.Source;
import salvor.evidence.TimeKind;

/** How exactly times are told, and what they are the time of, in words. */
public final class TimeWording {
  private TimeWording() {}

  /** One unit, as people write it. */
  public static String unit(Resolution resolution) {
    return switch (resolution) {
      case NANOSECOND -> "1 ns";
      case MICROSECOND -> "1 \u00b5s";
      case MILLISECOND -> "1 ms";
      case SECOND -> "1 s";
    };
  }

  /** One unit, as the machine-readable result has it. */
  static String code(Resolution resolution) {
    return switch (resolution) {
      case NANOSECOND -> "ns";
      case MICROSECOND -> "us";
      case MILLISECOND -> "ms";
      case SECOND -> "s";
    };
  }

  /** What times are the time of. */
  public static String kind(TimeKind kind) {
    return switch (kind) {
      case EVENT -> "when it happened";
      case OBSERVATION -> "when an agent took notice, after it happened";
      case STATE -> "when it was looked at; it began earlier";
      case FILE -> "what a file carries; whoever may write the file can set it";
      case UNKNOWN -> "whether when it happened or when it was noticed is not known";
    };
  }

  private static String kinds(String format) {
    TimeKind most = TimeKind.of(format);
    TimeKind starts = TimeKind.of(format, Kind.PROCESS_STARTED);
    return kind(most) + (most == starts ? "" : "; of a process when it was started");
  }

  /** Both of a source; empty for one without observations. */
  public static Optional<String> source(Source source, Observations observations) {
    if (source.observations() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        observations
            .resolutions()
            .ofSource(source.id())
            .map(fine -> "times to " + unit(fine) + ": " + kinds(source.format()))
            .orElse("no times"));
  }
}
