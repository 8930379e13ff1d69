package salvor.timeline;

import salvor.evidence.Observations;
import salvor.evidence.Quality;

/**
 * The rows whose time can be true, from when on something was recorded. A clock that was never set,
 * a record of the year 2081, a process that ran for weeks before the sensor, or what a file
 * carries, must not stretch an hour to a century; its rows stay where they are, outside of what is
 * framed.
 *
 * @param from the first of them
 * @param to the row after the last of them
 * @param timed how many rows have a time at all
 */
public record Extent(int from, int to, int timed) {

  /** Of observations; of times of files when there are no others, of all when none can be true. */
  public static Extent of(Observations observations) {
    int suspect = Quality.TIME_SUSPECT.bit();
    Extent events = of(observations, suspect | Quality.FILE_TIME.bit());
    Extent found = events.size() > 0 ? events : of(observations, suspect);
    int timed = observations.timed();
    return found.size() > 0 ? found : new Extent(0, timed, timed);
  }

  private static Extent of(Observations observations, int without) {
    int timed = observations.timed();
    int from = 0;
    while (from < timed
        && ((observations.quality(from) & without) != 0 || observations.beganBeforeSensor(from))) {
      from++;
    }
    int to = timed;
    while (to > from && (observations.quality(to - 1) & without) != 0) {
      to--;
    }
    return new Extent(from, to, timed);
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
