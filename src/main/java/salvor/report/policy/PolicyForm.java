package salvor.report.policy;

import java.util.List;
import java.util.Locale;
import salvor.baseline.Profile;

/** A form of another tool that baselines can be written in. */
public enum PolicyForm {
  /** ContainerProfiles. */
  KUBESCAPE,
  /** ApplicationProfiles and NetworkNeighborhoods, for Kubescape before ContainerProfiles. */
  KUBESCAPE_APPLICATION,
  /** Seccomp profiles as container runtimes read them. */
  SECCOMP,
  /** SeccompProfiles of the security-profiles-operator. */
  SPO_SECCOMP,
  /** NetworkPolicies of Kubernetes. */
  NETWORKPOLICY,
  /** CiliumNetworkPolicies. */
  CILIUM,
  /** KubeArmorPolicies. */
  KUBEARMOR;

  /** As the command line spells it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return word();
  }

  /** The baselines in this form; equal baselines give equal documents. */
  public Handover of(List<Profile> profiles, PodLabels pods) {
    return switch (this) {
      case KUBESCAPE -> KubescapeProfiles.containers(profiles, pods);
      case KUBESCAPE_APPLICATION -> KubescapeProfiles.applications(profiles, pods);
      case SECCOMP -> SeccompProfiles.oci(profiles);
      case SPO_SECCOMP -> SeccompProfiles.operator(profiles);
      case NETWORKPOLICY -> NetworkPolicies.of(profiles, pods);
      case CILIUM -> CiliumPolicies.of(profiles, pods);
      case KUBEARMOR -> KubeArmorPolicies.of(profiles, pods);
    };
  }
}
