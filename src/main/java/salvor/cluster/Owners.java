package salvor.cluster;

import static salvor.cluster.PodReading.text;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;

/**
 * What owns what owns a pod: the chain over ReplicaSets and Jobs that were seen. Of a ReplicaSet
 * that was not, the pod's {@code pod-template-hash} tells: only a Deployment sets it, and names its
 * ReplicaSets after itself and the hash.
 */
final class Owners {
  private record Owner(String kind, String name, String uid) {}

  private final Map<String, Owner> above = new HashMap<>();

  /** Notes what owns a ReplicaSet or Job. */
  synchronized void note(JsonNode object) {
    JsonNode owner = controller(object.path("metadata"));
    String uid = text(object.path("metadata"), "uid");
    if (owner.isObject() && !uid.isEmpty()) {
      above.put(uid, owner(owner));
    }
  }

  synchronized void forget(String uid) {
    above.remove(uid);
  }

  private static Owner owner(JsonNode reference) {
    return new Owner(text(reference, "kind"), text(reference, "name"), text(reference, "uid"));
  }

  /** The owner that controls an object; the first where none says so. */
  static JsonNode controller(JsonNode metadata) {
    JsonNode owners = metadata.path("ownerReferences");
    for (JsonNode owner : owners) {
      if (owner.path("controller").asBoolean(false)) {
        return owner;
      }
    }
    return owners.path(0);
  }

  WorkloadRef of(JsonNode metadata, Map<String, String> labels) {
    String namespace = text(metadata, "namespace");
    JsonNode reference = controller(metadata);
    if (!reference.isObject() || text(reference, "name").isEmpty()) {
      return new WorkloadRef(namespace, "Pod", text(metadata, "name"));
    }
    Owner owner = owner(reference);
    WorkloadRef seen = above(namespace, owner.uid());
    if (seen != null) {
      return seen;
    }
    String hash = labels.getOrDefault("pod-template-hash", "");
    if (owner.kind().equals("ReplicaSet")
        && !hash.isEmpty()
        && owner.name().endsWith("-" + hash)
        && owner.name().length() > hash.length() + 1) {
      return new WorkloadRef(
          namespace,
          "Deployment",
          owner.name().substring(0, owner.name().length() - hash.length() - 1));
    }
    return new WorkloadRef(namespace, owner.kind(), owner.name());
  }

  /** The top of the chain above something that was seen. */
  synchronized @Nullable WorkloadRef above(String namespace, String uid) {
    Owner top = above.get(uid);
    for (int steps = 0; top != null && above.get(top.uid()) != null && steps < 8; steps++) {
      top = above.get(top.uid());
    }
    return top == null ? null : new WorkloadRef(namespace, top.kind(), top.name());
  }
}
