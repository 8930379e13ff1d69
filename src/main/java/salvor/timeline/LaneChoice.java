package salvor.timeline;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was chosen of how lanes stand.
 *
 * @param toggled the ids of those that are open though they begin closed, or the other way round
 * @param hidden which have no line
 * @param pinned which stand first
 * @param order that of the parts of one group
 */
record LaneChoice(
    Set<Integer> toggled, HiddenLanes hidden, PinnedLanes pinned, Comparator<Lane> order) {
  /** All as it is at first, in the order of the tree. */
  static final LaneChoice NONE =
      new LaneChoice(Set.of(), HiddenLanes.NONE, PinnedLanes.NONE, (_, _) -> 0);

  LaneChoice {
    toggled = Set.copyOf(toggled);
  }

  LaneChoice hiding(HiddenLanes now) {
    return new LaneChoice(toggled, now, pinned, order);
  }

  LaneChoice pinning(PinnedLanes now) {
    return new LaneChoice(toggled, hidden, now, order);
  }

  LaneChoice ordered(Comparator<Lane> now) {
    return new LaneChoice(toggled, hidden, pinned, now);
  }

  /** With a lane opened that was closed, or the other way round. */
  LaneChoice turning(Lane lane) {
    Set<Integer> now = new HashSet<>(toggled);
    if (!now.remove(lane.id())) {
      now.add(lane.id());
    }
    return new LaneChoice(now, hidden, pinned, order);
  }

  /** With these groups of a level closed, and what is above them open. */
  LaneChoice foldedTo(Lane.Level level, List<Lane> roots) {
    Set<Integer> now = new HashSet<>();
    roots.forEach(root -> fold(root, level, now));
    return new LaneChoice(now, hidden, pinned, order);
  }

  private static void fold(Lane lane, Lane.Level level, Set<Integer> now) {
    if (lane.isTrack()) {
      return;
    }
    boolean open =
        switch (level) {
          case CLUSTER -> false;
          case NAMESPACE, API -> lane.level() == Lane.Level.CLUSTER;
          case WORKLOAD, COMPONENTS, POD ->
              lane.level() == Lane.Level.CLUSTER
                  || lane.level() == Lane.Level.NAMESPACE
                  || lane.level() == Lane.Level.API;
          case CONTAINER, NODE, CLIENT, PROGRAM -> true;
        };
    if (open != opensByItself(lane)) {
      now.add(lane.id());
    }
    lane.children().forEach(child -> fold(child, level, now));
  }

  boolean isOpen(Lane lane) {
    return toggled.contains(lane.id()) != opensByItself(lane);
  }

  private static boolean opensByItself(Lane lane) {
    return switch (lane.level()) {
      case CLUSTER, NAMESPACE, API, WORKLOAD, POD -> true;
      case COMPONENTS, CONTAINER, NODE, CLIENT, PROGRAM -> false;
    };
  }

  /** Whether a lane has no line in its place, nor anything that is in it. */
  boolean lacks(Lane lane) {
    return hidden.hides(lane)
        || (!pinned.lanes().isEmpty()
            && !lane.isTrack()
            && !lane.children().isEmpty()
            && lane.children().stream().allMatch(c -> pinned.contains(c) || lacks(c)));
  }
}
