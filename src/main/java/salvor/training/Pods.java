package salvor.training;

import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a pod says of itself, and whose it is. */
final class Pods {
  private Pods() {}

  static String name(JsonNode object) {
    return object.path("metadata").path("name").asString("");
  }

  static String namespace(JsonNode object) {
    return object.path("metadata").path("namespace").asString("");
  }

  /** Whether two pods run the same image in their first containers. */
  static boolean isOfImage(JsonNode pod, JsonNode other) {
    String image = "/status/containerStatuses/0/imageID";
    return !pod.at(image).asString("").isEmpty() && pod.at(image).equals(other.at(image));
  }

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
