package salvor.containment;

import static salvor.cluster.NetworkPlugin.ANTREA;
import static salvor.cluster.NetworkPlugin.CALICO;
import static salvor.cluster.NetworkPlugin.CANAL;
import static salvor.cluster.NetworkPlugin.KUBE_NETWORK_POLICIES;
import static salvor.cluster.NetworkPlugin.KUBE_OVN;
import static salvor.cluster.NetworkPlugin.OVN_KUBERNETES;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import salvor.cluster.NetworkPlugin;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;

/** What can cut a pod off, the strongest first: the kind of object that says so. */
public enum Backend {
  /** Its tier Admin is judged before all NetworkPolicies. */
  CLUSTER_NETWORK_POLICY,
  /** The one before it, without tiers. */
  ADMIN_NETWORK_POLICY,
  /** What Cilium denies wins over whatever is allowed. */
  CILIUM,
  /** The first policy of the first tier decides. */
  CALICO_POLICY,
  /**
   * Takes nothing away from policies that allow: labels are removed, so that they select no more.
   */
  NETWORK_POLICY;

  public ObjectKind kind() {
    return switch (this) {
      case CLUSTER_NETWORK_POLICY -> ObjectKind.CLUSTER_NETWORK_POLICIES;
      case ADMIN_NETWORK_POLICY -> ObjectKind.ADMIN_NETWORK_POLICIES;
      case CILIUM -> ObjectKind.CILIUM_NETWORK_POLICIES;
      case CALICO_POLICY -> ObjectKind.CALICO_NETWORK_POLICIES;
      case NETWORK_POLICY -> ObjectKind.NETWORK_POLICIES;
    };
  }

  /** What must be allowed, to do it and to take it back. */
  public List<Right> rights() {
    return switch (this) {
      case CLUSTER_NETWORK_POLICY ->
          List.of(Right.CREATE_CLUSTER_NETWORK_POLICY, Right.DELETE_CLUSTER_NETWORK_POLICY);
      case ADMIN_NETWORK_POLICY ->
          List.of(Right.CREATE_ADMIN_NETWORK_POLICY, Right.DELETE_ADMIN_NETWORK_POLICY);
      case CILIUM ->
          List.of(Right.CREATE_CILIUM_NETWORK_POLICY, Right.DELETE_CILIUM_NETWORK_POLICY);
      case CALICO_POLICY ->
          List.of(Right.CREATE_CALICO_NETWORK_POLICY, Right.DELETE_CALICO_NETWORK_POLICY);
      case NETWORK_POLICY -> List.of(Right.CREATE_NETWORK_POLICY, Right.DELETE_NETWORK_POLICY);
    };
  }

  /** Whether one of the plugins is known to make it hold; true where none is known. */
  public boolean isMadeToHoldBy(Set<NetworkPlugin> known) {
    return known.isEmpty() || known.stream().anyMatch(this::isOf);
  }

  private boolean isOf(NetworkPlugin plugin) {
    return switch (this) {
      case CLUSTER_NETWORK_POLICY ->
          Set.of(CALICO, KUBE_NETWORK_POLICIES, KUBE_OVN).contains(plugin);
      case ADMIN_NETWORK_POLICY ->
          Set.of(OVN_KUBERNETES, ANTREA, CALICO, KUBE_OVN).contains(plugin);
      case CILIUM -> plugin == NetworkPlugin.CILIUM;
      case CALICO_POLICY -> Set.of(CALICO, CANAL).contains(plugin);
      case NETWORK_POLICY -> plugin.enforces();
    };
  }

  /** As it is called on the command line and in documents. */
  public String word() {
    return this == CALICO_POLICY ? "calico" : name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
