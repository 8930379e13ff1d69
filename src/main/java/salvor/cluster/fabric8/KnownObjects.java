package salvor.cluster.fabric8;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import salvor.cluster.WatchListener;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which objects a listener was told of, in which version: so that a second list tells only what is
 * other than before, and what is gone. Remembers no objects, only their names.
 */
final class KnownObjects {
  private record Known(String namespace, String name, String version) {}

  private final WatchListener listener;
  private final Map<String, Known> byUid = new HashMap<>();
  private final Set<String> seen = new HashSet<>();

  KnownObjects(WatchListener listener) {
    this.listener = listener;
  }

  /** A list begins. */
  void begin() {
    seen.clear();
  }

  /** An object of the list. */
  void listed(JsonNode object) {
    seen.add(uid(object));
    Known before = byUid.get(uid(object));
    if (before == null || !before.equals(known(object))) {
      changed(object);
    }
  }

  /** The list is whole: what was not on it is gone. */
  void end() {
    byUid
        .entrySet()
        .removeIf(entry -> {
          if (seen.contains(entry.getKey())) {
            return false;
          }
          ObjectNode gone = JsonNodeFactory.instance.objectNode();
          gone.putObject("metadata")
              .put("namespace", entry.getValue().namespace())
              .put("name", entry.getValue().name())
              .put("uid", entry.getKey());
          listener.gone(gone);
          return true;
        });
    seen.clear();
  }

  /** An object that is there, new or not. */
  void changed(JsonNode object) {
    if (byUid.put(uid(object), known(object)) == null) {
      listener.added(object);
    } else {
      listener.changed(object);
    }
  }

  /** An object that is gone. */
  void gone(JsonNode object) {
    byUid.remove(uid(object));
    listener.gone(object);
  }

  private static Known known(JsonNode object) {
    return new Known(
        text(object, "namespace"), text(object, "name"), text(object, "resourceVersion"));
  }

  /** The identity; of an object without one its name stands for it. */
  private static String uid(JsonNode object) {
    String uid = text(object, "uid");
    return uid.isEmpty() ? text(object, "namespace") + "/" + text(object, "name") : uid;
  }

  private static String text(JsonNode object, String field) {
    return object.path("metadata").path(field).asString("");
  }
}
