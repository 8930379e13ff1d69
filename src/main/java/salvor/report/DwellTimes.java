package salvor.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.playbook.Isolation;
import salvor.timeline.CutOff;
import salvor.timeline.DwellRuler;
import salvor.timeline.Milestone;

/**
 * The times that an incident is measured by: those of the case's ruler, and where nobody set that
 * the pod is isolated, the verification that the ledger tells. What is not known stays open.
 *
 * @param compromised when it was compromised, at the earliest
 * @param detected when that was told first
 * @param contained when the last of the pods that are out of profile was first seen to be cut off;
 *     never when that was asked for
 * @param share how many of these pods are cut off
 * @param byLedger whether only the ledger was asked: which other pods are out of profile is not
 *     known then
 */
public record DwellTimes(
    @Nullable Instant compromised,
    @Nullable Instant detected,
    @Nullable Instant contained,
    CutOff.Share share,
    boolean byLedger) {
  /** Nothing is known. */
  public static final DwellTimes NONE = new DwellTimes(null, null, null, CutOff.Share.NONE, false);

  /** No time is known but that of the verification, by the ledger alone. */
  public static DwellTimes of(Isolation isolation) {
    return new DwellTimes(
        null, null, isolation.since(), new CutOff.Share(isolation.cut(), isolation.known()), true);
  }

  /** The times of a ruler; what a person set counts more than the ledger. */
  public static DwellTimes of(DwellRuler ruler) {
    return new DwellTimes(
        time(ruler, Milestone.COMPROMISE_POSSIBLE),
        time(ruler, Milestone.FIRST_ALERT),
        time(ruler, Milestone.ISOLATED),
        ruler.cutOff().share(),
        false);
  }

  private static @Nullable Instant time(DwellRuler ruler, Milestone milestone) {
    return ruler.point(milestone).map(point -> ofNanos(point.time())).orElse(null);
  }

  private static Instant ofNanos(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }

  /** From compromise to detection; empty while one of them is open. */
  public Optional<Duration> untilDetected() {
    return between(compromised, detected);
  }

  /** From detection to verified containment; likewise. */
  public Optional<Duration> untilContained() {
    return between(detected, contained);
  }

  /** From compromise to verified containment; likewise. */
  public Optional<Duration> whole() {
    return between(compromised, contained);
  }

  private static Optional<Duration> between(@Nullable Instant from, @Nullable Instant to) {
    return from == null || to == null ? Optional.empty() : Optional.of(Duration.between(from, to));
  }
}
