package salvor.cluster;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What makes NetworkPolicies hold, or does not, told by the images that run. That is a hint: only a
 * probe proves that a policy holds.
 *
 * <p>What becomes of connections that stand when a policy denies them differs, and no API tells.
 * Sources: calico#6399, antrea#5381, kube-router#807, weave#2618, kindnetd, cilium#2700,
 * network-policy-api#305, kube-network-policies#268, aws-network-policy-agent#73.
 */
public enum NetworkPlugin {
  CALICO("calico/node", Standing.SURVIVE),
  CANAL("canal", Standing.SURVIVE),
  CILIUM("cilium/cilium", Standing.CUT),
  OVN_KUBERNETES("ovn-kubernetes", Standing.CUT),
  ANTREA("antrea", Standing.SURVIVE),
  KUBE_OVN("kube-ovn", Standing.UNKNOWN),
  KUBE_NETWORK_POLICIES("kube-network-policies", Standing.CUT),
  KUBE_ROUTER("kube-router", Standing.SURVIVE),
  WEAVE("weave-npc", Standing.SURVIVE),
  KINDNET("kindnetd", Standing.SURVIVE),
  AWS("aws-network-policy-agent", Standing.CUT),
  FLANNEL("flannel", Standing.SURVIVE);

  /** What becomes of connections that stand when they are denied. */
  public enum Standing {
    SURVIVE,
    CUT,
    UNKNOWN
  }

  private final String image;
  private final Standing standing;

  NetworkPlugin(String image, Standing standing) {
    this.image = image;
    this.standing = standing;
  }

  /** Those whose images are among these. */
  public static Set<NetworkPlugin> among(Collection<String> images) {
    Set<NetworkPlugin> found = EnumSet.noneOf(NetworkPlugin.class);
    for (String each : images) {
      String lower = each.toLowerCase(Locale.ROOT);
      for (NetworkPlugin plugin : values()) {
        if (lower.contains(plugin.image)) {
          found.add(plugin);
        }
      }
    }
    return found;
  }

  /** Whether it makes policies hold at all. */
  public boolean enforces() {
    return this != FLANNEL;
  }

  public Standing standing() {
    return standing;
  }
}
