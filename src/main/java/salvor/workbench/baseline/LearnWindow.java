package salvor.workbench.baseline;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Set;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Learning;
import salvor.baseline.Window;
import salvor.evidence.ObservedTime;
import salvor.evidence.TimeText;
import salvor.workbench.wording.VisibleText;

/** Which stretch of time is learned from, and which alerts are a log of all there is. */
final class LearnWindow {
  private final StringProperty from = new SimpleStringProperty("");
  private final StringProperty until = new SimpleStringProperty("");
  private final BooleanProperty beyond = new SimpleBooleanProperty();
  private final Set<String> telemetry = new HashSet<>();
  private final Runnable changed;

  /**
   * @param changed told when it is another
   */
  LearnWindow(@Nullable Long end, Runnable changed) {
    this.changed = changed;
    until.set(end == null ? "" : TimeText.rfc3339(end, 9));
    from.addListener((_, _, _) -> changed.run());
    until.addListener((_, _, _) -> changed.run());
    beyond.addListener((_, _, _) -> changed.run());
  }

  /** From when on, RFC 3339; blank for the first observation. */
  StringProperty from() {
    return from;
  }

  /** Until when, not included; blank for the last observation. */
  StringProperty until() {
    return until;
  }

  /** Ends it so long after a moment; null for no end. */
  void lasts(Instant now, @Nullable Duration length) {
    until.set(length == null ? "" : now.plus(length).truncatedTo(ChronoUnit.SECONDS).toString());
  }

  /** Whether it was looked at what is suspected, and is learned. */
  BooleanProperty beyond() {
    return beyond;
  }

  /** Takes the alerts of a rule for a log of all there is, or no more. */
  void telemetry(String rule, boolean all) {
    if (all ? telemetry.add(rule) : telemetry.remove(rule)) {
      changed.run();
    }
  }

  /** Whether it is over at a moment. */
  boolean isOver(Instant now) {
    try {
      Long end = time("Until", until.get());
      return end != null && end <= now.getEpochSecond() * 1_000_000_000L + now.getNano();
    } catch (IllegalArgumentException _) {
      return false; // it is told when it is learned
    }
  }

  /**
   * What is to be learned.
   *
   * @throws IllegalArgumentException when it is not understood; the message says why
   */
  Learning learning(Ground.Suspicion suspicion) {
    Long first = time("From", from.get());
    Long end = time("Until", until.get());
    if (first != null && end != null && end <= first) {
      throw new IllegalArgumentException("Until is not after From");
    }
    Long suspected = beyond.get() && !suspicion.certain() ? null : suspicion.from();
    return new Learning(
        first, end, suspected == null ? null : new Window(suspected, Long.MAX_VALUE), telemetry);
  }

  private static @Nullable Long time(String field, String text) {
    if (text.isBlank()) {
      return null;
    }
    ObservedTime time =
        TimeText.read(text.strip())
            .orElseThrow(() ->
                new IllegalArgumentException(
                    field
                        + ": "
                        + VisibleText.of(text, 60)
                        + " is no RFC 3339 time such as 2026-11-23T04:43:46Z"));
    return time.nanos();
  }
}
