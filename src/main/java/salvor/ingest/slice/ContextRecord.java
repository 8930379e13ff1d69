package salvor.ingest.slice;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tells objects of the cluster, which give context at any time, from its Events. */
final class ContextRecord {
  private ContextRecord() {}

  /** Whether a record holds an object other than an Event, by itself or as what a watch told. */
  static boolean is(byte[] record) {
    JsonNode node;
    try {
      node = JsonMapper.shared().readTree(record);
    } catch (JacksonException _) {
      return false;
    }
    JsonNode object = node.path("object").isObject() ? node.path("object") : node;
    String kind = object.path("kind").asString("");
    boolean isEvent =
        kind.equals("Event") || object.has("involvedObject") || object.has("regarding");
    return object.path("metadata").isObject() && !isEvent;
  }
}
