package salvor.containment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.JsonNode;

/** What owns what, as far as it was seen. */
final class OwnerChain {
  private static final int LONGEST = 8;
  private static final Map<String, ObjectKind> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("Deployment", ObjectKind.DEPLOYMENTS);
    KINDS.put("ReplicaSet", ObjectKind.REPLICA_SETS);
    KINDS.put("StatefulSet", ObjectKind.STATEFUL_SETS);
    KINDS.put("DaemonSet", ObjectKind.DAEMON_SETS);
    KINDS.put("Job", ObjectKind.JOBS);
    KINDS.put("CronJob", ObjectKind.CRON_JOBS);
  }

  private final ClusterObjects objects;

  OwnerChain(ClusterObjects objects) {
    this.objects = objects;
  }

  /** An object that owns others. */
  record Owner(ObjectKind kind, String word, JsonNode object) {
    /** Its kind, namespace and name. */
    String named() {
      return word + " " + PodChoice.named(object);
    }

    String uid() {
      return object.at("/metadata/uid").asString("");
    }
  }

  /** The workload of a uid. */
  Optional<Owner> of(String uid) {
    return KINDS.entrySet().stream()
        .flatMap(kind ->
            objects.find(kind.getValue(), uid).stream()
                .map(object -> new Owner(kind.getValue(), kind.getKey(), object)))
        .findFirst();
  }

  /** The owners of an object, the nearest first. */
  List<Owner> above(JsonNode object) {
    List<Owner> chain = new ArrayList<>();
    JsonNode at = object;
    while (chain.size() < LONGEST) {
      JsonNode reference = Selected.owner(at);
      ObjectKind kind = KINDS.get(reference.path("kind").asString(""));
      Optional<JsonNode> owner =
          kind == null ? Optional.empty() : objects.find(kind, reference.path("uid").asString(""));
      if (kind == null || owner.isEmpty()) {
        return chain;
      }
      chain.add(new Owner(kind, reference.path("kind").asString(""), owner.get()));
      at = owner.get();
    }
    return chain;
  }

  /** The pods that an owner has, itself or by others, and that still run. */
  Stream<JsonNode> below(Owner owner) {
    return objects
        .all(ObjectKind.PODS, Selected.namespace(owner.object()))
        .filter(pod -> !PodChoice.hasEnded(pod))
        .filter(pod -> above(pod).stream().anyMatch(each -> each.uid().equals(owner.uid())));
  }
}
