package salvor.cluster;

import static salvor.cluster.Right.Use.CHECKPOINT;
import static salvor.cluster.Right.Use.COLLECT;
import static salvor.cluster.Right.Use.CONTAIN;
import static salvor.cluster.Right.Use.LEARN;
import static salvor.cluster.Right.Use.LOOK;
import static salvor.cluster.Right.Use.REVOKE;

import java.util.Arrays;
import java.util.List;

/**
 * What Salvor asks of a cluster, verb by verb: the question of an access review, and the line of a
 * role. A thing of the cluster (not of a namespace) says so.
 */
public enum Right {
  LIST_PODS(LOOK, "list", "", "pods", "", false),
  WATCH_PODS(LOOK, "watch", "", "pods", "", false),
  GET_PODS(LOOK, "get", "", "pods", "", false),
  READ_LOGS(LOOK, "get", "", "pods", "log", false),
  LIST_NAMESPACES(LOOK, "list", "", "namespaces", "", true),
  WATCH_NAMESPACES(LOOK, "watch", "", "namespaces", "", true),
  GET_NAMESPACES(LOOK, "get", "", "namespaces", "", true),
  LIST_NODES(LOOK, "list", "", "nodes", "", true),
  WATCH_NODES(LOOK, "watch", "", "nodes", "", true),
  LIST_EVENTS(LOOK, "list", "", "events", "", false),
  WATCH_EVENTS(LOOK, "watch", "", "events", "", false),
  LIST_SERVICES(LOOK, "list", "", "services", "", false),
  WATCH_SERVICES(LOOK, "watch", "", "services", "", false),
  LIST_SERVICE_ACCOUNTS(LOOK, "list", "", "serviceaccounts", "", false),
  WATCH_SERVICE_ACCOUNTS(LOOK, "watch", "", "serviceaccounts", "", false),
  LIST_ENDPOINT_SLICES(LOOK, "list", "discovery.k8s.io", "endpointslices", "", false),
  WATCH_ENDPOINT_SLICES(LOOK, "watch", "discovery.k8s.io", "endpointslices", "", false),
  LIST_REPLICA_SETS(LOOK, "list", "apps", "replicasets", "", false),
  WATCH_REPLICA_SETS(LOOK, "watch", "apps", "replicasets", "", false),
  LIST_DEPLOYMENTS(LOOK, "list", "apps", "deployments", "", false),
  WATCH_DEPLOYMENTS(LOOK, "watch", "apps", "deployments", "", false),
  LIST_STATEFUL_SETS(LOOK, "list", "apps", "statefulsets", "", false),
  WATCH_STATEFUL_SETS(LOOK, "watch", "apps", "statefulsets", "", false),
  LIST_DAEMON_SETS(LOOK, "list", "apps", "daemonsets", "", false),
  WATCH_DAEMON_SETS(LOOK, "watch", "apps", "daemonsets", "", false),
  LIST_JOBS(LOOK, "list", "batch", "jobs", "", false),
  WATCH_JOBS(LOOK, "watch", "batch", "jobs", "", false),
  LIST_CRON_JOBS(LOOK, "list", "batch", "cronjobs", "", false),
  WATCH_CRON_JOBS(LOOK, "watch", "batch", "cronjobs", "", false),
  LIST_NETWORK_POLICIES(LOOK, "list", "networking.k8s.io", "networkpolicies", "", false),
  WATCH_NETWORK_POLICIES(LOOK, "watch", "networking.k8s.io", "networkpolicies", "", false),
  LIST_ROLES(LOOK, "list", "rbac.authorization.k8s.io", "roles", "", false),
  WATCH_ROLES(LOOK, "watch", "rbac.authorization.k8s.io", "roles", "", false),
  LIST_ROLE_BINDINGS(LOOK, "list", "rbac.authorization.k8s.io", "rolebindings", "", false),
  WATCH_ROLE_BINDINGS(LOOK, "watch", "rbac.authorization.k8s.io", "rolebindings", "", false),
  LIST_CLUSTER_ROLES(LOOK, "list", "rbac.authorization.k8s.io", "clusterroles", "", true),
  WATCH_CLUSTER_ROLES(LOOK, "watch", "rbac.authorization.k8s.io", "clusterroles", "", true),
  LIST_CLUSTER_ROLE_BINDINGS(
      LOOK, "list", "rbac.authorization.k8s.io", "clusterrolebindings", "", true),
  WATCH_CLUSTER_ROLE_BINDINGS(
      LOOK, "watch", "rbac.authorization.k8s.io", "clusterrolebindings", "", true),

