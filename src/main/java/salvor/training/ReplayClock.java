package salvor.training;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Carries the time of a recording over to now: what was recorded at {@code begin} happens when the
 * clock is started, and everything after it as much later, at a speed, with pauses.
 *
 * <p>What lies before {@code begin} is carried over at its own pace, so that a pod that was three
 * days old stays three days old.
 */
public final class ReplayClock {
  private final InstantSource wall;
  private final Instant begin;
  private final Instant started;
  private final double speed;
  private Instant played;
  private Instant since;
  private boolean paused;

  /**
   * A running clock.
   *
   * @param begin the recorded time at which to begin
   * @param speed how many recorded seconds pass in one second, above 0
   */
  public ReplayClock(InstantSource wall, Instant begin, double speed) {
    if (!(speed > 0 && speed <= 1000)) {
      throw new IllegalArgumentException("a speed is above 0 and at most 1000: " + speed);
    }
    this.wall = wall;
    this.begin = begin;
    this.started = wall.instant();
    this.speed = speed;
    this.played = begin;
    this.since = started;
  }

  /** The recorded time that is reached now. */
  public Instant recorded() {
    return paused ? played : played.plus(scaled(Duration.between(since, wall.instant()), speed));
  }

  /** The time now. */
  public Instant now() {
    return wall.instant();
  }

  /** The recorded time from which is played. */
  Instant begin() {
    return begin;
  }

  /** Whether the clock stands. */
  public boolean isPaused() {
    return paused;
  }

  /** Stops the recorded time, or lets it go on. */
  public void pause(boolean stop) {
    if (stop != paused) {
      played = recorded();
      since = wall.instant();
      paused = stop;
    }
  }

  /**
   * The time now at which something recorded happens, as far as is known: for what is yet to come,
   * if the clock is not stopped until then.
   */
  public Instant carried(Instant recordedTime) {
    if (recordedTime.isBefore(begin)) {
      return started.minus(Duration.between(recordedTime, begin));
    }
    return since.plus(scaled(Duration.between(played, recordedTime), 1 / speed));
  }

  private static Duration scaled(Duration duration, double factor) {
    return Duration.ofNanos(Math.round(duration.toNanos() * factor));
  }
}
