package salvor.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Kind;
import salvor.evidence.Observations;

/**
 * When sensors recorded what happens on a lane, as far as their records say so: a source watches a
 * node from its first to its last record there. Before and after that a lane is not quiet but not
 * recorded. Where a lane's node is not known, or where it is not known which sources are sensors,
 * nothing is said.
 */
public final class Coverage {
  /**
   * A time in which a source recorded a node.
   *
   * @param source its number
   * @param from its first record there
   * @param to its last one
   */
  public record Watch(int source, long from, long to) {}

  private final LaneTree tree;
  private final @Nullable String[] nodeOfTrack;
  private final Map<String, List<Watch>> watches = new HashMap<>();
  private final Map<Integer, Optional<List<Watch>>> ofLane = new ConcurrentHashMap<>();
  private final boolean known;

  private Coverage(Observations observations, LaneTree tree, BitSet sensors) {
    this.tree = tree;
    this.known = !sensors.isEmpty();
    this.nodeOfTrack = nodes(observations, tree);
    if (known) {
      watch(observations, sensors);
    }
  }

  /**
   * The coverage of all lanes.
   *
   * @param sensors the sources that record what happens on nodes; empty when that is not known
   */
  static Coverage of(Observations observations, LaneTree tree, BitSet sensors) {
    return new Coverage(observations, tree, sensors);
  }

  /** The node of each track; null where no source tells it, or where sources tell several. */
  private static @Nullable String[] nodes(Observations observations, LaneTree tree) {
    List<Set<String>> told = new ArrayList<>();
    for (int track = 0; track < tree.size(); track++) {
      told.add(new HashSet<>());
    }
    for (int id = 0; id < observations.locations(); id++) {
      String node = observations.location(id).node();
      if (node != null) {
        told.get(tree.trackOfLocation(id)).add(node);
      }
    }
    @Nullable String[] nodes = new @Nullable String[told.size()];
    Arrays.setAll(
        nodes, track -> told.get(track).size() == 1 ? told.get(track).iterator().next() : null);
    return nodes;
  }

  private void watch(Observations observations, BitSet sensors) {
    Map<Long, long[]> found = new HashMap<>(); // by source and track
    long lastKey = -1;
    long[] last = {};
    for (int row = 0; row < observations.timed(); row++) {
      int source = observations.sourceId(row);
      if (sensors.get(source) && observations.kind(row) != Kind.API_REQUEST) {
        long key = (long) source << 32 | tree.trackOf(row);
        if (key != lastKey) {
          long begin = observations.time(row);
          last = found.computeIfAbsent(key, _ -> new long[] {begin, begin});
          lastKey = key;
        }
        last[1] = observations.time(row);
      }
    }
    Map<String, Map<Integer, long[]>> ofNode = new HashMap<>();
    found.forEach((key, times) -> {
      String node = nodeOfTrack[key.intValue()];
      if (node != null) {
        ofNode
            .computeIfAbsent(node, _ -> new HashMap<>())
            .merge(
                (int) (key >>> 32),
                times,
                (a, b) -> new long[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])});
      }
    });
    ofNode.forEach((node, bySource) ->
        watches.put(
            node,
            bySource.entrySet().stream()
                .map(e -> new Watch(e.getKey(), e.getValue()[0], e.getValue()[1]))
                .sorted(Comparator.comparingLong(Watch::from))
                .toList()));
  }

  /**
   * When a lane was recorded, in the order of time; an empty list where no sensor names its node;
   * nothing where it is not known.
   */
  public Optional<List<Watch>> of(Lane lane) {
    return ofLane.computeIfAbsent(lane.id(), _ -> find(lane));
  }

  private Optional<List<Watch>> find(Lane lane) {
    if (!known || lane.level() == Lane.Level.CLIENT) {
      return Optional.empty();
    }
    Lane parent = lane.parent();
    Lane group = lane.level() == Lane.Level.PROGRAM && parent != null ? parent : lane;
    Set<Watch> all = new HashSet<>();
    for (Lane track : tree.tracks(group)) {
      String node = track.id() < nodeOfTrack.length ? nodeOfTrack[track.id()] : null;
      if (node == null) {
        return Optional.empty();
      }
      all.addAll(watches.getOrDefault(node, List.of()));
    }
    return Optional.of(all.stream().sorted(Comparator.comparingLong(Watch::from)).toList());
  }

  /** Whether it is known at all which sources are sensors. */
  public boolean isKnown() {
    return known;
  }

  /** Whether it is known that no sensor recorded a lane at a time. */
  public boolean isUnrecorded(Lane lane, long time) {
    return of(lane)
        .filter(on -> on.stream().noneMatch(w -> w.from() <= time && time <= w.to()))
        .isPresent();
  }

  /** Covers the cells of a window, within some time, in which no sensor recorded a lane. */
  boolean sweep(Lane lane, Viewport viewport, long first, long last, Cells covered) {
    List<Watch> on = of(lane).orElse(null);
    if (on == null) {
      return false;
    }
    boolean any = false;
    long width = viewport.nanosPerPixel();
    for (int cell = 0; cell < covered.size(); cell++) {
      long from = viewport.from() + cell * width;
      long to = from + width - 1;
      boolean within = to >= first && from <= last;
      if (within && on.stream().noneMatch(w -> w.from() <= to && from <= w.to())) {
        covered.add(cell, (byte) 1, 1);
        any = true;
      }
    }
    return any;
  }
}
