package salvor.baseline;

import java.util.HashMap;
import java.util.Map;
import salvor.evidence.Observations;

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
      if (!observations.beganBeforeSensor(row)) {
        begins.putIfAbsent(observations.sourceId(row), observations.time(row));
      }
    }
  }

  /** From when on a row's source knows what the row tells; never when it recorded nothing else. */
  long time(int row) {
    long time = observations.time(row);
    return observations.beganBeforeSensor(row)
        ? Math.max(time, begins.getOrDefault(observations.sourceId(row), Long.MAX_VALUE))
        : time;
  }
}
