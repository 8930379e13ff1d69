package salvor.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Quality;

/**
 * When sensors recorded what happens on a lane, as far as their records say so: a sensor watches a
 * node from its first to its last record there. Before and after that a lane is not quiet but not
 * recorded. Which files are one record, {@link Sensors} says; a record whose time cannot be true,
 * or that tells of what ran before the sensor, proves nothing. Where a lane's node is not known, or
 * where it is not known which sources are sensors, nothing is said. Lanes of several nodes are
 * recorded when all of those nodes are. In a recording that goes on a sensor that is heard and says
 * nothing watches all the same: its record reaches to the {@link Present}.
 *
 * <p>The records of a node are put together where they overlap or touch, once, so that a window
 * costs a search for each change in it, however many files there are.
 */
public final class Coverage {
  /** Below this share of all time what is not recorded would be narrower than a few pixels. */
  private static final int LEAST_SHARE = 200;

  /**
   * A time in which a node was recorded without a pause.
   *
   * @param from the first record
   * @param to the last one
   * @param first the sensor that wrote the first
   * @param last the sensor that wrote the last
   */
  public record Watch(long from, long to, int first, int last) {}

  /** The first and the last row of each node that a sensor recorded. */
  private static final class Rows {
    final int[] first;
    final int[] last;

    Rows(int nodes) {
      first = new int[nodes];
      last = new int[nodes];
      Arrays.fill(first, -1);
    }

    void add(int node, int row) {
      if (first[node] < 0) {
        first[node] = row;
      }
      last[node] = row;
    }
  }

  private final LaneTree tree;
  private final TrackNodes nodes;
  private final Sensors sensors;
  private final Present present;
  private final Map<String, List<Watch>> watches = new HashMap<>();
  private final Map<Integer, Optional<List<Watch>>> ofLane = new ConcurrentHashMap<>();

  Coverage(
      Observations observations,
      LaneTree tree,
      TrackNodes nodes,
      Sensors sensors,
      Present present) {
    this.present = present;
    this.tree = tree;
    this.nodes = nodes;
    this.sensors = sensors;
    if (isKnown()) {
      watch(observations);
    }
  }

  private void watch(Observations observations) {
    List<String> names = new ArrayList<>();
    int[] nodeOf = numbers(names);
    Map<Integer, Rows> found = new TreeMap<>();
    int before = -1;
    Rows rows = new Rows(0);
    for (int row = 0; row < observations.timed(); row++) {
      int sensor = sensors.of(observations.sourceId(row));
      boolean proves =
          (observations.quality(row) & Quality.TIME_SUSPECT.bit()) == 0
              && !observations.ranBeforeSensor(row);
      int node = nodeOf[tree.trackOf(row)];
      if (sensor >= 0 && proves && node >= 0 && observations.kind(row) != Kind.API_REQUEST) {
        if (sensor != before) {
          before = sensor;
          rows = found.computeIfAbsent(sensor, _ -> new Rows(names.size()));
        }
        rows.add(node, row);
      }
    }
    for (int node = 0; node < names.size(); node++) {
      List<Watch> of = new ArrayList<>();
      for (Map.Entry<Integer, Rows> sensor : found.entrySet()) {
        int first = sensor.getValue().first[node];
        if (first >= 0) {
          long to = observations.time(sensor.getValue().last[node]);
          of.add(new Watch(observations.time(first), to, sensor.getKey(), sensor.getKey()));
        }
      }
      of.sort(
          Comparator.comparingLong(Watch::from)); // stable: of two that begin at once, by number
      watches.put(names.get(node), merged(of));
    }
  }

  /** The number of each track's node, -1 where it is not known; the names in the order of these. */
  private int[] numbers(List<String> names) {
    Map<String, Integer> known = new HashMap<>();
    int[] nodeOf = new int[tree.size()];
    for (int track = 0; track < nodeOf.length; track++) {
      String node = nodes.of(track);
      nodeOf[track] = node == null ? -1 : known.computeIfAbsent(node, _ -> names.size());
      if (names.size() < known.size()) {
        names.add(node);
      }
    }
    return nodeOf;
  }

  private static Watch spanning(Watch a, Watch b) {
    Watch first = b.from < a.from ? b : a;
    Watch last = b.to > a.to ? b : a;
    return new Watch(first.from, last.to, first.first, last.last);
  }

  private static List<Watch> merged(List<Watch> byBegin) {
    List<Watch> merged = new ArrayList<>();
    for (Watch next : byBegin) {
      Watch open = merged.isEmpty() ? null : merged.getLast();
      if (open != null && next.from - 1 <= open.to) {
        merged.set(merged.size() - 1, spanning(open, next));
      } else {
        merged.add(next);
      }
    }
    return List.copyOf(merged);
  }

