package salvor.report;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Outcome;
import salvor.evidence.Visible;

/** How it ended, in words; the source's own word is the evidence's and not yet made visible. */
public final class OutcomeWords {
  private OutcomeWords() {}

  /** The outcome alone: {@code denied 403}; also that nothing was recorded of it. */
  public static String of(Outcome outcome) {
    return word(outcome) + said(outcome);
  }

  /** What a line about an activity ends with; nothing where there is no more to say than that. */
  public static String behind(Activity activity, Outcome outcome) {
    return switch (outcome.result()) {
      case UNKNOWN -> outcome.said() == null ? "" : ", " + of(outcome);
      case SUCCEEDED ->
          outcome.said() == null
              ? ""
              : ", " + (isRequest(activity) ? "answered" : word(outcome)) + said(outcome);
      case ALLOWED, DENIED, FAILED -> ", " + of(outcome);
    };
  }

  private static boolean isRequest(@Nullable Activity activity) {
    return activity instanceof Activity.Alert alert
        ? isRequest(alert.about())
        : activity instanceof Activity.ApiRequest;
  }

  private static String word(Outcome outcome) {
    return switch (outcome.result()) {
      case UNKNOWN -> outcome.said() == null ? "not recorded" : "end not recorded";
      case SUCCEEDED -> "succeeded";
      case ALLOWED -> "allowed";
      case DENIED -> "denied";
      case FAILED -> "failed";
    };
  }

  private static String said(Outcome outcome) {
    return outcome.said() == null
        ? ""
        : outcome.result() == Outcome.Result.UNKNOWN
            ? " (" + outcome.said() + ")"
            : " " + outcome.said();
  }

  /** How many ended how, the most frequent first, safe to show: {@code 3 succeeded 200, 1 ...}. */
  public static String of(Map<Outcome, Integer> outcomes) {
    return sorted(outcomes).stream()
        .map(e -> e.getValue() + " " + Visible.text(of(e.getKey()), 80))
        .collect(Collectors.joining(", "));
  }

  static List<Map.Entry<Outcome, Integer>> sorted(Map<Outcome, Integer> outcomes) {
    return outcomes.entrySet().stream()
        .sorted(
            Map.Entry.<Outcome, Integer>comparingByValue()
                .reversed()
                .thenComparing(e -> of(e.getKey()), Comparator.naturalOrder()))
        .toList();
  }
}
