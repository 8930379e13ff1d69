package salvor.containment;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.LivePod;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import tools.jackson.databind.JsonNode;

/**
 * What stands behind a label by which a pod says that something was done to it.
 *
 * <p>Whoever makes a pod may label it, and so have it pass for one that is cut off. It is so only
 * by a live object that says that it was made for this label, selects the pod by it, and does what
 * the label says. That another case made it does not matter.
 */
public enum Backing {
  /** The pod has no such label. */
  UNMARKED,
  /** A live object does what the label says. */
  STANDS,
  /** None does: the label alone is there. */
  NOTHING,
  /** None was found, but not all of the objects that could do it were seen. */
  NOT_SEEN;

  /** What can cut a pod off; each that is not listed, or not tried to be, may be what does. */
  public static final List<ObjectKind> QUARANTINE_KINDS =
      Arrays.stream(Backend.values()).map(Backend::kind).toList();

  private static final List<ObjectKind> HOLD_KINDS =
      List.of(ObjectKind.ADMISSION_BINDINGS, ObjectKind.ADMISSION_POLICIES);

  /** That of a pod's label {@link LivePod#QUARANTINE}. */
  public static Backing ofQuarantine(ClusterObjects objects, LivePod pod) {
    return ofQuarantine(objects, pod.namespace(), pod.quarantine());
  }

  /** The same, by asking the cluster, where the pod has such a label. */
  public static Backing ofQuarantine(Cluster cluster, LivePod pod) {
    ClusterObjects objects = new ClusterObjects();
    for (ObjectKind kind : pod.quarantine() == null ? List.<ObjectKind>of() : QUARANTINE_KINDS) {
      try {
        objects.listed(kind, cluster.list(kind, isNamespaced(kind) ? pod.namespace() : ""));
      } catch (ClusterFailure failure) {
        objects.unseen(kind, failure.trouble());
      }
    }
    return ofQuarantine(objects, pod);
  }

  private static boolean isNamespaced(ObjectKind kind) {
    return kind.equals(ObjectKind.NETWORK_POLICIES)
        || kind.equals(ObjectKind.CILIUM_NETWORK_POLICIES);
  }

  /** The same, of a pod as the API tells it. */
  static Backing ofQuarantine(ClusterObjects objects, JsonNode pod) {
    return ofQuarantine(objects, Selected.namespace(pod), label(pod, LivePod.QUARANTINE));
  }

  private static Backing ofQuarantine(
      ClusterObjects objects, String namespace, @Nullable String label) {
    return of(
        objects,
        QUARANTINE_KINDS,
        label,
        (kind, object, value) ->
            selects(kind, object, LivePod.QUARANTINE, value, namespace)
                && cutsOff(kind, object.path("spec")));
  }

  /** That of a pod's label {@link EvidenceHold#LABEL}. */
  static Backing ofHold(ClusterObjects objects, JsonNode pod) {
    return of(
        objects,
        HOLD_KINDS,
        label(pod, EvidenceHold.LABEL),
        (kind, object, label) ->
            kind.equals(ObjectKind.ADMISSION_BINDINGS)
                && has(object.at("/spec/validationActions"), "Deny")
                && objects
                    .find(
                        ObjectKind.ADMISSION_POLICIES,
                        "",
                        object.at("/spec/policyName").asString(""))
                    .filter(policy -> Measure.isMadeFor(policy, label))
                    .filter(policy -> holds(policy, Selected.namespace(pod)))
                    .isPresent());
  }

  /** That of a pod's label {@link DestinationBlock#LABEL}. */
  static Backing ofBlock(ClusterObjects objects, JsonNode pod) {
    return of(
        objects,
        QUARANTINE_KINDS,
        label(pod, DestinationBlock.LABEL),
        (kind, object, label) ->
            selects(kind, object, DestinationBlock.LABEL, label, Selected.namespace(pod)));
  }

