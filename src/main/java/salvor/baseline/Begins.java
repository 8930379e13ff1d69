package salvor.baseline;

import java.util.HashMap;
import java.util.Map;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Quality;

/**
 * When each source began to record. A sensor that tells first of the processes that run already
 * gives the time when they started, which may be weeks ago: nothing was watched then. What it tells
 * of them holds from its first record of anything that happened.
 */
final class Begins {
  private final Observations observations;
  private final Map<Integer, Long> begins = new HashMap<>();

  Begins(Observations observations) {
    this.observations = observations;
    for (int row = 0; row < observations.timed(); row++) {
      if (!ranBefore(row)) {
        begins.putIfAbsent(observations.sourceId(row), observations.time(row));
      }
    }
  }

  /** Whether a row tells of a start before the sensor's own. */
  boolean ranBefore(int row) {
    return observations.kind(row) == Kind.PROCESS_STARTED
        && (observations.quality(row) & Quality.RUNNING_BEFORE_SENSOR.bit()) != 0;
  }

  /** From when on a row's source knows what the row tells; never when it recorded nothing else. */
  long time(int row) {
    long time = observations.time(row);
    return ranBefore(row)
        ? Math.max(time, begins.getOrDefault(observations.sourceId(row), Long.MAX_VALUE))
        : time;
  }
}