  /** A WebSocket client's exec is a GET, kubectl's older way a POST: real clusters ask for both. */
  GET_EXEC(COLLECT, "get", "", "pods", "exec", false),
  CREATE_EXEC(COLLECT, "create", "", "pods", "exec", false),
  ATTACH_GET(COLLECT, "get", "", "pods", "attach", false),
  ATTACH_CREATE(COLLECT, "create", "", "pods", "attach", false),
  ADD_EPHEMERAL(COLLECT, "patch", "", "pods", "ephemeralcontainers", false),
  COLLECT_GET_PODS(COLLECT, "get", "", "pods", "", false),
  COLLECT_LOGS(COLLECT, "get", "", "pods", "log", false),

  /** The way to a kubelet; it is as much as an exec into every pod of every node. */
  CREATE_NODE_PROXY(CHECKPOINT, "create", "", "nodes", "proxy", true),

  CREATE_NETWORK_POLICY(CONTAIN, "create", "networking.k8s.io", "networkpolicies", "", false),
  GET_NETWORK_POLICY(CONTAIN, "get", "networking.k8s.io", "networkpolicies", "", false),
  DELETE_NETWORK_POLICY(CONTAIN, "delete", "networking.k8s.io", "networkpolicies", "", false),
  PATCH_NETWORK_POLICY(CONTAIN, "patch", "networking.k8s.io", "networkpolicies", "", false),
  LIST_CLUSTER_NETWORK_POLICY(
      CONTAIN, "list", "policy.networking.k8s.io", "clusternetworkpolicies", "", true),
  CREATE_CLUSTER_NETWORK_POLICY(
      CONTAIN, "create", "policy.networking.k8s.io", "clusternetworkpolicies", "", true),
  GET_CLUSTER_NETWORK_POLICY(
      CONTAIN, "get", "policy.networking.k8s.io", "clusternetworkpolicies", "", true),
  DELETE_CLUSTER_NETWORK_POLICY(
      CONTAIN, "delete", "policy.networking.k8s.io", "clusternetworkpolicies", "", true),
  LIST_ADMIN_NETWORK_POLICY(
      CONTAIN, "list", "policy.networking.k8s.io", "adminnetworkpolicies", "", true),
  CREATE_ADMIN_NETWORK_POLICY(
      CONTAIN, "create", "policy.networking.k8s.io", "adminnetworkpolicies", "", true),
  GET_ADMIN_NETWORK_POLICY(
      CONTAIN, "get", "policy.networking.k8s.io", "adminnetworkpolicies", "", true),
  DELETE_ADMIN_NETWORK_POLICY(
      CONTAIN, "delete", "policy.networking.k8s.io", "adminnetworkpolicies", "", true),
  LIST_CILIUM_NETWORK_POLICY(CONTAIN, "list", "cilium.io", "ciliumnetworkpolicies", "", false),
  CREATE_CILIUM_NETWORK_POLICY(CONTAIN, "create", "cilium.io", "ciliumnetworkpolicies", "", false),
  GET_CILIUM_NETWORK_POLICY(CONTAIN, "get", "cilium.io", "ciliumnetworkpolicies", "", false),
  DELETE_CILIUM_NETWORK_POLICY(CONTAIN, "delete", "cilium.io", "ciliumnetworkpolicies", "", false),
  LIST_CALICO_NETWORK_POLICY(
      CONTAIN, "list", "projectcalico.org", "globalnetworkpolicies", "", true),
  CREATE_CALICO_NETWORK_POLICY(
      CONTAIN, "create", "projectcalico.org", "globalnetworkpolicies", "", true),
  GET_CALICO_NETWORK_POLICY(CONTAIN, "get", "projectcalico.org", "globalnetworkpolicies", "", true),
  DELETE_CALICO_NETWORK_POLICY(
      CONTAIN, "delete", "projectcalico.org", "globalnetworkpolicies", "", true),
  WATCH_CLUSTER_NETWORK_POLICY(
      CONTAIN, "watch", "policy.networking.k8s.io", "clusternetworkpolicies", "", true),
  WATCH_ADMIN_NETWORK_POLICY(
      CONTAIN, "watch", "policy.networking.k8s.io", "adminnetworkpolicies", "", true),
  LIST_BASELINE_NETWORK_POLICY(
      CONTAIN, "list", "policy.networking.k8s.io", "baselineadminnetworkpolicies", "", true),
  WATCH_BASELINE_NETWORK_POLICY(
      CONTAIN, "watch", "policy.networking.k8s.io", "baselineadminnetworkpolicies", "", true),
  WATCH_CILIUM_NETWORK_POLICY(CONTAIN, "watch", "cilium.io", "ciliumnetworkpolicies", "", false),
  LIST_CILIUM_CLUSTERWIDE(
      CONTAIN, "list", "cilium.io", "ciliumclusterwidenetworkpolicies", "", true),
  WATCH_CILIUM_CLUSTERWIDE(
      CONTAIN, "watch", "cilium.io", "ciliumclusterwidenetworkpolicies", "", true),
  WATCH_CALICO_NETWORK_POLICY(
      CONTAIN, "watch", "projectcalico.org", "globalnetworkpolicies", "", true),
  LIST_CALICO_NAMESPACED(CONTAIN, "list", "projectcalico.org", "networkpolicies", "", false),
  WATCH_CALICO_NAMESPACED(CONTAIN, "watch", "projectcalico.org", "networkpolicies", "", false),
  LIST_CALICO_STORED_GLOBAL(
      CONTAIN, "list", "crd.projectcalico.org", "globalnetworkpolicies", "", true),
  WATCH_CALICO_STORED_GLOBAL(
      CONTAIN, "watch", "crd.projectcalico.org", "globalnetworkpolicies", "", true),
  LIST_CALICO_STORED_NAMESPACED(
      CONTAIN, "list", "crd.projectcalico.org", "networkpolicies", "", false),
  WATCH_CALICO_STORED_NAMESPACED(
      CONTAIN, "watch", "crd.projectcalico.org", "networkpolicies", "", false),
  LIST_CALICO_TIERS(CONTAIN, "list", "projectcalico.org", "tiers", "", true),
  LIST_BUDGETS(CONTAIN, "list", "policy", "poddisruptionbudgets", "", false),
  LABEL_POD(CONTAIN, "patch", "", "pods", "", false),
  CONTAIN_GET_PODS(CONTAIN, "get", "", "pods", "", false),
  DELETE_POD(CONTAIN, "delete", "", "pods", "", false),
  EVICT_POD(CONTAIN, "create", "", "pods", "eviction", false),
  CONTAIN_GET_NODE(CONTAIN, "get", "", "nodes", "", true),
  CORDON_NODE(CONTAIN, "patch", "", "nodes", "", true),
  GET_DEPLOYMENT(CONTAIN, "get", "apps", "deployments", "", false),
  PATCH_DEPLOYMENT(CONTAIN, "patch", "apps", "deployments", "", false),
  GET_STATEFUL_SET(CONTAIN, "get", "apps", "statefulsets", "", false),
  PATCH_STATEFUL_SET(CONTAIN, "patch", "apps", "statefulsets", "", false),
  GET_DAEMON_SET(CONTAIN, "get", "apps", "daemonsets", "", false),
  PATCH_DAEMON_SET(CONTAIN, "patch", "apps", "daemonsets", "", false),
  GET_REPLICA_SET(CONTAIN, "get", "apps", "replicasets", "", false),
  PATCH_REPLICA_SET(CONTAIN, "patch", "apps", "replicasets", "", false),
  GET_JOB(CONTAIN, "get", "batch", "jobs", "", false),
  PATCH_JOB(CONTAIN, "patch", "batch", "jobs", "", false),
  GET_CRON_JOB(CONTAIN, "get", "batch", "cronjobs", "", false),
  PATCH_CRON_JOB(CONTAIN, "patch", "batch", "cronjobs", "", false),
  LIST_AUTOSCALERS(CONTAIN, "list", "autoscaling", "horizontalpodautoscalers", "", false),
  HOLD_LIST(
      CONTAIN, "list", "admissionregistration.k8s.io", "validatingadmissionpolicies", "", true),
  HOLD_GET(CONTAIN, "get", "admissionregistration.k8s.io", "validatingadmissionpolicies", "", true),
  HOLD_CREATE(
      CONTAIN, "create", "admissionregistration.k8s.io", "validatingadmissionpolicies", "", true),
  HOLD_DELETE(
      CONTAIN, "delete", "admissionregistration.k8s.io", "validatingadmissionpolicies", "", true),
  HOLD_BIND(
      CONTAIN,
      "create",
      "admissionregistration.k8s.io",
      "validatingadmissionpolicybindings",
      "",
      true),
  HOLD_LIST_BINDINGS(
      CONTAIN,
      "list",
      "admissionregistration.k8s.io",
      "validatingadmissionpolicybindings",
      "",
      true),
  HOLD_GET_BINDING(
      CONTAIN,
      "get",
      "admissionregistration.k8s.io",
      "validatingadmissionpolicybindings",
      "",
      true),
  HOLD_PATCH_BINDING(
      CONTAIN,
      "patch",
      "admissionregistration.k8s.io",
      "validatingadmissionpolicybindings",
      "",
      true),
  HOLD_UNBIND(
      CONTAIN,
      "delete",
      "admissionregistration.k8s.io",
      "validatingadmissionpolicybindings",
      "",
      true),

