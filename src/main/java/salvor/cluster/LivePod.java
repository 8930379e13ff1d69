package salvor.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.workload.WorkloadRef;

/**
 * A pod as the cluster tells it now.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid what tells it from every other, another one of that name included
 * @param version its resource version
 * @param workload the top of its owner chain; itself when nothing owns it
 * @param owner the uid of what owns it directly, empty when nothing does
 * @param ready how many of its containers are ready
 * @param total how many it has
 * @param status as kubectl words it
 * @param restarts as kubectl counts them
 * @param created when it was created, null when that is not told
 * @param node where it runs, empty when it was not scheduled
 * @param ip its address, empty when it has none
 * @param containers of all roles
 * @param labels its labels
 * @param hostNetwork whether it is in the node's network, where no policy holds it
 * @param quarantine the value of its quarantine label, null without one
 */
public record LivePod(
    String namespace,
    String name,
    String uid,
    String version,
    WorkloadRef workload,
    String owner,
    int ready,
    int total,
    String status,
    int restarts,
    @Nullable Instant created,
    String node,
    String ip,
    List<LiveContainer> containers,
    Map<String, String> labels,
    boolean hostNetwork,
    @Nullable String quarantine) {
  /** The label of a pod that is cut off. */
  public static final String QUARANTINE = "salvor.io/quarantine";

  /** Copies the collections. */
  public LivePod {
    containers = List.copyOf(containers);
    labels = Map.copyOf(labels);
  }

  /** The same pod, of another workload. */
  LivePod of(WorkloadRef better) {
    return new LivePod(
        namespace,
        name,
        uid,
        version,
        better,
        owner,
        ready,
        total,
        status,
        restarts,
        created,
        node,
        ip,
        containers,
        labels,
        hostNetwork,
        quarantine);
  }
}
