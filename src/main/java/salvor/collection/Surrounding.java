package salvor.collection;

import java.util.List;
import java.util.Optional;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.JsonNode;

/**
 * A kind of objects that tell something of a pod, and which of them.
 *
 * @param kind the kind
 * @param name what one of them is called, which a list of them does not always say
 * @param which of them are taken
 */
record Surrounding(ObjectKind kind, String name, Which which) {
  private static final String CALICO = "projectcalico.org";
  private static final String CALICO_STORED = "crd.projectcalico.org";
  private static final String ANTREA = "crd.antrea.io";

  /** Which objects are taken. */
  enum Which {
    /** All in the namespace of the pod. */
    OF_NAMESPACE,
    /** All of the cluster. */
    OF_CLUSTER,
    /** Those that are said of the pod. */
    ABOUT_POD,
    /** The node that it runs on. */
    ITS_NODE,
    /** The namespace that it is in. */
    ITS_NAMESPACE
  }

  /**
   * All of them. The policies of network plugins are asked for wherever they may be: which are
   * served is known then.
   */
  static final List<Surrounding> ALL =
      List.of(
          new Surrounding(ObjectKind.EVENTS, "Event", Which.ABOUT_POD),
          new Surrounding(ObjectKind.REPLICA_SETS, "ReplicaSet", Which.OF_NAMESPACE),
          new Surrounding(ObjectKind.DEPLOYMENTS, "Deployment", Which.OF_NAMESPACE),
          new Surrounding(ObjectKind.STATEFUL_SETS, "StatefulSet", Which.OF_NAMESPACE),
          new Surrounding(ObjectKind.DAEMON_SETS, "DaemonSet", Which.OF_NAMESPACE),
          new Surrounding(ObjectKind.JOBS, "Job", Which.OF_NAMESPACE),
          new Surrounding(ObjectKind.CRON_JOBS, "CronJob", Which.OF_NAMESPACE),
          new Surrounding(ObjectKind.SERVICES, "Service", Which.OF_NAMESPACE),
          new Surrounding(ObjectKind.ENDPOINT_SLICES, "EndpointSlice", Which.OF_NAMESPACE),
          new Surrounding(ObjectKind.NAMESPACES, "Namespace", Which.ITS_NAMESPACE),
          new Surrounding(ObjectKind.NODES, "Node", Which.ITS_NODE),
          new Surrounding(ObjectKind.NETWORK_POLICIES, "NetworkPolicy", Which.OF_NAMESPACE),
          new Surrounding(
              ObjectKind.CLUSTER_NETWORK_POLICIES, "ClusterNetworkPolicy", Which.OF_CLUSTER),
          new Surrounding(
              ObjectKind.ADMIN_NETWORK_POLICIES, "AdminNetworkPolicy", Which.OF_CLUSTER),
          new Surrounding(
              new ObjectKind(
                  "policy.networking.k8s.io", "v1alpha1", "baselineadminnetworkpolicies"),
              "BaselineAdminNetworkPolicy",
              Which.OF_CLUSTER),
          new Surrounding(
              ObjectKind.CILIUM_NETWORK_POLICIES, "CiliumNetworkPolicy", Which.OF_NAMESPACE),
          new Surrounding(
              new ObjectKind("cilium.io", "v2", "ciliumclusterwidenetworkpolicies"),
              "CiliumClusterwideNetworkPolicy",
              Which.OF_CLUSTER),
          new Surrounding(ObjectKind.CALICO_TIERS, "Tier", Which.OF_CLUSTER),
          new Surrounding(
              ObjectKind.CALICO_NETWORK_POLICIES, "GlobalNetworkPolicy", Which.OF_CLUSTER),
          new Surrounding(
              new ObjectKind(CALICO, "v3", "networkpolicies"), "NetworkPolicy", Which.OF_NAMESPACE),
          new Surrounding(
              new ObjectKind(CALICO_STORED, "v1", "globalnetworkpolicies"),
              "GlobalNetworkPolicy",
              Which.OF_CLUSTER),
          new Surrounding(
              new ObjectKind(CALICO_STORED, "v1", "networkpolicies"),
              "NetworkPolicy",
              Which.OF_NAMESPACE),
          new Surrounding(
              new ObjectKind(ANTREA, "v1beta1", "clusternetworkpolicies"),
              "ClusterNetworkPolicy",
              Which.OF_CLUSTER),
          new Surrounding(
              new ObjectKind(ANTREA, "v1beta1", "networkpolicies"),
              "NetworkPolicy",
              Which.OF_NAMESPACE),
          new Surrounding(ObjectKind.SERVICE_ACCOUNTS, "ServiceAccount", Which.OF_NAMESPACE),
          new Surrounding(ObjectKind.ROLES, "Role", Which.OF_NAMESPACE),
          new Surrounding(ObjectKind.ROLE_BINDINGS, "RoleBinding", Which.OF_NAMESPACE),
          new Surrounding(ObjectKind.CLUSTER_ROLES, "ClusterRole", Which.OF_CLUSTER),
          new Surrounding(
              ObjectKind.CLUSTER_ROLE_BINDINGS, "ClusterRoleBinding", Which.OF_CLUSTER));

  /** That of a kind. */
  static Optional<Surrounding> of(ObjectKind kind) {
    return ALL.stream().filter(each -> each.kind.equals(kind)).findFirst();
  }

  /** Where it is asked for; empty for the whole cluster. */
  String namespace(CollectionPlan.OfPod pod) {
    return switch (which) {
      case OF_NAMESPACE, ABOUT_POD -> pod.namespace();
      case OF_CLUSTER, ITS_NODE, ITS_NAMESPACE -> "";
    };
  }

  /** Whether an object of the kind is taken. */
  boolean takes(JsonNode object, CollectionPlan.OfPod pod) {
    String name = object.at("/metadata/name").asString("");
    return switch (which) {
      case OF_NAMESPACE, OF_CLUSTER -> true;
      case ABOUT_POD -> object.at("/involvedObject/uid").asString("").equals(pod.uid());
      case ITS_NODE -> name.equals(pod.node());
      case ITS_NAMESPACE -> name.equals(pod.namespace());
    };
  }

  /** The file of its objects: kinds of several groups may be called alike. */
  String file() {
    boolean known =
        ALL.stream()
            .filter(each -> each.kind.plural().equals(kind.plural()))
            .findFirst()
            .filter(this::equals)
            .isPresent();
    return "objects/" + kind.plural() + (known ? "" : "." + kind.group()) + ".json";
  }
}
