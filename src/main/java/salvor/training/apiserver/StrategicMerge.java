package salvor.training.apiserver;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Kubernetes' strategic merge patch: like RFC 7386, but lists of named entries are merged entry by
 * entry, with the directives {@code $patch}, {@code $deleteFromPrimitiveList}, {@code
 * $setElementOrder} and {@code $retainKeys}. After "Strategic Merge Patch" of the API conventions.
 */
final class StrategicMerge {
  private static final String DELETE_FROM = "$deleteFromPrimitiveList/";

  private static final String ORDER = "$setElementOrder/";

  private StrategicMerge() {}

  /** The target with the patch merged in; changes {@code target}. */
  static JsonNode merge(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch;
    }
    ObjectNode into = target instanceof ObjectNode object ? object : changes.objectNode();
    if (changes.path("$patch").asString("").equals("replace")) {
      into = changes.deepCopy();
      into.remove("$patch");
      return into;
    }
    retain(into, changes.path("$retainKeys"));
    for (var change : changes.properties()) {
      String field = change.getKey();
      if (field.startsWith(DELETE_FROM)) {
        remove(into.path(field.substring(DELETE_FROM.length())), change.getValue());
      } else if (!field.startsWith("$")) {
        put(into, field, change.getValue());
      }
    }
    for (var change : changes.properties()) {
      if (change.getKey().startsWith(ORDER)) {
        order(change.getKey().substring(ORDER.length()), into, change.getValue());
      }
    }
    return into;
  }

  /** Entries that an order names stand in it; the others keep their places. */
  private static void order(String field, ObjectNode into, JsonNode order) {
    if (into.path(field) instanceof ArrayNode list && order.isArray()) {
      List<String> keys = MergeKeys.of(field, list);
      List<Integer> places = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        JsonNode entry = list.get(i);
        if (order.valueStream().anyMatch(wanted -> same(entry, wanted, keys))) {
          places.add(i);
        }
      }
      List<JsonNode> ordered =
          order
              .valueStream()
              .flatMap(wanted -> list.valueStream().filter(entry -> same(entry, wanted, keys)))
              .distinct()
              .toList();
      for (int i = 0; i < Math.min(places.size(), ordered.size()); i++) {
        list.set(places.get(i), ordered.get(i));
      }
    }
  }

  private static boolean same(JsonNode entry, JsonNode wanted, List<String> keys) {
    return keys.isEmpty() ? entry.equals(wanted) : MergeKeys.same(entry, wanted, keys);
  }

  private static void put(ObjectNode into, String field, JsonNode value) {
    if (value.isNull() || value.path("$patch").asString("").equals("delete")) {
      into.remove(field);
    } else if (value instanceof ArrayNode list) {
      into.set(field, list(field, into.path(field), list));
    } else {
      into.set(field, merge(into.path(field), value));
    }
  }

  private static void retain(ObjectNode into, JsonNode kept) {
    if (kept.isArray()) {
      Set<String> names = new HashSet<>();
      kept.forEach(name -> names.add(name.asString("")));
      Set.copyOf(into.propertyNames()).stream()
          .filter(name -> !names.contains(name))
          .forEach(into::remove);
    }
  }

  private static void remove(JsonNode list, JsonNode values) {
    if (list instanceof ArrayNode array) {
      for (int i = array.size() - 1; i >= 0; i--) {
        JsonNode entry = array.get(i);
        if (values.valueStream().anyMatch(entry::equals)) {
          array.remove(i);
        }
      }
    }
  }

  private static ArrayNode list(String field, JsonNode target, ArrayNode patch) {
    List<String> keys = MergeKeys.of(field, patch);
    boolean replace =
        patch.valueStream().anyMatch(entry -> entry.path("$patch").asString("").equals("replace"));
    boolean primitive = field.equals("finalizers");
    if (replace || (keys.isEmpty() && !primitive)) {
      ArrayNode whole = patch.arrayNode();
      patch.valueStream().filter(entry -> !entry.has("$patch")).forEach(whole::add);
      return whole;
    }
    ArrayNode into = target instanceof ArrayNode array ? array : patch.arrayNode();
    for (JsonNode entry : patch) {
      int at = find(into, entry, keys);
      if (entry.path("$patch").asString("").equals("delete")) {
        if (at >= 0) {
          into.remove(at);
        }
      } else if (at < 0) {
        into.add(merge(patch.objectNode(), entry));
      } else if (!primitive) {
        into.set(at, merge(into.get(at), entry));
      }
    }
    return into;
  }

  private static int find(ArrayNode list, JsonNode wanted, List<String> keys) {
    for (int i = 0; i < list.size(); i++) {
      if (same(list.get(i), wanted, keys)) {
        return i;
      }
    }
    return -1;
  }
}
