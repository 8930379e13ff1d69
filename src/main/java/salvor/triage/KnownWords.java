package salvor.triage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import salvor.baseline.Reason;
import salvor.baseline.Verdict;
import salvor.evidence.Kind;
import salvor.evidence.Quality;
import salvor.timeline.Milestone;

/** What a filter can compare a field with where all there can be is known: a slip is told. */
final class KnownWords {
  private KnownWords() {}

  /** The usual words in alphabetical order; empty where people or evidence have their own. */
  static List<String> of(FilterField field) {
    return switch (field) {
      case KIND -> names(Kind.values());
      case VERDICT -> names(Verdict.values());
      case REASON -> names(Reason.values());
      case QUALITY -> names(Quality.values());
      case MILESTONE -> names(Milestone.values());
      case TRIAGE -> List.of("cleared", "compromised", "suspicious", "unseen");
      default -> List.of();
    };
  }

  /** Requires that something can fit. */
  static void require(FilterField field, TextPattern pattern, int position) throws FilterError {
    List<String> words = of(field);
    boolean fits =
        words.isEmpty()
            || words.stream().anyMatch(pattern::fits)
            || (field == FilterField.KIND
                && Arrays.stream(Kind.values()).anyMatch(kind -> fits(kind, pattern)));
    if (!fits) {
      throw new FilterError(position, "one of " + String.join(", ", words));
    }
  }

  /** Elsewhere a colon stands between a field and its value; searched as text it finds nothing. */
  static void requireNoColon(Term.Value word, Set<FilterField> fields) throws FilterError {
    int colon = word.plain().indexOf(':');
    Optional<FilterField> field =
        FilterField.named(word.plain().substring(0, Math.max(0, colon))).filter(fields::contains);
    if (field.isPresent()) {
      throw new FilterError(
          word.position() + colon,
          String.join(" ", field.get().signs())
              + " in place of the colon; what stands in \" \" is sought as it is");
    }
  }

  /** Whether a kind is meant. */
  static boolean fits(Kind kind, TextPattern pattern) {
    return pattern.fits(kind.name()) || pattern.fits(kind.words()) || pattern.fits(brief(kind));
  }

  /** How people call a kind when they are in a hurry. */
  private static String brief(Kind kind) {
    return switch (kind) {
      case PROCESS_STARTED -> "exec";
      case PROCESS_ENDED -> "exit";
      case CONNECTION_OPENED -> "connect";
      case CONNECTION_ACCEPTED -> "accept";
      case LISTENING -> "listen";
      case NAME_LOOKED_UP -> "dns";
      case FILE_OPENED -> "open";
      case FILE_WRITTEN -> "write";
      case FILE_DELETED -> "delete";
      case KERNEL_ACTION -> "kernel";
      case API_REQUEST -> "api";
      case ALERT -> "alert";
      case EVENTS_LOST -> "lost";
      case CLUSTER_EVENT -> "event";
      case NOT_HEARD -> "unheard";
      case LOGGED -> "log";
    };
  }

  static List<String> names(Enum<?>[] values) {
    return Arrays.stream(values).map(v -> v.name().toLowerCase(Locale.ROOT)).sorted().toList();
  }
}
