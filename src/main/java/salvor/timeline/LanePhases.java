package salvor.timeline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import salvor.baseline.Lives;
import salvor.evidence.Observations;
import salvor.workload.Inventory;

/** The phases of the containers whose lanes they are; of other lanes nothing is said. */
public final class LanePhases {
  private final Map<Integer, List<Lives.Part>> ofTrack = new HashMap<>();

  LanePhases(Observations observations, Inventory inventory, LaneTree tree) {
    Lives lives = new Lives(observations, inventory);
    Map<Integer, List<Lives.Part>> found = new HashMap<>();
    for (int id = 0; id < observations.locations(); id++) {
      Lane track = tree.lane(tree.trackOfLocation(id));
      List<Lives.Part> parts = lives.of(id);
      if (track.level() == Lane.Level.CONTAINER && track.name() != null && !parts.isEmpty()) {
        found.computeIfAbsent(track.id(), _ -> new ArrayList<>()).addAll(parts);
      }
    }
    found.forEach((track, parts) -> ofTrack.put(track, Lives.apart(parts)));
  }

  /** In the order of time; those of a program's container. */
  public List<Lives.Part> of(Lane lane) {
    Lane parent = lane.parent();
    Lane track = lane.level() == Lane.Level.PROGRAM && parent != null ? parent : lane;
    return ofTrack.getOrDefault(track.id(), List.of());
  }

  /** The phase that a lane's container is in at a time, where it is told. */
  public Optional<Lives.Part> at(Lane lane, long time) {
    return of(lane).stream().filter(part -> part.holds(time)).findFirst();
  }

  /** Whether no phase of any container is told. */
  public boolean isEmpty() {
    return ofTrack.isEmpty();
  }
}
