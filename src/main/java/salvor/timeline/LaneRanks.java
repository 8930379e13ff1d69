package salvor.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The place of every lane in each {@link LaneOrder}, so that to order ten thousand lanes again
 * reads no row. Places follow from all that was observed, not from what a filter leaves: lanes do
 * not jump about while a filter is written. Immutable.
 */
public final class LaneRanks {
  private final Map<LaneOrder, int[]> places;
  private final Set<Lane> quiet;

  private LaneRanks(Map<LaneOrder, int[]> places, Set<Lane> quiet) {
    this.places = places;
    this.quiet = quiet;
  }

  /** The places by what a model shows. Not for a thread that must not wait. */
  public static LaneRanks of(TimelineModel model, LaneCounts counts) {
    List<Lane> byName = new ArrayList<>(); // no two lanes share a place, so every order is total
    model.tree().roots().forEach(root -> walk(root, byName));
    long[] firstOut = firstOut(model);
    Map<LaneOrder, int[]> places = new EnumMap<>(LaneOrder.class);
    for (LaneOrder order : LaneOrder.values()) {
      List<Lane> sorted = new ArrayList<>(byName);
      sorted.sort(comparator(order, counts, firstOut));
      int[] place = new int[firstOut.length];
      for (int i = 0; i < sorted.size(); i++) {
        place[sorted.get(i).id()] = i;
      }
      places.put(order, place);
    }
    Set<Lane> quiet =
        byName.stream()
            .filter(lane -> lane.isTrack() && counts.worst(lane) == DrawingClass.IN)
            .collect(Collectors.toUnmodifiableSet());
    return new LaneRanks(places, quiet);
  }

  private static void walk(Lane lane, List<Lane> all) {
    all.add(lane);
    if (!lane.isTrack()) { // programs are in the order of their names always
      lane.children().forEach(c -> walk(c, all));
    }
  }

  private static Comparator<Lane> comparator(LaneOrder order, LaneCounts counts, long[] firstOut) {
    return switch (order) {
      case WORST ->
          Comparator.comparing(counts::worst)
              .thenComparingLong(counts::out)
              .thenComparingLong(counts::shown)
              .reversed();
      case FIRST_OUT -> Comparator.comparingLong(lane -> firstOut[lane.id()]);
      case EVENTS -> Comparator.comparingLong(counts::shown).reversed();
      case NAME -> (_, _) -> 0;
    };
  }

  /** The time of the first event out of profile of each lane in nanoseconds, groups included. */
  private static long[] firstOut(TimelineModel model) {
    long[] first = new long[model.tree().size()];
    Arrays.fill(first, Long.MAX_VALUE);
    for (int row = model.nextOut(-1); row >= 0; row = model.nextOut(row)) {
      long time = model.observations().time(row);
      for (Lane lane = model.laneOf(row); lane != null; lane = lane.parent()) {
        first[lane.id()] = Math.min(first[lane.id()], time);
      }
    }
    return first;
  }

  /** The tracks on which everything fits the baseline, whatever the filter leaves. */
  public Set<Lane> quiet() {
    return quiet;
  }

  /**
   * Compares lanes by their places. Programs of a container, which appear when it is opened, are
   * held equal.
   */
  public Comparator<Lane> by(LaneOrder order) {
    int[] place = places.getOrDefault(order, new int[0]);
    return Comparator.comparingInt(
        lane -> lane.id() < place.length ? place[lane.id()] : Integer.MAX_VALUE);
  }
}