  /** When both were recorded. */
  private static List<Watch> both(List<Watch> some, List<Watch> others) {
    List<Watch> both = new ArrayList<>();
    for (int i = 0, j = 0; i < some.size() && j < others.size(); ) {
      Watch a = some.get(i);
      Watch b = others.get(j);
      Watch begins = a.from > b.from ? a : b;
      Watch ends = a.to < b.to ? a : b;
      if (begins.from <= ends.to) {
        both.add(new Watch(begins.from, ends.to, begins.first, ends.last));
      }
      if (a.to <= b.to) {
        i++;
      } else {
        j++;
      }
    }
    return List.copyOf(both);
  }

  /**
   * When a lane was recorded, in the order of time and apart from each other; an empty list where
   * no sensor names its node; nothing where it is not known.
   */
  public Optional<List<Watch>> of(Lane lane) {
    return present.goesOn() ? find(lane) : ofLane.computeIfAbsent(lane.id(), _ -> find(lane));
  }

  private Optional<List<Watch>> find(Lane lane) {
    Lane parent = lane.parent();
    Lane group = lane.level() == Lane.Level.PROGRAM && parent != null ? parent : lane;
    Set<String> ran = new LinkedHashSet<>();
    for (Lane track : tree.tracks(group)) {
      String node = isKnown() ? nodes.of(track.id()) : null;
      if (node != null) {
        ran.add(node);
      }
    }
    return ran.stream().map(this::ofNode).reduce(Coverage::both);
  }

  private List<Watch> ofNode(String node) {
    List<Watch> told = watches.getOrDefault(node, List.of());
    long until = present.heard(node).orElse(Long.MIN_VALUE);
    if (told.isEmpty() || until <= told.getLast().to) {
      return told;
    }
    List<Watch> heard = new ArrayList<>(told);
    Watch last = heard.removeLast();
    heard.add(new Watch(last.from, until, last.first, last.last));
    return List.copyOf(heard);
  }

  /** Whether it is known at all which sources are sensors. */
  public boolean isKnown() {
    return !sensors.isEmpty();
  }

  /** The number of the sensor that wrote a source, -1 when none did. */
  int sensor(int source) {
    return sensors.of(source);
  }

  /** The paths of the files that a sensor wrote, the newest first, as the evidence names them. */
  public List<String> files(int sensor) {
    return sensors.files(sensor);
  }

  /** Whether it is known that no sensor recorded a lane at a time. */
  public boolean isUnrecorded(Lane lane, long time) {
    List<Watch> on = of(lane).orElse(null);
    if (on == null) {
      return false;
    }
    int next = endingFrom(on, time);
    return next == on.size() || on.get(next).from > time;
  }

  /** The last time before another in which a lane was recorded. */
  public Optional<Watch> before(Lane lane, long time) {
    List<Watch> on = of(lane).orElse(List.of());
    int next = endingFrom(on, time);
    return next == 0 ? Optional.empty() : Optional.of(on.get(next - 1));
  }

  /** The first time after another in which a lane was recorded, or the one that holds it. */
  public Optional<Watch> after(Lane lane, long time) {
    List<Watch> on = of(lane).orElse(List.of());
    int next = endingFrom(on, time);
    return next == on.size() ? Optional.empty() : Optional.of(on.get(next));
  }

  /** Whether it is known that a visible part of some time was not recorded on a lane. */
  public boolean isPartly(Lane lane, long from, long to) {
    List<Watch> on = of(lane).orElse(null);
    if (on == null) {
      return false;
    }
    double length = (double) to - from;
    double recorded = 0;
    for (Watch watch : on) {
      recorded += Math.max(0, (double) Math.min(to, watch.to) - Math.max(from, watch.from));
    }
    return length - recorded > length / LEAST_SHARE;
  }

  private static @Nullable Watch at(List<Watch> on, int index) {
    return index < on.size() ? on.get(index) : null;
  }

  /** The first that ends at a time or later. */
  private static int endingFrom(List<Watch> on, long time) {
    int low = 0;
    int high = on.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (on.get(middle).to < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Covers the cells of a window, within some time, in which no sensor recorded a lane. */
  boolean sweep(Lane lane, Viewport viewport, long first, long last, Cells covered) {
    List<Watch> on = of(lane).orElse(null);
    if (on == null) {
      return false;
    }
    long width = viewport.nanosPerPixel();
    boolean any = false;
    int begin = cell(viewport, first);
    int end = Math.min(covered.size() - 1, cell(viewport, last));
    for (int cell = Math.max(0, begin); cell <= end; ) {
      Watch next = at(on, endingFrom(on, viewport.from() + cell * width));
      int recorded = next == null ? end + 1 : Math.max(cell, cell(viewport, next.from));
      for (; cell < recorded && cell <= end; cell++) {
        covered.add(cell, (byte) 1, 1);
        any = true;
      }
      cell = next == null ? cell : Math.max(cell, cell(viewport, next.to)) + 1;
    }
    return any;
  }

  /** The cell of a time, -1 for what is left of the window, its size for what is right of it. */
  private static int cell(Viewport viewport, long time) {
    return time < viewport.from()
        ? -1
        : time >= viewport.to()
            ? viewport.cells()
            : (int) ((time - viewport.from()) / viewport.nanosPerPixel());
  }
}
