package salvor.triage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Tuples;
import salvor.timeline.Lane;
import salvor.timeline.LaneTree;
import salvor.workload.Container;
import salvor.workload.ImageDigest;
import salvor.workload.Inventory;
import salvor.workload.Location;

/**
 * The pods or containers that one side of a comparison consists of; each has a zero of its own, and
 * a pod has one for all of its containers. What was asked of the Kubernetes API with a pod's token
 * is the pod's, and each of its containers': the token does not say which it was.
 */
final class SideUnits {
  private static final int ON_BEHALF_OF = 9; // of the tuple of an API request, its kind being 0

  private final Observations observations;
  private final LaneTree tree;
  private final List<Lane> units = new ArrayList<>();
  private final int[] unitOfTrack;
  private final Map<String, Integer> unitOfPod = new HashMap<>();
  private final Map<Integer, Integer> unitOfText = new HashMap<>();
  private final @Nullable Long[] started;
  private final SortedSet<ImageDigest> images = new TreeSet<>();
  private final Set<String> nodes = new TreeSet<>();

  SideUnits(Lane side, LaneTree tree, Evidence evidence) {
    this.observations = evidence.observations();
    this.tree = tree;
    this.unitOfTrack = new int[tree.size()];
    Arrays.fill(unitOfTrack, -1);
    Map<Lane, Integer> numbers = new LinkedHashMap<>();
    for (Lane track : tree.tracks(side)) {
      Lane pod = track.parent();
      if (pod == null || pod.level() != Lane.Level.POD) {
        unitOfTrack[track.id()] = numbers.computeIfAbsent(track, _ -> numbers.size());
        continue;
      }
      Lane unit = side == track ? track : pod;
      int number = numbers.computeIfAbsent(unit, _ -> numbers.size());
      unitOfTrack[track.id()] = number;
      unitOfPod.putIfAbsent(Location.podKey(pod.cluster(), pod.top().name(), pod.name()), number);
    }
    units.addAll(numbers.keySet());
    started = new @Nullable Long[units.size()];
    locations(evidence.inventory());
  }

  private void locations(Inventory inventory) {
    for (int id = 0; id < observations.locations(); id++) {
      int unit = unitOfTrack[tree.trackOfLocation(id)];
      if (unit < 0) {
        continue;
      }
      Location at = observations.location(id);
      if (at.node() != null) {
        nodes.add(at.nodeKey());
      }
      Container container = container(at, inventory.in(at.cluster()));
      ImageDigest digest =
          at.digest() != null ? at.digest() : container == null ? null : container.digest();
      if (digest != null) {
        images.add(digest);
      }
      Long start = container == null ? null : container.startedNanos();
      Long known = started[unit];
      if (start != null) {
        started[unit] = known == null ? start : (Long) Math.min(known, start);
      }
    }
  }

  private static @Nullable Container container(Location at, Inventory inventory) {
    Inventory.Placed placed = inventory.container(at.containerId()).orElse(null);
    if (placed != null) {
      return placed.container();
    }
    return inventory.pod(at.namespace(), at.pod()).stream()
        .flatMap(pod -> pod.containers().stream())
        .filter(c -> c.name().equals(at.container()))
        .findFirst()
        .orElse(null);
  }

  /** The pods or containers, in the order of the lanes. */
  List<Lane> lanes() {
    return List.copyOf(units);
  }

  /** The images that they were started from, as far as the evidence says. */
  SortedSet<ImageDigest> images() {
    return images;
  }

  /** The nodes on which they ran, as far as the evidence says. */
  Set<String> nodes() {
    return nodes;
  }

  /** The number of the unit that a row belongs to, -1 when to none. */
  int of(int row) {
    int unit = unitOfTrack[tree.trackOf(row)];
    if (unit >= 0 || observations.kind(row) != Kind.API_REQUEST) {
      return unit;
    }
    Tuples activities = observations.activityTuples();
    int pod = activities.get(observations.activityId(row), ON_BEHALF_OF);
    if (pod == 0) {
      return -1;
    }
    String cluster = observations.location(observations.locationId(row)).cluster();
    return cluster == null
        ? unitOfText.computeIfAbsent(
            pod, text -> ofPod(String.valueOf(observations.texts().get(text))))
        : ofPod(Location.nodeKey(cluster, String.valueOf(observations.texts().get(pod))));
  }

  private int ofPod(String key) {
    return unitOfPod.getOrDefault(key, -1);
  }

  /** When a unit's container started by cluster objects, null when they do not say. */
  @Nullable Long started(int unit) {
    return started[unit];
  }
}
