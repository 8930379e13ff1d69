package salvor.triage;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity.ApiRequest;
import salvor.workload.WorkloadRef;

/**
 * A request to the Kubernetes API that may have been meant to stop what is out of profile in a pod.
 *
 * @param row its observation
 * @param time epoch nanoseconds
 * @param kind what it may do to the pod
 * @param after how many rows are out of profile after it
 * @param failed how many of these were tried and failed
 */
public record Response(int row, long time, Kind kind, int after, int failed) {

  /** What a request may do to a pod. */
  public enum Kind {
    /** Somebody asked for the pod to be deleted. */
    POD_DELETED,
    /** The node's kubelet took the pod away: its containers had ended. */
    POD_REMOVED,
    /** Somebody evicted the pod. */
    POD_EVICTED,
    /** Pods of the namespace were deleted; the record does not say which. */
    PODS_DELETED,
    /** A network policy of the namespace was changed; the record does not say whom it is for. */
    NETWORK_POLICY,
    /** The pod was changed, for example its labels; the record does not say what. */
    POD_CHANGED,
    /** The pod's workload was changed, for example scaled or given another image. */
    WORKLOAD_CHANGED,
    /** The pod's workload was deleted. */
    WORKLOAD_DELETED,
    /** The pod's node was changed, for example cordoned. */
    NODE_CHANGED;

    /** Whether it ends the pod. */
    public boolean stops() {
      return this == POD_DELETED || this == POD_REMOVED || this == POD_EVICTED;
    }
  }

  /**
   * What a request may do to a pod, nothing when it was refused or is about anything else.
   *
   * @param workload the pod's, null when it is not known
   * @param node the pod's, null when it is not known
   */
  static Optional<Kind> kind(
      ApiRequest api,
      @Nullable String namespace,
      String pod,
      @Nullable WorkloadRef workload,
      @Nullable String node) {
    if (api.code() < 200 || api.code() > 299 || api.resource() == null) {
      return Optional.empty();
    }
    String user = api.user() == null ? "" : api.user();
    boolean machine = isCluster(user) || (namespace + "/" + pod).equals(api.onBehalfOfPod());
    boolean here = api.namespace() != null && api.namespace().equals(namespace);
    if (api.resource().equals("pods") && here) {
      return ofPod(api, pod.equals(api.name()), user);
    }
    if (machine || !changes(api.verb()) || "status".equals(api.subresource())) {
      return Optional.empty();
    }
    if (api.resource().endsWith("networkpolicies") && (here || api.namespace() == null)) {
      return Optional.of(Kind.NETWORK_POLICY);
    }
    if (workload != null && here && isOf(api, workload)) {
      boolean deleted = api.verb().equals("delete") && api.subresource() == null;
      return Optional.of(deleted ? Kind.WORKLOAD_DELETED : Kind.WORKLOAD_CHANGED);
    }
    return api.resource().equals("nodes")
            && api.subresource() == null
            && node != null
            && node.equals(api.name())
        ? Optional.of(Kind.NODE_CHANGED)
        : Optional.empty();
  }

  private static Optional<Kind> ofPod(ApiRequest api, boolean named, String user) {
    String part = api.subresource() == null ? "" : api.subresource();
    if (part.isEmpty() && api.verb().equals("deletecollection")) {
      return Optional.of(Kind.PODS_DELETED);
    }
    if (!named) {
      return Optional.empty();
    }
    if (part.equals("eviction") && api.verb().equals("create")) {
      return Optional.of(Kind.POD_EVICTED);
    }
    if (part.isEmpty() && api.verb().equals("delete")) {
      return Optional.of(user.startsWith("system:node:") ? Kind.POD_REMOVED : Kind.POD_DELETED);
    }
    boolean changed = part.isEmpty() && changes(api.verb()) && !isCluster(user);
    return changed && !api.verb().equals("create")
        ? Optional.of(Kind.POD_CHANGED)
        : Optional.empty();
  }

  /** Whether a part of the cluster itself asks, as it does all day. */
  private static boolean isCluster(String user) {
    return user.startsWith("system:serviceaccount:kube-system:")
        || (user.startsWith("system:") && !user.startsWith("system:serviceaccount:"));
  }

  private static boolean changes(String verb) {
    return switch (verb) {
      case "create", "update", "patch", "delete", "deletecollection" -> true;
      default -> false;
    };
  }

  private static boolean isOf(ApiRequest api, WorkloadRef workload) {
    return workload.kind() != null
        && (workload.kind().toLowerCase(Locale.ROOT) + "s").equals(api.resource())
        && workload.name().equals(api.name());
  }
}