  /** Whoever may list Secrets may read them: so this is a role of its own. */
  LIST_SECRETS(REVOKE, "list", "", "secrets", "", false),
  GET_SECRET(REVOKE, "get", "", "secrets", "", false),
  DELETE_SECRET(REVOKE, "delete", "", "secrets", "", false),
  GET_ROLE_BINDING(REVOKE, "get", "rbac.authorization.k8s.io", "rolebindings", "", false),
  PATCH_ROLE_BINDING(REVOKE, "patch", "rbac.authorization.k8s.io", "rolebindings", "", false),
  GET_CLUSTER_ROLE_BINDING(
      REVOKE, "get", "rbac.authorization.k8s.io", "clusterrolebindings", "", true),
  PATCH_CLUSTER_ROLE_BINDING(
      REVOKE, "patch", "rbac.authorization.k8s.io", "clusterrolebindings", "", true),

  LIST_CONTAINER_PROFILES(
      LEARN, "list", "spdx.softwarecomposition.kubescape.io", "containerprofiles", "", false),
  GET_CONTAINER_PROFILES(
      LEARN, "get", "spdx.softwarecomposition.kubescape.io", "containerprofiles", "", false),
  LIST_APPLICATION_PROFILES(
      LEARN, "list", "spdx.softwarecomposition.kubescape.io", "applicationprofiles", "", false),
  GET_APPLICATION_PROFILES(
      LEARN, "get", "spdx.softwarecomposition.kubescape.io", "applicationprofiles", "", false),
  LIST_NETWORK_NEIGHBORHOODS(
      LEARN, "list", "spdx.softwarecomposition.kubescape.io", "networkneighborhoods", "", false),
  GET_NETWORK_NEIGHBORHOODS(
      LEARN, "get", "spdx.softwarecomposition.kubescape.io", "networkneighborhoods", "", false);

