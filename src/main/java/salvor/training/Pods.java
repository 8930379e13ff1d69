package salvor.training;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a pod says of itself, and whose it is. */
final class Pods {
  private Pods() {}

  /** The uid of the controller that an object belongs to. */
  static Optional<String> owner(JsonNode object) {
    return object
        .path("metadata")
        .path("ownerReferences")
        .valueStream()
        .filter(reference -> reference.path("controller").asBoolean(false))
        .map(reference -> reference.path("uid").asString(""))
        .findFirst();
  }

  /** The object with its owner noted; changes it. */
  static ObjectNode owned(ObjectNode object, ObjectNode owner) {
    ObjectNode reference = object.withObject("metadata").withArray("ownerReferences").addObject();
    reference
        .put("apiVersion", owner.path("apiVersion").asString(""))
        .put("kind", owner.path("kind").asString(""))
        .put("name", owner.path("metadata").path("name").asString(""))
        .put("uid", World.uid(owner))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    return object;
  }
}
