package salvor.timeline;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import salvor.baseline.HourlyCounts;
import salvor.baseline.WatchedHours;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Quality;

/**
 * Which hours of lanes sensors watched from begin to end. An hour of a node counts as watched when
 * it lies in a record of a sensor, see {@link Coverage}, and that sensor or another wrote anything
 * at all of the node in it: a sensor that stood still leaves a hole inside of its record, and that
 * hole is no silence of the workloads.
 */
final class HourWatch {
  private static final long HOUR = HourlyCounts.HOUR;

  private final Coverage coverage;
  private final TrackNodes nodes;
  private final long first;
  private final long end;
  private final Map<String, BitSet> written = new HashMap<>();
  private final Map<Long, Long> lost = new HashMap<>();

  HourWatch(TimelineModel timeline) {
    Observations observations = timeline.observations();
    coverage = timeline.coverage();
    nodes = new TrackNodes(observations, timeline.tree());
    first = Math.floorDiv(timeline.first(), HOUR);
    end = Math.floorDiv(timeline.last(), HOUR) + 1;
    for (int row = timeline.ordinary().from(); row < timeline.ordinary().to(); row++) {
      boolean proves = (observations.quality(row) & Quality.TIME_SUSPECT.bit()) == 0;
      if (proves
          && observations.kind(row) != Kind.API_REQUEST
          && coverage.sensor(observations.sourceId(row)) >= 0) {
        wrote(timeline.tree().trackOf(row), observations.time(row));
      }
    }
    timeline.gaps().forEach(this::lost);
  }

  private void wrote(int track, long time) {
    String node = nodes.of(track);
    if (node != null) {
      written
          .computeIfAbsent(node, _ -> new BitSet())
          .set((int) (Math.floorDiv(time, HOUR) - first));
    }
  }

  /** What a source lost counts for every lane: it may have been of any. */
  private void lost(Gap gap) {
    long from = Math.max(first, Math.floorDiv(gap.from(), HOUR));
    long to = Math.min(end, Math.floorDiv(gap.to(), HOUR));
    long count = gap.lost() == 0 ? WatchedHours.ANY_NUMBER : gap.lost();
    for (long hour = from; hour <= to; hour++) {
      lost.merge(hour, count, (a, b) -> Math.min(WatchedHours.ANY_NUMBER, a + b));
    }
  }

  /** Whether it is known on which nodes all of these lanes ran. */
  boolean knowsNodes(List<Lane> tracks) {
    return tracks.stream().allMatch(track -> nodes.of(track.id()) != null);
  }

  /** The hours in which all of these lanes were watched; none where a node is not known. */
  WatchedHours of(List<Lane> tracks) {
    BitSet all = new BitSet();
    all.set(0, tracks.isEmpty() ? 0 : (int) (end - first));
    for (Lane track : tracks) {
      String node = nodes.of(track.id());
      BitSet wrote = node == null ? new BitSet() : written.getOrDefault(node, new BitSet());
      all.and(wrote);
      all.and(recorded(track));
    }
    return new WatchedHours(first, all, lost);
  }

  private BitSet recorded(Lane track) {
    BitSet hours = new BitSet();
    for (Coverage.Watch watch : coverage.of(track).orElse(List.of())) {
      long from = Math.max(first, Math.ceilDiv(watch.from(), HOUR));
      long until = Math.min(end, Math.floorDiv(watch.to() + 1, HOUR));
      if (until > from) {
        hours.set((int) (from - first), (int) (until - first));
      }
    }
    return hours;
  }
}
