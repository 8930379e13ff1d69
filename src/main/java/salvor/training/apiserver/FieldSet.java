package salvor.training.apiserver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which fields of an object somebody set, in the form of {@code managedFields[].fieldsV1}: {@code
 * f:name} for a field, {@code k:{"name":"web"}} for the entry of a list, an empty object for a
 * leaf.
 */
final class FieldSet {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Set<String> NOT_OWNED =
      Set.of(
          "name",
          "namespace",
          "uid",
          "resourceVersion",
          "creationTimestamp",
          "generation",
          "managedFields",
          "selfLink",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generateName");

  private FieldSet() {}

  /** All fields that an object sets, but for what the server sets itself. */
  static ObjectNode of(ObjectNode object) {
    ObjectNode set = fields(object);
    set.remove(List.of("f:apiVersion", "f:kind"));
    if (set.get("f:metadata") instanceof ObjectNode metadata) {
      NOT_OWNED.forEach(name -> metadata.remove("f:" + name));
      if (metadata.isEmpty()) {
        set.remove("f:metadata");
      }
    }
    return set;
  }

  private static ObjectNode fields(ObjectNode object) {
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    for (var field : object.properties()) {
      set.set("f:" + field.getKey(), value(field.getKey(), field.getValue()));
    }
    return set;
  }

  private static ObjectNode value(String name, JsonNode value) {
    if (value instanceof ObjectNode object && !object.isEmpty()) {
      return fields(object);
    }
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    if (value instanceof ArrayNode list) {
      List<String> keys = MergeKeys.of(name, list);
      if (!keys.isEmpty()) {
        for (JsonNode entry : list) {
          if (entry instanceof ObjectNode object) {
            set.set("k:" + key(object, keys), fields(object));
          }
        }
      }
    }
    return set;
  }

  private static ObjectNode key(ObjectNode entry, List<String> keys) {
    ObjectNode key = JsonNodeFactory.instance.objectNode();
    keys.forEach(name -> key.set(name, entry.path(name)));
    return key;
  }

  /** The leaves of a set, as paths of its own names. */
  static List<List<String>> leaves(JsonNode set) {
    List<List<String>> leaves = new ArrayList<>();
    collect(set, List.of(), leaves);
    return leaves;
  }

  private static void collect(JsonNode set, List<String> path, List<List<String>> into) {
    if (set.isEmpty() && !path.isEmpty()) {
      into.add(path);
    }
    for (var part : set.properties()) {
      List<String> deeper = new ArrayList<>(path);
      deeper.add(part.getKey());
      collect(part.getValue(), deeper, into);
    }
  }

  static boolean has(JsonNode set, List<String> path) {
    JsonNode node = set;
    for (String part : path) {
      node = node.path(part);
    }
    return !node.isMissingNode();
  }

  static void add(ObjectNode set, List<String> path) {
    ObjectNode node = set;
    for (String part : path) {
      node = node.get(part) instanceof ObjectNode there ? there : node.putObject(part);
    }
  }

  static void remove(ObjectNode set, List<String> path) {
    if (path.size() == 1) {
      set.remove(path.getFirst());
    } else if (set.get(path.getFirst()) instanceof ObjectNode deeper) {
      remove(deeper, path.subList(1, path.size()));
      if (deeper.isEmpty()) {
        set.remove(path.getFirst());
      }
    }
  }

  /** The value of an object at a path; empty where it has none. */
  static Optional<JsonNode> value(JsonNode object, List<String> path) {
    JsonNode node = object;
    for (String part : path) {
      node = part.startsWith("f:") ? node.path(part.substring(2)) : entry(node, part);
    }
    return node.isMissingNode() ? Optional.empty() : Optional.of(node);
  }

  private static JsonNode entry(JsonNode list, String part) {
    JsonNode key = parse(part);
    return list.valueStream()
        .filter(entry -> MergeKeys.same(entry, key, List.copyOf(key.propertyNames())))
        .findFirst()
        .orElse(JsonNodeFactory.instance.missingNode());
  }

  private static JsonNode parse(String part) {
    try {
      return JSON.readTree(part.substring(2));
    } catch (JacksonException e) {
      throw ApiFailure.badRequest("managedFields cannot be read at " + part);
    }
  }

  /** Takes the value at a path out of an object. */
  static void removeValue(JsonNode object, List<String> path) {
    JsonNode parent = value(object, path.subList(0, path.size() - 1)).orElse(object);
    String last = path.getLast();
    if (last.startsWith("f:") && parent instanceof ObjectNode fields) {
      fields.remove(last.substring(2));
    } else if (parent instanceof ArrayNode list) {
      JsonNode gone = entry(list, last);
      for (int i = list.size() - 1; i >= 0; i--) {
        if (list.get(i).equals(gone)) {
          list.remove(i);
        }
      }
    }
  }

  /** How a path is worded in a conflict: {@code .spec.containers[name="web"].image}. */
  static String words(List<String> path) {
    StringBuilder words = new StringBuilder();
    for (String part : path) {
      if (part.startsWith("f:")) {
        words.append('.').append(part.substring(2));
      } else {
        words.append('[');
        parse(part)
            .properties()
            .forEach(key -> words.append(key.getKey()).append('=').append(key.getValue()));
        words.append(']');
      }
    }
    return words.toString();
  }
}
