package salvor.containment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;

/**
 * Which kinds of policies are seen, so that one that opens what is cut off raises an alarm.
 *
 * @param seen those that are
 * @param absent those that the cluster does not have
 * @param unseen those that are not seen, and why: one of them could open what is cut off
 */
public record WatchedPolicies(
    List<ObjectKind> seen, List<ObjectKind> absent, Map<ObjectKind, Trouble> unseen) {
  /**
   * All that can let something pass that a quarantine stops. A BaselineAdminNetworkPolicy cannot:
   * it holds only for pods that no NetworkPolicy selects, and one selects those.
   */
  public static final List<ObjectKind> KINDS =
      Stream.concat(
              Stream.of(ObjectKind.NETWORK_POLICIES),
              ObjectKind.POLICIES_OF_PLUGINS.stream()
                  .filter(kind -> !kind.equals(ObjectKind.BASELINE_ADMIN_NETWORK_POLICIES)))
          .toList();

  /** Copies the collections. */
  public WatchedPolicies {
    seen = List.copyOf(seen);
    absent = List.copyOf(absent);
    unseen = Collections.unmodifiableMap(new LinkedHashMap<>(unseen));
  }

  /** Whether it is told of a kind: of the same policies under another name it is not. */
  public boolean isTold(ObjectKind kind) {
    return seen.contains(kind) || absent.contains(kind) || unseen.containsKey(kind);
  }

  /** Calico stores its policies under another name; they are the same, and seen once is enough. */
  static boolean isSeenOtherwise(ClusterObjects objects, ObjectKind kind) {
    ObjectKind same =
        kind.equals(ObjectKind.CALICO_STORED_GLOBAL_POLICIES)
            ? ObjectKind.CALICO_NETWORK_POLICIES
            : kind.equals(ObjectKind.CALICO_STORED_NAMESPACED_POLICIES)
                ? ObjectKind.CALICO_NAMESPACED_POLICIES
                : null;
    return same != null && objects.isWhole(same) && objects.unseen(same).isEmpty();
  }

  /** By what was listed, or is watched. */
  public static WatchedPolicies of(ClusterObjects objects) {
    List<ObjectKind> seen = new ArrayList<>();
    List<ObjectKind> absent = new ArrayList<>();
    Map<ObjectKind, Trouble> unseen = new LinkedHashMap<>();
    for (ObjectKind kind : KINDS) {
      if (isSeenOtherwise(objects, kind)) {
        continue;
      }
      Trouble why = objects.unseen(kind).orElse(null);
      if (why instanceof Trouble.Missing) {
        absent.add(kind);
      } else if (why == null && objects.isWhole(kind)) {
        seen.add(kind);
      } else {
        unseen.put(kind, why == null ? new Trouble.Other("they were not listed") : why);
      }
    }
    return new WatchedPolicies(seen, absent, unseen);
  }
}
