package salvor.ingest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import salvor.workload.Inventory;
import salvor.workload.Pod;

/**
 * Tells when two recordings of clusters that are read together seem to be of two clusters. A pod is
 * known by its namespace and name: of two that share them, everything would be told as of one.
 */
final class RecordedClusters {
  private static final String PODS = "objects/pods.jsonl";
  private final Map<String, Map<String, String>> uids = new LinkedHashMap<>();

  /**
   * Takes in the pods of a source, and remarks on it where they may be those of another cluster.
   */
  void take(String path, Tally tally) {
    if (!path.replace('\\', '/').endsWith(PODS)) {
      return;
    }
    if (tally.tables.clusterName() != null) {
      return; // it is told
    }
    Map<String, String> own = new HashMap<>(); // uid to name
    for (Inventory inventory : tally.inventories) {
      for (Pod pod : inventory.pods()) {
        if (pod.uid() != null) {
          own.put(pod.uid(), pod.namespace() + "/" + pod.name());
        }
      }
    }
    uids.forEach((before, others) -> {
      Set<String> same = new TreeSet<>(own.values());
      same.retainAll(new HashSet<>(others.values()));
      if (!same.isEmpty() && others.keySet().stream().noneMatch(own::containsKey)) {
        tally.note(
            ("perhaps of another cluster than %s: no pod is in both, but %d have the same namespace"
                    + " and name, such as %s, and are told as one; open each recording by itself")
                .formatted(before, same.size(), same.iterator().next()));
      }
    });
    uids.put(path, own);
  }
}
