package salvor.training.apiserver;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** All groups with all their kinds in one answer, as {@code apidiscovery.k8s.io} has it. */
final class AggregatedDiscovery {
  private AggregatedDiscovery() {}

  /** The newest version of this discovery that a client takes; empty when it takes none. */
  static Optional<String> accepted(String accept) {
    return List.of("v2", "v2beta1").stream()
        .filter(version ->
            accept.replace(" ", "").contains("g=apidiscovery.k8s.io;v=" + version + ";as=API"))
        .findFirst();
  }

  static String contentType(String version) {
    return "application/json;g=apidiscovery.k8s.io;v=" + version + ";as=APIGroupDiscoveryList";
  }

  static ObjectNode list(String version) {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/" + version);
    list.putObject("metadata");
    list.putArray("items");
    return list;
  }

  /** Adds a version of a group, as its own list of kinds tells it. */
  static void add(ObjectNode list, String group, String version, ObjectNode kinds) {
    ArrayNode items = list.withArray("items");
    ObjectNode of =
        items
            .valueStream()
            .filter(item -> item.at("/metadata/name").asString("").equals(group))
            .map(ObjectNode.class::cast)
            .findFirst()
            .orElseGet(() -> {
              ObjectNode item = items.addObject();
              item.putObject("metadata").put("name", group);
              return item;
            });
    ObjectNode added = of.withArray("versions").addObject().put("version", version);
    ArrayNode resources = added.putArray("resources");
    added.put("freshness", "Current");
    for (JsonNode entry : kinds.path("resources")) {
      String name = entry.path("name").asString("");
      int slash = name.indexOf('/');
      ObjectNode target =
          slash < 0
              ? resources.addObject().put("resource", name)
              : ((ObjectNode) resources.get(resources.size() - 1))
                  .withArray("subresources")
                  .addObject()
                  .put("subresource", name.substring(slash + 1));
      fill(target, entry, group, version);
      if (slash < 0) {
        target.put("scope", entry.path("namespaced").asBoolean() ? "Namespaced" : "Cluster");
        target.set("singularResource", entry.path("singularName"));
      }
    }
  }

  private static void fill(ObjectNode target, JsonNode entry, String group, String version) {
    target
        .putObject("responseKind")
        .put("group", entry.path("group").asString(group))
        .put("version", entry.path("version").asString(version))
        .put("kind", entry.path("kind").asString(""));
    for (String list : List.of("verbs", "shortNames", "categories")) {
      if (entry.has(list)) {
        target.set(list, entry.path(list));
      }
    }
  }
}
