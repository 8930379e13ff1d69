package salvor.ingest.snapshot;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Quality;
import salvor.workload.Location;

/** In which container the processes of a tree are, and how they came there. */
final class ProcPlaces {
  private final ProcTree tree;
  private final boolean ofNode;

  /** Containers whose first process is in the tree. */
  private final Set<String> begun = new HashSet<>();

  private final Map<String, Set<String>> pods = new HashMap<>();

  ProcPlaces(ProcTree tree) {
    this.tree = tree;
    this.ofNode = tree.tasks.values().stream().anyMatch(t -> t.kernel);
    for (ProcTask task : tree.tasks.values()) {
      String container = task.group.container();
      if (container != null && isFirst(task)) {
        begun.add(container);
      }
      String network = task.namespaces.get("net");
      if (network != null && !task.kernel) {
        String pod = task.group.pod();
        pods.computeIfAbsent(network, _ -> new HashSet<>()).add(pod == null ? "" : pod);
      }
    }
  }

  /** Whether the tree is that of a node and not of a container: the kernel's own are in it. */
  boolean ofNode() {
    return ofNode;
  }

  Location of(ProcTask task) {
    return task.group.location(tree.node());
  }

  /** Where all are that share a network: of one pod, or not told. */
  Location ofNetwork(String network) {
    Set<String> all = pods.getOrDefault(network, Set.of());
    String pod = ofNode && all.size() == 1 ? all.iterator().next() : "";
    return new Location(
        tree.node(), null, null, pod.isEmpty() ? null : pod, null, null, null, null, null);
  }

  private static boolean isFirst(ProcTask task) {
    return task.innerPid != null && task.innerPid == 1;
  }

  /**
   * Whether it descends from its container's first process. One that does not was put in from
   * outside; where that process is not in the tree, or the pod shares its numbers, nothing is told.
   */
  Set<Quality> tree(ProcTask task) {
    String container = task.group.container();
    if (container == null || !begun.contains(container)) {
      return Set.of();
    }
    ProcTask at = task;
    for (int steps = 0; steps < 1000; steps++) {
      ProcTask parent = parent(at);
      if (isFirst(at)) {
        return EnumSet.of(Quality.IN_INIT_TREE);
      } else if (parent == null) {
        return Set.of();
      } else if (!container.equals(parent.group.container())) {
        return EnumSet.of(Quality.NOT_IN_INIT_TREE);
      }
      at = parent;
    }
    return Set.of(); // a circle
  }

  private @Nullable ProcTask parent(ProcTask task) {
    return task.parent == null ? null : tree.tasks.get(task.parent);
  }
}
