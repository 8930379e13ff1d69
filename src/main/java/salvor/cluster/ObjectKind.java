package salvor.cluster;

import java.util.List;

/**
 * A kind of object, known or not.
 *
 * @param group the API group, empty for the core group
 * @param version its version
 * @param plural the name in paths
 */
public record ObjectKind(String group, String version, String plural) {
  public static final ObjectKind PODS = new ObjectKind("", "v1", "pods");
  public static final ObjectKind NODES = new ObjectKind("", "v1", "nodes");
  public static final ObjectKind NAMESPACES = new ObjectKind("", "v1", "namespaces");
  public static final ObjectKind SERVICES = new ObjectKind("", "v1", "services");
  public static final ObjectKind EVENTS = new ObjectKind("", "v1", "events");
  public static final ObjectKind REPLICA_SETS = new ObjectKind("apps", "v1", "replicasets");
  public static final ObjectKind JOBS = new ObjectKind("batch", "v1", "jobs");
  public static final ObjectKind NETWORK_POLICIES =
      new ObjectKind("networking.k8s.io", "v1", "networkpolicies");

  public static final ObjectKind CLUSTER_NETWORK_POLICIES =
      new ObjectKind("policy.networking.k8s.io", "v1alpha2", "clusternetworkpolicies");
  public static final ObjectKind ADMIN_NETWORK_POLICIES =
      new ObjectKind("policy.networking.k8s.io", "v1alpha1", "adminnetworkpolicies");
  public static final ObjectKind BASELINE_ADMIN_NETWORK_POLICIES =
      new ObjectKind("policy.networking.k8s.io", "v1alpha1", "baselineadminnetworkpolicies");
  public static final ObjectKind CILIUM_NETWORK_POLICIES =
      new ObjectKind("cilium.io", "v2", "ciliumnetworkpolicies");
  public static final ObjectKind CILIUM_CLUSTERWIDE_POLICIES =
      new ObjectKind("cilium.io", "v2", "ciliumclusterwidenetworkpolicies");
  public static final ObjectKind CALICO_NETWORK_POLICIES =
      new ObjectKind("projectcalico.org", "v3", "globalnetworkpolicies");

  /** Those of a namespace. */
  public static final ObjectKind CALICO_NAMESPACED_POLICIES =
      new ObjectKind("projectcalico.org", "v3", "networkpolicies");

  /** As Calico stores its policies: all that is served where its own API server does not run. */
  public static final ObjectKind CALICO_STORED_GLOBAL_POLICIES =
      new ObjectKind("crd.projectcalico.org", "v1", "globalnetworkpolicies");

  public static final ObjectKind CALICO_STORED_NAMESPACED_POLICIES =
      new ObjectKind("crd.projectcalico.org", "v1", "networkpolicies");

  /** Policies that come with a network plugin or an extension: most clusters lack most of them. */
  public static final List<ObjectKind> POLICIES_OF_PLUGINS =
      List.of(
          CLUSTER_NETWORK_POLICIES,
          ADMIN_NETWORK_POLICIES,
          BASELINE_ADMIN_NETWORK_POLICIES,
          CILIUM_NETWORK_POLICIES,
          CILIUM_CLUSTERWIDE_POLICIES,
          CALICO_NETWORK_POLICIES,
          CALICO_NAMESPACED_POLICIES,
          CALICO_STORED_GLOBAL_POLICIES,
          CALICO_STORED_NAMESPACED_POLICIES);

  public static final ObjectKind CALICO_TIERS = new ObjectKind("projectcalico.org", "v3", "tiers");
  public static final ObjectKind DISRUPTION_BUDGETS =
      new ObjectKind("policy", "v1", "poddisruptionbudgets");

  public static final ObjectKind SECRETS = new ObjectKind("", "v1", "secrets");
  public static final ObjectKind AUTOSCALERS =
      new ObjectKind("autoscaling", "v2", "horizontalpodautoscalers");
  public static final ObjectKind ADMISSION_POLICIES =
      new ObjectKind("admissionregistration.k8s.io", "v1", "validatingadmissionpolicies");
  public static final ObjectKind ADMISSION_BINDINGS =
      new ObjectKind("admissionregistration.k8s.io", "v1", "validatingadmissionpolicybindings");
  public static final ObjectKind SERVICE_ACCOUNTS = new ObjectKind("", "v1", "serviceaccounts");
  public static final ObjectKind DEPLOYMENTS = new ObjectKind("apps", "v1", "deployments");
  public static final ObjectKind STATEFUL_SETS = new ObjectKind("apps", "v1", "statefulsets");
  public static final ObjectKind DAEMON_SETS = new ObjectKind("apps", "v1", "daemonsets");
  public static final ObjectKind CRON_JOBS = new ObjectKind("batch", "v1", "cronjobs");
  public static final ObjectKind ENDPOINT_SLICES =
      new ObjectKind("discovery.k8s.io", "v1", "endpointslices");
  public static final ObjectKind ROLES = rbac("roles");
  public static final ObjectKind ROLE_BINDINGS = rbac("rolebindings");
  public static final ObjectKind CLUSTER_ROLES = rbac("clusterroles");
  public static final ObjectKind CLUSTER_ROLE_BINDINGS = rbac("clusterrolebindings");

  private static ObjectKind rbac(String plural) {
    return new ObjectKind("rbac.authorization.k8s.io", "v1", plural);
  }

  /** As kubectl writes it: {@code networkpolicies.networking.k8s.io}. */
  public String target() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** The path of its objects; of all namespaces where the namespace is empty. */
  public String path(String namespace) {
    return (group.isEmpty() ? "/api/" : "/apis/" + group + "/")
        + version
        + (namespace.isEmpty() ? "" : "/namespaces/" + segment(namespace))
        + "/"
        + segment(plural);
  }

  /** The path of one object. */
  public String path(String namespace, String name) {
    return path(namespace) + "/" + segment(name);
  }

  /** One part of a path: a name with a slash or a question mark stays one name. */
  private static String segment(String name) {
    return java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace(".", name.equals(".") || name.equals("..") ? "%2E" : ".");
  }
}
