package salvor.timeline;

import java.util.Map;
import java.util.OptionalLong;

/**
 * What time it is in a recording that goes on, and until when what happens on each node is heard.
 * There, a node of which nothing arrives is quiet, and what is not heard stays so until now. Of a
 * recording that has ended none of it is ever told. Moves on while timelines show it; safe for
 * several threads.
 */
public final class Present {
  private volatile Told told = new Told(Long.MIN_VALUE, Map.of());

  private record Told(long time, Map<String, Long> heard) {}

  /**
   * Says what time it is.
   *
   * @param heard node to the time until which its sensors are heard; a node is not in it where no
   *     sensor wrote anything yet
   */
  public void is(long time, Map<String, Long> heard) {
    told = new Told(time, Map.copyOf(heard));
  }

  /** Whether the recording goes on. */
  boolean goesOn() {
    return told.time() != Long.MIN_VALUE;
  }

  /** The last time of which anything is known: the present, or what came last. */
  long last(long last) {
    return Math.max(last, told.time());
  }

  /** Until when a node is heard; nothing where it is not known. */
  OptionalLong heard(String node) {
    Long until = told.heard().get(node);
    return until == null ? OptionalLong.empty() : OptionalLong.of(until);
  }
}
