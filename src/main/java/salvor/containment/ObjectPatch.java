package salvor.containment;

import java.util.List;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A JSON Patch of one object, as it was seen: it fails where the object is another one, or was
 * changed since.
 */
final class ObjectPatch {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private final ObjectKind kind;
  private final JsonNode object;
  private final ArrayNode patch = JSON.arrayNode();

  ObjectPatch(ObjectKind kind, JsonNode object) {
    this.kind = kind;
    this.object = object;
    for (String field : List.of("uid", "resourceVersion")) {
      patch
          .addObject()
          .put("op", "test")
          .put("path", "/metadata/" + field)
          .put("value", object.path("metadata").path(field).asString(""));
    }
  }

  /** Gives a member a value, whether it had one or not. */
  ObjectPatch set(String path, JsonNode value) {
    patch.addObject().put("op", "add").put("path", path).set("value", value);
    return this;
  }

  /** Adds a value at the end of a list, which may not be there yet. */
  ObjectPatch append(String list, JsonNode value) {
    return object.at(list).isArray()
        ? set(list + "/-", value)
        : set(list, JSON.arrayNode().add(value));
  }

  /** Gives a label. */
  ObjectPatch label(String key, String value) {
    if (!object.at("/metadata/labels").isObject()) {
      set("/metadata/labels", JSON.objectNode());
    }
    return set("/metadata/labels/" + Compared.escaped(key), JSON.stringNode(value));
  }

  Step.Patch step(Step.Why why) {
    JsonNode metadata = object.path("metadata");
    return new Step.Patch(
        kind,
        metadata.path("namespace").asString(""),
        metadata.path("name").asString(""),
        why,
        patch,
        object);
  }
}