  /** For what it is needed. */
  public enum Use {
    /** See what runs. Changes nothing. */
    LOOK,
    /** Take state out of a pod. */
    COLLECT,
    /**
     * Have a node write a checkpoint. No role that is shipped has it: it is more than all others.
     */
    CHECKPOINT,
    /** Stop an attacker. */
    CONTAIN,
    /** Take an account's tokens and rights away; it lets Secrets be read. */
    REVOKE,
    /** Take what Kubescape learned of the workloads. Changes nothing. */
    LEARN
  }

  private final Use use;
  private final String verb;
  private final String group;
  private final String resource;
  private final String subresource;
  private final boolean ofCluster;

  Right(
      Use use, String verb, String group, String resource, String subresource, boolean ofCluster) {
    this.use = use;
    this.verb = verb;
    this.group = group;
    this.resource = resource;
    this.subresource = subresource;
    this.ofCluster = ofCluster;
  }

  /** Those of a use, in the order of roles. */
  public static List<Right> of(Use use) {
    return Arrays.stream(values()).filter(right -> right.use == use).toList();
  }

  public Use use() {
    return use;
  }

  public String verb() {
    return verb;
  }

  public String group() {
    return group;
  }

  public String resource() {
    return resource;
  }

  /** What is below the object, empty for the object itself. */
  public String subresource() {
    return subresource;
  }

  /** Whether it is a thing of the cluster, that of no namespace. */
  public boolean ofCluster() {
    return ofCluster;
  }

  /**
   * As a role and kubectl write it: {@code pods/log}, {@code networkpolicies.networking.k8s.io}.
   */
  public String target() {
    return resource
        + (group.isEmpty() ? "" : "." + group)
        + (subresource.isEmpty() ? "" : "/" + subresource);
  }
}
