package salvor.timeline;

import salvor.evidence.Observations;
import salvor.evidence.Quality;

/**
 * The rows whose time can be true, from when on something was recorded. A clock that was never set,
 * a record of the year 2081, or a process that ran for weeks before the sensor, must not stretch an
 * hour to a century; its rows stay where they are, outside of what is framed.
 *
 * @param from the first of them
 * @param to the row after the last of them
 * @param timed how many rows have a time at all
 */
public record Extent(int from, int to, int timed) {

  /** Of observations; when no time can be true, of all of them. */
  public static Extent of(Observations observations) {
    int timed = observations.timed();
    int from = 0;
    while (from < timed
        && (isSuspect(observations, from) || observations.beganBeforeSensor(from))) {
      from++;
    }
    int to = timed;
    while (to > from && isSuspect(observations, to - 1)) {
      to--;
    }
    return from == to ? new Extent(0, timed, timed) : new Extent(from, to, timed);
  }

  private static boolean isSuspect(Observations observations, int row) {
    return (observations.quality(row) & Quality.TIME_SUSPECT.bit()) != 0;
  }

  /** How many rows have a time that can be true. */
  public int size() {
    return to - from;
  }

  /** How many rows are said to be earlier than can be, or than was recorded. */
  public int before() {
    return from;
  }

  /** How many rows are said to be later than can be. */
  public int after() {
    return timed - to;
  }
}
