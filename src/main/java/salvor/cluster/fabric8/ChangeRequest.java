package salvor.cluster.fabric8;

import salvor.cluster.Change;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A change as HTTP. Unknown fields are refused by the server, as they would be dropped in silence
 * otherwise; a patch of a part of a pod is what kubectl sends.
 */
record ChangeRequest(String method, String path, String mediaType, JsonNode body) {
  private static final String JSON = "application/json";
  private static final String QUERY = "?fieldManager=salvor&fieldValidation=Strict";
  private static final String DRY = "dryRun=All";

  static ChangeRequest of(Change change, boolean dryRun) {
    String query = QUERY + (dryRun ? "&" + DRY : "");
    return switch (change) {
      case Change.Create(var kind, String namespace, _, JsonNode manifest) ->
          new ChangeRequest("POST", kind.path(namespace) + query, JSON, manifest);
      case Change.Post(var kind, String namespace, String name, String below, JsonNode manifest) ->
          new ChangeRequest(
              "POST", kind.path(namespace, name) + "/" + below + query, JSON, manifest);
      case Change.Patch(
              var kind,
              String namespace,
              String name,
              String below,
              Change.Patch.Type type,
              JsonNode patch) ->
          new ChangeRequest(
              "PATCH",
              kind.path(namespace, name) + (below.isEmpty() ? "" : "/" + below) + query,
              type.mediaType(),
              patch);
      case Change.Delete delete ->
          new ChangeRequest(
              "DELETE",
              delete.kind().path(delete.namespace(), delete.name()) + (dryRun ? "?" + DRY : ""),
              JSON,
              options(delete));
    };
  }

  /**
   * Whether a node does it, and says so when it is done: minutes, where an object takes seconds.
   */
  boolean isLong() {
    return path.contains("/proxy/");
  }

  private static ObjectNode options(Change.Delete delete) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put("apiVersion", "v1").put("kind", "DeleteOptions");
    options.putObject("preconditions").put("uid", delete.uid());
    Long grace = delete.graceSeconds();
    if (grace != null) {
      options.put("gracePeriodSeconds", grace);
    }
    return options;
  }
}
