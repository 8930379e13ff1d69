package salvor.live;

import java.time.Instant;
import salvor.cluster.Trouble;

/**
 * A time in which a sensor was not heard, and may have written what was lost.
 *
 * @param sensor whose lines are missing
 * @param from the last that was heard of it
 * @param to when it was heard again
 * @param why what ended the connection
 */
public record Hole(Sensor sensor, Instant from, Instant to, Trouble why) {}
