package salvor.recovery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ImageGraph;
import salvor.cluster.ImageId;
import salvor.cluster.LiveContainer;
import salvor.cluster.LivePod;
import salvor.cluster.ObjectKind;
import salvor.containment.Backing;

/**
 * Which pods run an image, by any digest that is known to be of it.
 *
 * @param open those that run it and are not cut off, as NAMESPACE/NAME; one whose label says that
 *     it is, and behind whose label no policy was seen, is among them
 * @param held those that run it and are cut off: they are kept for their evidence
 * @param ended those that ran it and are over
 * @param unknown those in which the digest of a container is not told, so that it may be the one
 * @param isWhole whether all pods of the cluster were seen
 */
public record DigestCount(
    List<String> open,
    List<String> held,
    List<String> ended,
    List<String> unknown,
    boolean isWhole) {
  /** Copies the lists. */
  public DigestCount {
    open = List.copyOf(open);
    held = List.copyOf(held);
    ended = List.copyOf(ended);
    unknown = List.copyOf(unknown);
  }

  /** Counts. */
  public static DigestCount of(ClusterObjects objects, Collection<LivePod> pods, Fix fix) {
    ImageGraph graph = ImageGraph.of(objects);
    List<String> open = new ArrayList<>();
    List<String> held = new ArrayList<>();
    List<String> ended = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    for (LivePod pod : pods) {
      String name = pod.namespace() + "/" + pod.name();
      if (pod.containers().stream().anyMatch(each -> fix.isBad(graph, id(each)))) {
        (isOver(objects, pod) ? ended : isCutOff(objects, pod) ? held : open).add(name);
      } else if (!isOver(objects, pod)
          && pod.containers().stream().anyMatch(each -> id(each).digest() == null)) {
        unknown.add(name);
      }
    }
    return new DigestCount(
        open,
        held,
        ended,
        unknown,
        objects.isWhole(ObjectKind.PODS) && objects.unseen(ObjectKind.PODS).isEmpty());
  }

  /** Its label alone says nothing: whoever makes a pod may set it. */
  static boolean isCutOff(ClusterObjects objects, LivePod pod) {
    return Backing.ofQuarantine(objects, pod) == Backing.STANDS;
  }

  /** No pod in the open runs it, and none was left out of the count. */
  public boolean isNone() {
    return isWhole && open.isEmpty() && unknown.isEmpty();
  }

  /** What was started, else what is to be. */
  static ImageId id(LiveContainer container) {
    return container.digest().digest() == null && container.pinned() != null
        ? new ImageId(ImageId.Form.REPO_DIGEST, container.pinned())
        : container.digest();
  }

  /** Nothing of it runs any more; what is being deleted may for its whole grace period. */
  private static boolean isOver(ClusterObjects objects, LivePod pod) {
    return objects
        .find(ObjectKind.PODS, pod.uid())
        .map(object -> object.at("/status/phase").asString(""))
        .filter(phase -> phase.equals("Succeeded") || phase.equals("Failed"))
        .isPresent();
  }
}
