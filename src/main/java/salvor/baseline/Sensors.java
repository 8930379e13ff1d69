package salvor.baseline;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the sensors recorded at all, and from when to when. That something was not done can be told
 * of no other time: an audit log of a week says nothing of the programs that a sensor recorded for
 * ten minutes of it.
 */
final class Sensors {
  private static final Facet[] FACETS = Facet.values();

  /** One source of records. */
  private static final class Sensor {
    private long from = Long.MAX_VALUE;
    private long until = Long.MIN_VALUE;
    private int facets;
  }

  private final Map<Integer, Sensor> sensors = new HashMap<>();

  /** A source recorded something of a facet. */
  void see(int source, long time, Facet facet) {
    Sensor sensor = sensors.computeIfAbsent(source, s -> new Sensor());
    sensor.from = Math.min(sensor.from, time);
    sensor.until = Math.max(sensor.until, time);
    sensor.facets |= 1 << facet.ordinal();
  }

  /** The facets of which anything in a stretch of time was recorded, both ends included. */
  Set<Facet> recorded(long from, long until) {
    Map<Facet, Window> spans = new EnumMap<>(Facet.class);
    for (Sensor sensor : sensors.values()) {
      for (Facet facet : FACETS) {
        if ((sensor.facets & 1 << facet.ordinal()) != 0) {
          spans.merge(facet, new Window(sensor.from, sensor.until), Window::around);
        }
      }
    }
    Set<Facet> recorded = EnumSet.noneOf(Facet.class);
    spans.forEach((facet, span) -> {
      if (span.from() <= until && from <= span.until()) {
        recorded.add(facet);
      }
    });
    return recorded;
  }
}