  /**
   * Whether a label is that of a measure of a case.
   *
   * @param label such as {@code IR-7-0badcafe}
   */
  public static boolean isOf(String caseId, String label) {
    String mark = label.substring(Math.max(0, label.length() - 8));
    return label.equals(Measure.label(caseId, mark));
  }

  /** Whether an object that was made for a label does what the label says. */
  @FunctionalInterface
  private interface Doing {
    boolean test(ObjectKind kind, JsonNode object, String label);
  }

  private static Backing of(
      ClusterObjects objects, Collection<ObjectKind> kinds, @Nullable String label, Doing does) {
    if (label == null) {
      return UNMARKED;
    }
    boolean stands =
        kinds.stream()
            .anyMatch(kind ->
                objects
                    .all(kind, "")
                    .anyMatch(
                        each -> Measure.isMadeFor(each, label) && does.test(kind, each, label)));
    return stands
        ? STANDS
        : kinds.stream().allMatch(kind -> isTold(objects, kind)) ? NOTHING : NOT_SEEN;
  }

  /** What the cluster does not serve, none of it is there. */
  private static boolean isTold(ClusterObjects objects, ObjectKind kind) {
    Trouble why = objects.unseen(kind).orElse(null);
    return why == null ? objects.isWhole(kind) : why instanceof Trouble.Missing;
  }

  private static @Nullable String label(JsonNode pod, String key) {
    JsonNode label = pod.path("metadata").path("labels").path(key);
    return label.isString() ? label.asString() : null;
  }

  /** As {@link Manifests} and {@link BlockManifests} have policies select pods. */
  private static boolean selects(
      ObjectKind kind, JsonNode policy, String key, String value, String namespace) {
    JsonNode spec = policy.path("spec");
    if (kind.equals(ObjectKind.CALICO_NETWORK_POLICIES)) {
      return spec.path("selector").asString("").equals(key + " == '" + value + "'")
          && spec.path("namespaceSelector").asString("").contains("'" + namespace + "'");
    }
    if (isNamespaced(kind)) {
      JsonNode selector =
          spec.path(kind.equals(ObjectKind.NETWORK_POLICIES) ? "podSelector" : "endpointSelector");
      return Selected.namespace(policy).equals(namespace) && byLabel(selector, key, value);
    }
    JsonNode pods = spec.at("/subject/pods");
    return byLabel(pods.path("podSelector"), key, value)
        && has(pods.at("/namespaceSelector/matchExpressions/0/values"), namespace);
  }

  private static boolean byLabel(JsonNode selector, String key, String value) {
    return selector.size() == 1
        && selector.path("matchLabels").size() == 1
        && selector.path("matchLabels").path(key).asString("").equals(value);
  }

  /** Whether a policy denies both directions, as far as one that others did not change does. */
  private static boolean cutsOff(ObjectKind kind, JsonNode spec) {
    if (kind.equals(ObjectKind.NETWORK_POLICIES)) {
      return spec.path("policyTypes").size() == 2
          && spec.path("ingress").isEmpty()
          && spec.path("egress").isEmpty();
    }
    return kind.equals(ObjectKind.CILIUM_NETWORK_POLICIES)
        ? !spec.path("ingressDeny").isEmpty() && !spec.path("egressDeny").isEmpty()
        : spec.at("/ingress/0/action").asString("").equals("Deny")
            && spec.at("/egress/0/action").asString("").equals("Deny");
  }

  /** Whether an admission policy is asked of deletions of pods there. */
  private static boolean holds(JsonNode policy, String namespace) {
    JsonNode asked = policy.at("/spec/matchConstraints");
    return has(asked.at("/namespaceSelector/matchExpressions/0/values"), namespace)
        && asked
            .path("resourceRules")
            .valueStream()
            .anyMatch(rule ->
                has(rule.path("resources"), "pods") && has(rule.path("operations"), "DELETE"));
  }

  private static boolean has(JsonNode values, String value) {
    return values.valueStream().anyMatch(each -> each.asString("").equals(value));
  }
}
