package salvor.containment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.cluster.Trouble;
import salvor.training.apiserver.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a cluster told, as tests write it down. */
final class Snapshot {
  private static final Map<String, ObjectKind> KINDS =
      Map.ofEntries(
          Map.entry("Pod", ObjectKind.PODS),
          Map.entry("Namespace", ObjectKind.NAMESPACES),
          Map.entry("NetworkPolicy", ObjectKind.NETWORK_POLICIES),
          Map.entry("Service", ObjectKind.SERVICES),
          Map.entry("ReplicaSet", ObjectKind.REPLICA_SETS),
          Map.entry("StatefulSet", ObjectKind.STATEFUL_SETS),
          Map.entry("DaemonSet", ObjectKind.DAEMON_SETS),
          Map.entry("Job", ObjectKind.JOBS),
          Map.entry("PodDisruptionBudget", ObjectKind.DISRUPTION_BUDGETS),
          Map.entry("ClusterNetworkPolicy", ObjectKind.CLUSTER_NETWORK_POLICIES),
          Map.entry("AdminNetworkPolicy", ObjectKind.ADMIN_NETWORK_POLICIES),
          Map.entry("CiliumNetworkPolicy", ObjectKind.CILIUM_NETWORK_POLICIES),
          Map.entry("CiliumClusterwideNetworkPolicy", ObjectKind.CILIUM_CLUSTERWIDE_POLICIES),
          Map.entry("GlobalNetworkPolicy", ObjectKind.CALICO_NETWORK_POLICIES),
          Map.entry("CalicoNetworkPolicy", ObjectKind.CALICO_NAMESPACED_POLICIES),
          Map.entry("StoredGlobalNetworkPolicy", ObjectKind.CALICO_STORED_GLOBAL_POLICIES),
          Map.entry("StoredNetworkPolicy", ObjectKind.CALICO_STORED_NAMESPACED_POLICIES),
          Map.entry("Tier", ObjectKind.CALICO_TIERS));

  private final Map<ObjectKind, List<JsonNode>> objects = new HashMap<>();
  private final Set<ObjectKind> served = new HashSet<>();
  private final Set<ObjectKind> forbidden = new HashSet<>();
  private final Set<Right> denied = EnumSet.noneOf(Right.class);

  /** The kinds that every cluster serves. */
  Snapshot() {
    served.addAll(Quarantine.KINDS);
    served.removeAll(
        Set.of(
            ObjectKind.CLUSTER_NETWORK_POLICIES,
            ObjectKind.ADMIN_NETWORK_POLICIES,
            ObjectKind.CILIUM_NETWORK_POLICIES,
            ObjectKind.CILIUM_CLUSTERWIDE_POLICIES,
            ObjectKind.CALICO_NETWORK_POLICIES,
            ObjectKind.CALICO_NAMESPACED_POLICIES,
            ObjectKind.CALICO_STORED_GLOBAL_POLICIES,
            ObjectKind.CALICO_STORED_NAMESPACED_POLICIES,
            ObjectKind.CALICO_TIERS));
  }

  Snapshot with(JsonNode object) {
    ObjectKind kind = KINDS.get(object.path("kind").asString(""));
    served.add(kind);
    JsonNode metadata = object.path("metadata");
    if (!metadata.has("uid")) {
      ((ObjectNode) metadata)
          .put(
              "uid",
              kind.plural()
                  + "-"
                  + metadata.path("namespace").asString("")
                  + "-"
                  + metadata.path("name").asString(""))
          .put("resourceVersion", "7");
    }
    objects.computeIfAbsent(kind, _ -> new ArrayList<>()).add(object);
    return this;
  }

  Snapshot with(String kind, String object) {
    ObjectNode whole = Json.object(object);
    return with(whole.put("kind", kind));
  }

  Snapshot serving(ObjectKind... kinds) {
    served.addAll(List.of(kinds));
    return this;
  }

  Snapshot forbidding(ObjectKind... kinds) {
    forbidden.addAll(List.of(kinds));
    return this;
  }

  Snapshot denying(Right... rights) {
    denied.addAll(List.of(rights));
    return this;
  }

  ClusterObjects objects() {
    ClusterObjects known = new ClusterObjects();
    for (ObjectKind kind : Quarantine.KINDS) {
      if (forbidden.contains(kind)) {
        known.unseen(kind, new Trouble.Forbidden("list", kind.plural(), "", "no"));
      } else if (served.contains(kind)) {
        known.listed(kind, objects.getOrDefault(kind, List.of()));
      } else {
        known.unseen(kind, new Trouble.Missing("no such kind"));
      }
    }
    return known;
  }

  Rights rights() {
    return new Rights(
        "",
        EnumSet.allOf(Right.class).stream()
            .collect(
                Collectors.toMap(
                    right -> right,
                    right ->
                        denied.contains(right)
                            ? new Rights.Answer.Denied("no")
                            : new Rights.Answer.Allowed())));
  }

  /** A plan for the pods of these names, all in {@code shop}. */
  QuarantinePlan plan(Wish wish, String... pods) {
    return Quarantine.plan(
        objects(),
        rights(),
        new QuarantineWish(
            "IR-7",
            "0badcafe",
            java.util.Arrays.stream(pods).map(name -> "pods-shop-" + name).toList(),
            wish.backend,
            wish.keepLabels,
            wish.narrow));
  }

  QuarantinePlan plan(String... pods) {
    return plan(new Wish(), pods);
  }

  Collection<JsonNode> of(ObjectKind kind) {
    return objects.getOrDefault(kind, List.of());
  }

  /** What is asked for beside the pods. */
  static final class Wish {
    private Backend backend;
    private boolean keepLabels;
    private boolean narrow;

    Wish by(Backend wanted) {
      backend = wanted;
      return this;
    }

    Wish keepingLabels() {
      keepLabels = true;
      return this;
    }

    Wish narrowing() {
      narrow = true;
      return this;
    }
  }
}
