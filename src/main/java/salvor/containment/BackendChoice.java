package salvor.containment;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterObjects;
import salvor.cluster.NetworkPlugin;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.cluster.Trouble;
import salvor.containment.QuarantinePlan.PassedOver;
import tools.jackson.databind.JsonNode;

/**
 * Chooses what cuts pods off: the strongest that the cluster serves, that its network plugin makes
 * hold, that may be made, and that no other policy outranks.
 */
final class BackendChoice {
  /** Of policies without an order Calico says that they come last. */
  static final double LAST = Double.POSITIVE_INFINITY;

  static final String FIRST_TIER = "default";

  /** Calico keeps these for the policies of Kubernetes' administrators. */
  private static final Set<String> RESERVED =
      Set.of("adminnetworkpolicy", "baselineadminnetworkpolicy", "kube-admin", "kube-baseline");

  private final ClusterObjects objects;
  private final Rights rights;
  private final Set<NetworkPlugin> plugins;
  private final Map<Backend, PassedOver> passedOver = new EnumMap<>(Backend.class);
  private @Nullable Backend chosen;

  BackendChoice(ClusterObjects objects, Rights rights, Set<NetworkPlugin> plugins) {
    this.objects = objects;
    this.rights = rights;
    this.plugins = plugins;
  }

  /**
   * Chooses.
   *
   * @param wanted the one that is asked for, null for any
   * @param pods the pods as they will be labelled
   */
  Optional<Backend> choose(@Nullable Backend wanted, Collection<JsonNode> pods) {
    for (Backend backend : Backend.values()) {
      if (chosen != null || (wanted != null && backend != wanted)) {
        passedOver.put(backend, new PassedOver.NotNeeded());
        continue;
      }
      Optional<PassedOver> against = against(backend, pods);
      against.ifPresent(why -> passedOver.put(backend, why));
      if (against.isEmpty()) {
        chosen = backend;
      }
    }
    return Optional.ofNullable(chosen);
  }

  Map<Backend, PassedOver> passedOver() {
    return passedOver;
  }

  private Optional<PassedOver> against(Backend backend, Collection<JsonNode> pods) {
    Optional<Trouble> unseen = objects.unseen(backend.kind());
    if (backend != Backend.NETWORK_POLICY) {
      if (unseen.orElse(null) instanceof Trouble.Missing) {
        return Optional.of(new PassedOver.NotServed());
      }
      if (!objects.isWhole(backend.kind())) {
        return Optional.of(
            new PassedOver.NotSeen(unseen.orElse(new Trouble.Other("they were not listed"))));
      }
      if (!backend.isMadeToHoldBy(plugins)) {
        return Optional.of(new PassedOver.NotMadeToHold(plugins));
      }
    }
    List<Right> missing = backend.rights().stream().filter(r -> !rights.allows(r)).toList();
    if (!missing.isEmpty()) {
      return Optional.of(new PassedOver.NotAllowed(missing));
    }
    return outranking(backend, pods).map(PassedOver.Outranked::new);
  }

  /**
   * A policy of the highest rank that selects one of the pods: which of two wins is not defined.
   */
  private Optional<String> outranking(Backend backend, Collection<JsonNode> pods) {
    if (backend != Backend.CLUSTER_NETWORK_POLICY && backend != Backend.ADMIN_NETWORK_POLICY) {
      return Optional.empty();
    }
    return new Outranking(objects)
        .ofAdmins(backend.kind(), pods).stream()
            .map(policy -> policy.at("/metadata/name").asString(""))
            .findFirst();
  }

  /** The tier of Calico that is judged first, of those in which a policy of its own may be. */
  String firstTier() {
    return objects
        .all(ObjectKind.CALICO_TIERS, "")
        .filter(tier -> !RESERVED.contains(tier.at("/metadata/name").asString("")))
        .min(Comparator.comparingDouble(BackendChoice::order))
        .map(tier -> tier.at("/metadata/name").asString(""))
        .orElse(FIRST_TIER);
  }

  /** A place before all policies of a tier. */
  double firstOrder(String tier) {
    double first =
        Stream.of(ObjectKind.CALICO_NETWORK_POLICIES, ObjectKind.CALICO_NAMESPACED_POLICIES)
            .flatMap(kind -> objects.all(kind, ""))
            .filter(policy -> policy.at("/spec/tier").asString(FIRST_TIER).equals(tier))
            .mapToDouble(BackendChoice::order)
            .min()
            .orElse(LAST);
    return Math.min(first - 1, 1);
  }

  static double order(JsonNode object) {
    JsonNode order = object.at("/spec/order");
    return order.isNumber() ? order.asDouble() : LAST;
  }
}
