package salvor.training;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Carries the time of a recording over to now: what was recorded at {@code begin} happens when the
 * clock is started, and everything after it as much later, at a speed that can be changed.
 *
 * <p>What lies before {@code begin} is carried over at its own pace, so that a pod that was three
 * days old stays three days old.
 */
public final class ReplayClock {
  /** The highest speed. */
  public static final double FASTEST = 1000;

  private final InstantSource wall;
  private final Instant begin;
  private final Instant started;
  private double speed;
  private final List<Stretch> stretches = new ArrayList<>();
  private Instant played;
  private Instant since;

  /**
   * A running clock.
   *
   * @param begin the recorded time at which to begin
   * @param speed how many recorded seconds pass in one second, from 0 (the clock stands) to {@link
   *     #FASTEST}
   */
  public ReplayClock(InstantSource wall, Instant begin, double speed) {
    this.wall = wall;
    this.begin = begin;
    this.started = wall.instant();
    this.played = begin;
    this.since = started;
    this.speed = possible(speed);
  }

  private static double possible(double speed) {
    if (!(speed >= 0 && speed <= FASTEST)) {
      throw new IllegalArgumentException("a speed is from 0 to " + (int) FASTEST + ": " + speed);
    }
    return speed;
  }

  /** The recorded time that is reached now. */
  public Instant recorded() {
    return played.plus(scaled(Duration.between(since, wall.instant()), speed));
  }

  /** The time now. */
  public Instant now() {
    return wall.instant();
  }

  /** The recorded time from which is played. */
  Instant begin() {
    return begin;
  }

  /** How many recorded seconds pass in one second; 0 when the clock stands. */
  public double speed() {
    return speed;
  }

  /** Lets the recorded time go on at another speed; 0 stops it. */
  public void speed(double wanted) {
    double next = possible(wanted);
    stretches.add(new Stretch(played, since, speed));
    played = recorded();
    since = wall.instant();
    speed = next;
  }

  /**
   * The time now at which something recorded happens: for what is yet to come, if the speed stays
   * as it is; while the clock stands, as if it went on now.
   */
  public Instant carried(Instant recordedTime) {
    if (recordedTime.isBefore(begin)) {
      return started.minus(Duration.between(recordedTime, begin));
    }
    for (Stretch past : stretches.reversed()) {
      if (recordedTime.isBefore(played)
          && past.speed() > 0
          && !recordedTime.isBefore(past.from())) {
        return past.wall()
            .plus(scaled(Duration.between(past.from(), recordedTime), 1 / past.speed()));
      }
    }
    Instant from = speed == 0 ? wall.instant() : since;
    return from.plus(scaled(Duration.between(played, recordedTime), speed == 0 ? 1 : 1 / speed));
  }

  /** A time of one speed that is over. */
  private record Stretch(Instant from, Instant wall, double speed) {}

  private static Duration scaled(Duration duration, double factor) {
    return Duration.ofNanos(Math.round(duration.toNanos() * factor));
  }
}
