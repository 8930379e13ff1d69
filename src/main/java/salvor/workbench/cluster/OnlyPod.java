package salvor.workbench.cluster;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.timeline.HiddenLanes;
import salvor.timeline.Lane;
import salvor.timeline.Lanes;
import salvor.timeline.TimelineModel;
import salvor.workbench.timeline.Growth;

/** The lanes of one pod. */
final class OnlyPod {
  private OnlyPod() {}

  /**
   * The same with the lanes of all pods hidden but one, {@code shop/web-1}; all where it is null.
   */
  static Growth in(Growth growth, @Nullable String pod) {
    if (pod == null) {
      return growth;
    }
    return new Growth(
        growth.model(),
        growth.before(),
        in(growth.model(), growth.lanes(), pod),
        growth.ranks(),
        growth.ruler(),
        growth.again());
  }

  /** The same with the lanes of all pods hidden but one. */
  static Lanes in(TimelineModel model, Lanes lanes, String pod) {
    Set<Lane> others = new HashSet<>();
    model.tree().roots().stream()
        .flatMap(root -> model.tree().tracks(root).stream())
        .filter(track -> !isOf(track, pod))
        .forEach(others::add);
    return lanes.hiding(new HiddenLanes(others, Set.of()));
  }

  /** Whether a lane is of a pod, as {@code shop/web-1}. */
  private static boolean isOf(Lane track, String pod) {
    String name = null;
    for (Lane up = track; up != null; up = up.parent()) {
      if (up.level() == Lane.Level.POD) {
        name = up.name();
      } else if (up.level() == Lane.Level.NAMESPACE && name != null) {
        return pod.equals(up.name() + "/" + name);
      }
    }
    return false;
  }
}
