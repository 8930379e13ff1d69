package salvor.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observations;

/**
 * The times in which sources lost events, and which tracks those sources speak of: those on which
 * they saw something, and all others of the same nodes, since what they would have seen there may
 * be what was lost. Files that one sensor wrote are one source here. The gaps of one source follow
 * each other and do not overlap, so those in a window are found by searching.
 *
 * <p>Where nothing was lost nothing is kept: which lanes no sensor recorded is {@link Coverage}'s
 * to say, whatever was lost.
 */
final class Gaps {
  private final LaneTree tree;
  private final TrackNodes nodes;
  private final Sensors sensors;
  private final Present present;
  private final List<Gap> gaps;
  private final BitSet[] sourcesOfTrack;
  private final Map<String, BitSet> everywhere =
      new HashMap<>(); // sources of no node, such as a watch of pods, by cluster
  private final Map<Integer, Gap[]> ofSource = new HashMap<>();
  private final Map<Integer, int[]> sourcesOfLane = new ConcurrentHashMap<>();

  Gaps(
      Observations observations,
      LaneTree tree,
      TrackNodes nodes,
      Sensors sensors,
      Present present) {
    this.present = present;
    this.tree = tree;
    this.nodes = nodes;
    this.sensors = sensors;
    sourcesOfTrack = new BitSet[tree.size()];
    Arrays.setAll(sourcesOfTrack, _ -> new BitSet());
    gaps = anyLost(observations) ? List.copyOf(find(observations)) : List.of();
    Map<Integer, List<Gap>> lists = new HashMap<>();
    gaps.forEach(g -> lists.computeIfAbsent(writer(g.source()), _ -> new ArrayList<>()).add(g));
    lists.forEach((source, list) -> ofSource.put(source, list.toArray(Gap[]::new)));
  }

  private List<Gap> find(Observations observations) {
    List<Gap> found = new ArrayList<>();
    long[] lastOfSource = new long[16];
    BitSet seen = new BitSet();
    for (int row = 0; row < observations.timed(); row++) {
      int source = writer(observations.sourceId(row));
      int track = tree.trackOf(row);
      long time = observations.time(row);
      if (source >= lastOfSource.length) {
        lastOfSource = Arrays.copyOf(lastOfSource, Math.max(source + 1, lastOfSource.length * 2));
      }
      if (observations.kind(row) == Kind.EVENTS_LOST
          && observations.activity(observations.activityId(row))
              instanceof Activity.EventsLost(long count, _)) {
        long from = seen.get(source) ? lastOfSource[source] : time;
        found.add(new Gap(from, time, count, observations.sourceId(row), row));
      }
      if (observations.kind(row) == Kind.NOT_HEARD
          && observations.activity(observations.activityId(row))
              instanceof Activity.NotHeard unheard) {
        long to =
            unheard.isOpen() ? observations.time(observations.timed() - 1) : time + unheard.nanos();
        found.add(new Gap(time, to, 0, observations.sourceId(row), row, unheard.isOpen()));
        if (observations.location(observations.locationId(row)).node() == null) {
          everywhere.computeIfAbsent(cluster(tree.lane(track)), _ -> new BitSet()).set(source);
        }
      }
      if (!isGap(observations.kind(row)) || nodes.of(track) != null) {
        sourcesOfTrack[track].set(source);
      }
      seen.set(source);
      lastOfSource[source] = time;
    }
    shareOnNodes();
    found.sort(Comparator.comparingLong(Gap::to)); // what was not heard may end after what follows
    return found;
  }

  /** The number of the sensor that wrote a source; other sources have numbers of their own. */
  private int writer(int source) {
    int sensor = sensors.of(source);
    return sensor >= 0 ? 2 * sensor : 2 * source + 1;
  }

  private void shareOnNodes() {
    Map<String, BitSet> ofNode = new HashMap<>();
    for (int track = 0; track < sourcesOfTrack.length; track++) {
      String node = nodes.of(track);
      if (node != null) {
        BitSet all = ofNode.computeIfAbsent(node, _ -> new BitSet());
        all.or(sourcesOfTrack[track]);
        sourcesOfTrack[track] = all;
      }
    }
  }

  private static boolean isGap(Kind kind) {
    return kind == Kind.EVENTS_LOST || kind == Kind.NOT_HEARD;
  }

  private static boolean anyLost(Observations observations) {
    for (int row = 0; row < observations.timed(); row++) {
      if (isGap(observations.kind(row))) {
        return true;
      }
    }
    return false;
  }

  /** In the order of their ends. */
  List<Gap> all() {
    return gaps;
  }

  /** Covers the cells in which a source that speaks of a lane lost events, if there are any. */
  boolean sweep(Lane lane, Viewport viewport, Cells covered) {
    if (gaps.isEmpty()) {
      return false;
    }
    boolean any = false;
    for (int source : sourcesOfLane.computeIfAbsent(lane.id(), _ -> sources(lane))) {
      any |= sweep(ofSource.getOrDefault(source, new Gap[0]), viewport, covered);
    }
    return any;
  }

  private boolean sweep(Gap[] gaps, Viewport viewport, Cells covered) {
    long width = viewport.nanosPerPixel();
    boolean any = false;
    for (int i = endingFrom(gaps, 0, viewport.from());
        i < gaps.length && gaps[i].from() < viewport.to(); ) {
      any = true;
      int from = (int) (Math.max(0, gaps[i].from() - viewport.from()) / width);
      int to = (int) ((Math.min(viewport.to() - 1, end(gaps[i])) - viewport.from()) / width);
      for (int cell = from; cell <= to; cell++) {
        covered.add(cell, (byte) 1, 1);
      }
      i = endingFrom(gaps, i + 1, viewport.from() + (to + 1) * width); // past what is covered
    }
    return any;
  }

  /** What is not heard is not heard until now. */
  private long end(Gap gap) {
    return gap.open() ? present.last(gap.to()) : gap.to();
  }

  private int endingFrom(Gap[] gaps, int first, long nanos) {
    int low = first;
    int high = gaps.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (end(gaps[middle]) < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** What is not heard on a lane at a time and was not heard since, the longest silence first. */
  List<Gap> openAt(Lane lane, long time) {
    return Arrays.stream(sourcesOfLane.computeIfAbsent(lane.id(), _ -> sources(lane)))
        .mapToObj(source -> ofSource.getOrDefault(source, new Gap[0]))
        .flatMap(Arrays::stream)
        .filter(gap -> gap.open() && gap.from() <= time && time <= end(gap))
        .sorted(Comparator.comparingLong(Gap::from))
        .toList();
  }

  private static String cluster(Lane lane) {
    String cluster = lane.cluster();
    return cluster == null ? "" : cluster;
  }

  /** The sources with gaps that speak of a lane. */
  private int[] sources(Lane lane) {
    Lane parent = lane.parent();
    Lane group = lane.level() == Lane.Level.PROGRAM && parent != null ? parent : lane;
    BitSet all = new BitSet();
    for (Lane track : tree.tracks(group)) {
      all.or(everywhere.getOrDefault(cluster(track), new BitSet()));
      if (track.id() < sourcesOfTrack.length) {
        all.or(sourcesOfTrack[track.id()]);
      }
    }
    return all.stream().filter(ofSource::containsKey).toArray();
  }
}
