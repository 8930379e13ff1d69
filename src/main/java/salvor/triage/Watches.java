package salvor.triage;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.Quality;
import salvor.evidence.Source;
import salvor.timeline.Sensors;
import salvor.workload.Location;

/**
 * How far each sensor recorded on each node, and whether it tells of the ends of processes. A
 * record that names no node speaks of its pod alone; one that no sensor wrote speaks of the whole
 * cluster.
 */
final class Watches {
  private static final String NOWHERE = place(Location.UNKNOWN);

  private final Observations observations;
  private final Sensors sensors;
  private final List<String> formats;
  private final Map<Key, Watch> ofKey = new HashMap<>();
  private final Map<List<Object>, Watch> all = new HashMap<>();
  private Key before = new Key(-1, -1);
  private Watch latest = new Watch("", "");

  private record Key(int source, int location) {}

  /** What one sensor recorded in one place. */
  private static final class Watch {
    final String format;
    final String place;
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    long lost = Long.MIN_VALUE;
    boolean ends;

    Watch(String format, String place) {
      this.format = format;
      this.place = place;
    }
  }

  /**
   * How far something was recorded.
   *
   * @param until the last record, epoch nanoseconds
   * @param broken whether there are gaps before it
   */
  record Reach(long until, boolean broken) {}

  Watches(Evidence evidence) {
    observations = evidence.observations();
    sensors = Sensors.of(evidence.sources());
    formats = evidence.sources().stream().map(Source::format).toList();
  }

  /** Takes a row with a time into account. */
  void see(int row) {
    if ((observations.quality(row) & Quality.TIME_SUSPECT.bit()) != 0) {
      return;
    }
    int source = observations.sourceId(row);
    int location = observations.locationId(row);
    if (source != before.source || location != before.location) {
      before = new Key(source, location);
      latest = ofKey.computeIfAbsent(before, _ -> watch(row));
    }
    long time = observations.time(row);
    latest.from = Math.min(latest.from, time);
    latest.to = Math.max(latest.to, time);
    switch (observations.kind(row)) {
      case PROCESS_ENDED -> latest.ends = true;
      case EVENTS_LOST, NOT_HEARD -> latest.lost = time;
      default -> {} // every other kind only shows that it was recorded
    }
  }

  private Watch watch(int row) {
    int source = observations.sourceId(row);
    int sensor = sensors.of(source);
    String place = placeOf(row);
    return all.computeIfAbsent(
        List.of(sensor >= 0 ? sensor : -1 - source, place), _ -> new Watch(format(row), place));
  }

  private String placeOf(int row) {
    return isSensors(row) ? place(observations.location(observations.locationId(row))) : "";
  }

  private static String place(Location at) {
    return at.node() != null ? "node " + at.nodeKey() : "pod " + at.podKey();
  }

  private String format(int row) {
    int source = observations.sourceId(row);
    return source < formats.size() ? formats.get(source) : "";
  }

  private boolean isSensors(int row) {
    return sensors.of(observations.sourceId(row)) >= 0;
  }

  /** What sensors of the same make recorded where a row happened. */
  private Stream<Watch> like(int row) {
    String format = format(row);
    String place = placeOf(row);
    return all.values().stream().filter(w -> w.format.equals(format) && w.place.equals(place));
  }

  /** Whether the ends of processes are told where a row happened. */
  boolean tellsEnds(int row) {
    return like(row).anyMatch(watch -> watch.ends);
  }

  /**
   * How far what saw some rows recorded after a time. A sensor counts more than an audit log, which
   * knows nothing of what goes on inside a container.
   */
  Reach after(long time, Collection<Integer> rows) {
    boolean bySensor = rows.stream().anyMatch(this::isSensors);
    List<Watch> saw =
        rows.stream()
            .filter(row -> isSensors(row) == bySensor)
            .flatMap(this::like)
            .distinct()
            .sorted(Comparator.comparingLong(watch -> watch.from))
            .toList();
    long until = time;
    boolean broken = false;
    for (Watch watch : saw) {
      broken |= watch.lost > time || (watch.from > until + 1 && watch.to > time);
      until = Math.max(until, watch.to);
    }
    List<String> makes = saw.stream().map(watch -> watch.format).distinct().toList();
    broken |=
        all.values().stream()
            .anyMatch(w -> w.place.equals(NOWHERE) && w.lost > time && makes.contains(w.format));
    return new Reach(until, broken);
  }
}
