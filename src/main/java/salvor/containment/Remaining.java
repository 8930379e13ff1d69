package salvor.containment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodReach;
import salvor.cluster.PolicyRules.Direction;
import salvor.cluster.Trouble;
import salvor.containment.QuarantinePlan.Residual;
import tools.jackson.databind.JsonNode;

/** What could still pass once pods are marked. */
final class Remaining {
  private static final List<ObjectKind> ADMINS =
      List.of(ObjectKind.CLUSTER_NETWORK_POLICIES, ObjectKind.ADMIN_NETWORK_POLICIES);
  static final List<ObjectKind> OF_PLUGINS =
      List.of(
          ObjectKind.CLUSTER_NETWORK_POLICIES,
          ObjectKind.ADMIN_NETWORK_POLICIES,
          ObjectKind.CILIUM_NETWORK_POLICIES,
          ObjectKind.CILIUM_CLUSTERWIDE_POLICIES,
          ObjectKind.CALICO_NETWORK_POLICIES,
          ObjectKind.CALICO_NAMESPACED_POLICIES,
          ObjectKind.CALICO_STORED_GLOBAL_POLICIES,
          ObjectKind.CALICO_STORED_NAMESPACED_POLICIES);

  private final ClusterObjects objects;
  private final Selected selected;

  Remaining(ClusterObjects objects, Selected selected) {
    this.objects = objects;
    this.selected = selected;
  }

  /**
   * What could pass.
   *
   * @param marked the pods as they are then
   * @param narrowed policies that leave them out then
   */
  List<Residual> of(
      Backend backend, Collection<Relabelling> marked, Collection<JsonNode> narrowed) {
    List<Residual> left = new ArrayList<>();
    switch (backend) {
      case CILIUM -> {
        // what it denies wins over all that policies allow
      }
      case CALICO_POLICY -> {
        ofPlugins(left, ADMINS); // Calico judges them before its own
        notSeen(left, ObjectKind.CALICO_NAMESPACED_POLICIES); // one may stand before ours
      }
      case CLUSTER_NETWORK_POLICY, ADMIN_NETWORK_POLICY, NETWORK_POLICY -> {
        boolean admins = backend != Backend.NETWORK_POLICY;
        unseen(left);
        allowed(left, marked, narrowed, admins);
        if (!admins) {
          ofPlugins(left, OF_PLUGINS);
        }
      }
    }
    left.add(new Residual.NodeTraffic());
    if (hasNodeDns()) {
      left.add(new Residual.NodeDns());
    }
    if (backend != Backend.CILIUM && backend != Backend.CALICO_POLICY) {
      left.add(new Residual.OtherProtocols());
    }
    return left;
  }

  private void unseen(List<Residual> left) {
    if (!objects.isWhole(ObjectKind.NETWORK_POLICIES)) {
      left.add(
          new Residual.NotSeen(
              ObjectKind.NETWORK_POLICIES,
              objects
                  .unseen(ObjectKind.NETWORK_POLICIES)
                  .orElse(new Trouble.Other("they were not listed"))));
    }
  }

  /** Policies of plugins are a union with the others, and can allow what those do not. */
  private void ofPlugins(List<Residual> left, List<ObjectKind> kinds) {
    for (ObjectKind kind : kinds) {
      if (WatchedPolicies.isSeenOtherwise(objects, kind)) {
        continue;
      }
      int count = (int) objects.all(kind, "").count();
      if (count > 0) {
        left.add(new Residual.OtherPolicies(kind, count));
      } else {
        notSeen(left, kind);
      }
    }
  }

  private void notSeen(List<Residual> left, ObjectKind kind) {
    if (!objects.isWhole(kind) && !(objects.unseen(kind).orElse(null) instanceof Trouble.Missing)) {
      left.add(
          new Residual.NotSeen(
              kind, objects.unseen(kind).orElse(new Trouble.Other("they were not listed"))));
    }
  }

  private record Passing(Direction direction, String namespace, String policy) {}

  private void allowed(
      List<Residual> left,
      Collection<Relabelling> marked,
      Collection<JsonNode> narrowed,
      boolean fromOutsideAlone) {
    Map<Passing, List<ChosenPod>> pods = new LinkedHashMap<>();
    Map<Passing, List<PodReach.Allowed>> rules = new LinkedHashMap<>();
    for (Relabelling each : marked) {
      for (Direction direction : Direction.values()) {
        for (JsonNode policy : selected.allowing(each.after(), direction)) {
          Passing passing =
              new Passing(
                  direction, Selected.namespace(policy), policy.at("/metadata/name").asString(""));
          List<PodReach.Allowed> allowed =
              rules.computeIfAbsent(
                  passing, _ -> rules(each.after(), direction, passing.policy(), fromOutsideAlone));
          if (!allowed.isEmpty() && !narrowed.contains(policy)) {
            pods.computeIfAbsent(passing, _ -> new ArrayList<>()).add(ChosenPod.of(each.after()));
          }
        }
      }
    }
    pods.forEach((passing, of) ->
        left.add(
            new Residual.Allowed(
                of,
                passing.direction(),
                passing.namespace(),
                passing.policy(),
                rules.getOrDefault(passing, List.of()))));
  }

  /** What an admin's policy denies is all that leaves, and what comes from pods of the cluster. */
  private List<PodReach.Allowed> rules(
      JsonNode pod, Direction direction, String policy, boolean fromOutsideAlone) {
    PodReach reach = PodReach.of(pod, objects);
    PodReach.Side side = direction == Direction.IN ? reach.in() : reach.out();
    return side.policies().stream()
        .filter(each -> each.name().equals(policy))
        .flatMap(each -> each.allowed().stream())
        .filter(rule -> !fromOutsideAlone || (direction == Direction.IN && isFromOutside(rule)))
        .toList();
  }

  private static boolean isFromOutside(PodReach.Allowed rule) {
    return rule.peers().isEmpty()
        || rule.peers().stream().anyMatch(PodReach.Peer.Block.class::isInstance);
  }

  private boolean hasNodeDns() {
    return objects
        .all(ObjectKind.PODS, "")
        .flatMap(pod -> pod.at("/spec/containers").valueStream())
        .anyMatch(container -> container.path("image").asString("").contains("k8s-dns-node-cache"));
  }
}
