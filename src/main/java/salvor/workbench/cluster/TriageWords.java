package salvor.workbench.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salvor.live.TriageLog;
import salvor.workbench.wording.Moments;
import salvor.workbench.wording.VisibleText;

/** What responders decide of pods, in words. */
final class TriageWords {
  private static final int LIMIT = 60;

  private TriageWords() {}

  static String state(TriageLog.State state) {
    return switch (state) {
      case UNSEEN -> "unseen";
      case CLEARED -> "cleared";
      case SUSPICIOUS -> "suspicious";
      case COMPROMISED -> "compromised";
    };
  }

  /** The state alone; unseen where nothing was decided. */
  static String state(TriageLog.@Nullable Entry entry) {
    return state(entry == null ? TriageLog.State.UNSEEN : entry.state());
  }

  /** The state, who decided so, and when. */
  static String signed(TriageLog.@Nullable Entry entry) {
    if (entry == null) {
      return "unseen: nobody decided of it yet";
    }
    Instant at = entry.time();
    return state(entry.state())
        + ", by "
        + VisibleText.of(entry.author(), LIMIT)
        + " at "
        + Moments.seconds(at.getEpochSecond() * 1_000_000_000L + at.getNano())
        + (entry.note().isEmpty() ? "" : ": " + VisibleText.of(entry.note(), 4 * LIMIT));
  }
}
