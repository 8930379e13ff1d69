package salvor.training.apiserver;

import io.fabric8.zjsonpatch.CompatibilityFlags;
import io.fabric8.zjsonpatch.JsonPatch;
import io.fabric8.zjsonpatch.JsonPatchException;
import java.util.EnumSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Applies the patches of a request: JSON Patch (RFC 6902), merge (RFC 7386) and strategic. */
final class Patches {
  private static final EnumSet<CompatibilityFlags> STRICT =
      EnumSet.of(CompatibilityFlags.FORBID_REMOVE_MISSING_OBJECT);
  private static final int MOST_OPERATIONS = 10_000;

  private Patches() {}

  /**
   * The object after the patch; the given one is not changed.
   *
   * @throws ApiFailure 400 for a patch that cannot be read, 422 for one that does not fit (a failed
   *     {@code test} among them), 415 for a content type that is not known
   */
  static ObjectNode apply(ApiRequest request, ObjectNode object, JsonNode patch) {
    JsonNode patched =
        switch (request.contentType()) {
          case "application/json-patch+json" -> json(object, patch);
          case "application/merge-patch+json" -> merge(object.deepCopy(), patch);
          case "application/strategic-merge-patch+json" ->
              StrategicMerge.merge(object.deepCopy(), patch);
          default ->
              throw ApiFailure.unsupported(
                  "the body of the request was in an unknown format - accepted media types include:"
                      + " application/json-patch+json, application/merge-patch+json,"
                      + " application/strategic-merge-patch+json, application/apply-patch+yaml");
        };
    if (patched instanceof ObjectNode whole) {
      return whole;
    }
    throw ApiFailure.badRequest("the patch leaves no object");
  }

  private static JsonNode json(ObjectNode object, JsonNode patch) {
    if (patch.size() > MOST_OPERATIONS) {
      throw tooMuch("The allowed maximum operations in a JSON patch is " + MOST_OPERATIONS);
    }
    try {
      boolean copies = patch.valueStream().anyMatch(Patches::isCopy);
      return copies ? oneByOne(object, patch) : JsonPatch.apply(patch, object, STRICT);
    } catch (JsonPatchException | IllegalArgumentException | ClassCastException e) {
      throw new ApiFailure(
          422,
          "Invalid",
          "the server rejected our request due to an error in our request: " + e.getMessage());
    }
  }

  /** Stops a patch that copies its own copies before it has filled the memory. */
  private static JsonNode oneByOne(ObjectNode object, JsonNode patch) {
    JsonNode patched = object;
    long copied = 0;
    for (JsonNode operation : patch) {
      if (isCopy(operation)) {
        copied += patched.at(operation.path("from").asString("")).toString().length();
        if (copied > RequestBody.MOST) {
          throw tooMuch("the JSON patch copies too much");
        }
      }
      patched = JsonPatch.apply(object.arrayNode().add(operation), patched, STRICT);
    }
    return patched;
  }

  private static boolean isCopy(JsonNode operation) {
    return operation.path("op").asString("").equals("copy");
  }

  private static ApiFailure tooMuch(String message) {
    return new ApiFailure(413, "RequestEntityTooLarge", message);
  }

  /** RFC 7386; changes {@code target}. */
  static JsonNode merge(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch;
    }
    ObjectNode into = target instanceof ObjectNode object ? object : changes.objectNode();
    changes
        .properties()
        .forEach(change -> {
          if (change.getValue().isNull()) {
            into.remove(change.getKey());
          } else {
            into.set(change.getKey(), merge(into.path(change.getKey()), change.getValue()));
          }
        });
    return into;
  }
}
