package salvor.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import salvor.baseline.FacetState;
import salvor.baseline.Matching;
import salvor.cluster.LiveContainer;
import salvor.cluster.LivePod;
import salvor.workload.Location;

/**
 * Which baselines there are for the images of pods. Pods of one workload and image are asked for
 * once. For one thread.
 */
public final class PodBaselines {
  private final Matching matching;
  private final Map<List<Object>, State> known = new HashMap<>();

  /** What there is, the best first. */
  public enum State {
    /** Of this image, and complete in a facet at least. */
    STABLE,
    /** Of this image, and still growing. */
    LEARNING,
    /** Of the workload, but of another image. */
    OTHER_IMAGE,
    NONE
  }

  /** By what is known to be normal. */
  public PodBaselines(Matching matching) {
    this.matching = matching;
  }

  /** The worst of a pod's ordinary containers. */
  public State of(LivePod pod) {
    State worst = null;
    for (LiveContainer container : pod.containers()) {
      if (container.role() == LiveContainer.Role.ORDINARY) {
        State state =
            known.computeIfAbsent(
                List.of(pod.workload(), container.name(), container.image(), container.imageId()),
                _ -> of(pod, container));
        worst = worst == null || state.compareTo(worst) > 0 ? state : worst;
      }
    }
    return worst == null ? State.NONE : worst;
  }

  private State of(LivePod pod, LiveContainer container) {
    Matching.Match match =
        matching.match(
            new Location(
                pod.node(),
                pod.namespace(),
                pod.name(),
                pod.uid(),
                container.name(),
                container.containerId(),
                container.image(),
                container.digest().digest(),
                pod.workload()));
    return switch (match.rule()) {
      case NONE -> State.NONE;
      case OTHER_DIGEST -> State.OTHER_IMAGE;
      case SAME_WORKLOAD, SAME_IMAGE ->
          match.profile() != null && match.profile().states().containsValue(FacetState.STABLE)
              ? State.STABLE
              : State.LEARNING;
    };
  }
}
