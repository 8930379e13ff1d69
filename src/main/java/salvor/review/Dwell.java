package salvor.review;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How long the attacker was there unnoticed, and how long it would have been had somebody looked at
 * what the baseline marks; all in nanoseconds since 1970.
 *
 * @param compromise when it began, as a person said; null when nobody did: it is not guessed
 * @param detected when it was noticed; null when nobody said and no sensor raised an alert
 * @param isDetectionSet whether a person said so; else it is a sensor's first alert
 * @param firstOut the first that is out of profile; null when nothing is
 * @param contained since when the pods are cut off, as it was verified from inside of them or as a
 *     person said; null when they are not: that it was asked for is not enough
 */
public record Dwell(
    @Nullable Long compromise,
    @Nullable Long detected,
    boolean isDetectionSet,
    @Nullable Long firstOut,
    @Nullable Long contained) {

  /** From compromise to detection, as it was. */
  public OptionalLong actual() {
    return between(compromise, detected);
  }

  /** From compromise to the first that is out of profile: what was possible. */
  public OptionalLong achievable() {
    return between(compromise, firstOut);
  }

  /** How much earlier it could have been noticed; negative when it was noticed before. */
  public OptionalLong gained() {
    return between(firstOut, detected);
  }

  /** From detection until the pods were cut off. */
  public OptionalLong untilContained() {
    return between(detected, contained);
  }

  private static OptionalLong between(@Nullable Long from, @Nullable Long to) {
    return from == null || to == null ? OptionalLong.empty() : OptionalLong.of(to - from);
  }
}
