package salvor.collection;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.custody.Artefact;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * A pod as it was when it was last looked at, for what is written down of it; nothing is known
 * before.
 */
final class PodTarget {
  /** So often it is looked where that is not answered. */
  private static final int MOST = 3;

  private final Cluster cluster;
  private final CollectionPlan.OfPod pod;
  private JsonNode object = MissingNode.getInstance();

  PodTarget(Cluster cluster, CollectionPlan.OfPod pod) {
    this.cluster = cluster;
    this.pod = pod;
  }

  /**
   * Looks at it again; one that is gone, or is not seen, has no container any more: a look that is
   * not answered is none, and what was taken could not be told to be of this pod.
   */
  void look() {
    object = MissingNode.getInstance();
    for (int tries = 0; tries < MOST; tries++) {
      try {
        object = cluster.get(ObjectKind.PODS, pod.namespace(), pod.name());
        return;
      } catch (ClusterFailure failure) {
        if (failure.trouble() instanceof Trouble.Missing) {
          return;
        }
      }
    }
  }

  /** Whether another pod had the name then. */
  boolean isAnother() {
    return state("").isAnotherPod(pod.uid());
  }

  /** Whether what was taken in between may be of another container, or of another pod. */
  boolean isReplaced(Item item, TargetState before, TargetState after) {
    return item.kind().isOfPod() && !(before.isSame(after) && before.podUid().equals(pod.uid()));
  }

  /** A container of the pod that is meant, which has none any more where another has its name. */
  TargetState meant(String container) {
    return isAnother() ? new TargetState(pod.uid(), "", 0) : state(container);
  }

  /** A container as it was then; the pod itself where none is named. */
  TargetState state(String container) {
    return TargetState.of(object, container);
  }

  CustodyEntry of(CustodyEntry entry, String container) {
    return entry.on(target(entry.target(), container, null, null));
  }

  /**
   * The record of what came of an item, of the pod that was seen. One of a container that was
   * replaced is no success.
   */
  CustodyEntry ended(CustodyEntry planned, Taken taken, TargetState before, TargetState after) {
    Map<String, String> response = new TreeMap<>();
    response.put("result", taken.result().name().toLowerCase(java.util.Locale.ROOT));
    if (taken.exit() != null) {
      response.put("exitCode", Integer.toString(taken.exit()));
    }
    if (!taken.said().isEmpty()) {
      response.put("said", taken.said());
    }
    ArchiveEnd end = taken.end();
    if (end != null) {
      response.put("archive", end.state().name().toLowerCase(java.util.Locale.ROOT));
      if (!end.reasons().isEmpty()) {
        response.put("leftOut", String.join("; ", end.reasons()));
      }
    }
    if (after.isAnotherPod(pod.uid())) {
      response.put("podUidSeen", after.podUid());
    }
    if (taken.trouble() != null) {
      response.put("trouble", taken.trouble().toString());
    }
    CustodyEntry ended =
        planned
            .as(deed(taken.result()))
            .asked(planned.request(), response)
            .on(target(planned.target(), taken.item().container(), before, after))
            .leaving(left(taken));
    return taken.isFile()
        ? ended.about(
            new Artefact(taken.path(), taken.size(), taken.sha256(), taken.truncated(), null))
        : ended;
  }

  /** A checkpoint is a file of the node, whatever is known of its end. */
  private List<String> left(Taken taken) {
    return taken.item().kind() == Item.Kind.CHECKPOINT && taken.isFile()
        ? List.of("nodes/%s checkpoint of %s".formatted(pod.node(), taken.item().container()))
        : List.of();
  }

  private static Deed deed(Taken.Result result) {
    return switch (result) {
      case COLLECTED, PART -> Deed.COLLECTED;
      case NOT_SERVED, OURS -> Deed.NOTE;
      case FAILED, REPLACED -> Deed.FAILED;
    };
  }

  private Target target(
      @Nullable Target cluster,
      String container,
      @Nullable TargetState before,
      @Nullable TargetState after) {
    return new Target(
        cluster == null ? null : cluster.clusterUid(),
        cluster == null ? null : cluster.apiServerCaSha256(),
        pod.namespace(),
        pod.name(),
        before != null && before.isAnotherPod(pod.uid()) ? before.podUid() : pod.uid(),
        container.isEmpty() ? null : container,
        id(before),
        id(after),
        before == null || container.isEmpty() ? null : before.restarts(),
        after == null || container.isEmpty() ? null : after.restarts(),
        TargetState.status(object, container)
            .map(status -> status.path("imageID").asString(""))
            .orElse(null),
        pod.node());
  }

  private static @Nullable String id(@Nullable TargetState state) {
    return state == null || state.containerId().isEmpty() ? null : state.containerId();
  }
}
