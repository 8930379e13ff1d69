package salvor.cluster.fabric8;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long is waited for what.
 *
 * @param answer for an answer to begin, and between its pieces
 * @param silence for the next line of a watch; a server sends a bookmark every minute
 * @param first before the second try
 * @param longest between later tries
 */
public record Patience(Duration answer, Duration silence, Duration first, Duration longest) {
  /** For real clusters. */
  public static final Patience ORDINARY =
      new Patience(
          Duration.ofSeconds(20),
          Duration.ofSeconds(150),
          Duration.ofSeconds(1),
          Duration.ofSeconds(30));

  /** How long before try number {@code failures} + 1: doubled each time, half of it by chance. */
  Duration pause(int failures, RandomGenerator chance) {
    long full = first.toMillis() << Math.clamp(failures - 1L, 0, 16);
    long most = Math.min(full, longest.toMillis());
    return Duration.ofMillis(most / 2 + chance.nextLong(most / 2 + 1));
  }
}
