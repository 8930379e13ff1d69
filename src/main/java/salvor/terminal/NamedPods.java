package salvor.terminal;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import salvor.cluster.ClusterObjects;
import salvor.cluster.LivePod;
import salvor.cluster.LivePods;
import salvor.cluster.Siblings;

/** The pods that a command is about, by how they were named. */
final class NamedPods {
  private NamedPods() {}

  /**
   * The uids of pods of these names; empty where one is not there, which is said.
   *
   * @param siblings whether those that run the same image, by digest, are meant too
   */
  static Optional<List<String>> uids(
      Desk desk,
      ClusterArguments.Connecting connecting,
      ClusterObjects objects,
      List<String> named,
      boolean siblings) {
    LivePods pods = LivePods.of(objects);
    Set<String> chosen = new LinkedHashSet<>();
    for (String name : named) {
      Optional<LivePod> pod = connecting.pod(desk, pods, name);
      if (pod.isEmpty()) {
        return Optional.empty();
      }
      chosen.add(pod.get().uid());
      if (siblings) {
        Siblings.of(pod.get(), pods.all(), objects).stream()
            .filter(each -> each.isPod() && each.likeness() == Siblings.Likeness.SAME_IMAGE)
            .forEach(each -> chosen.add(each.uid()));
      }
    }
    return Optional.of(List.copyOf(chosen));
  }

  /**
   * Where rights are asked for: they may be given in the one namespace of the pods alone.
   *
   * @param otherwise where, when the pods are of several namespaces or of none
   */
  static String namespace(ClusterObjects objects, Collection<String> uids, String otherwise) {
    List<String> of =
        LivePods.of(objects).all().stream()
            .filter(pod -> uids.contains(pod.uid()))
            .map(LivePod::namespace)
            .distinct()
            .toList();
    return of.size() == 1 ? of.getFirst() : otherwise;
  }
}
