package salvor.training.apiserver;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Keeps {@code metadata.managedFields}: who set which field of an object, and when. */
final class ManagedFields {
  private ManagedFields() {}

  /** Notes that whoever asks set all fields that differ; changes {@code after}. */
  static void updated(
      ObjectNode after, @Nullable ObjectNode before, ApiRequest request, Instant now) {
    if (request.contentType().equals("application/apply-patch+yaml")) {
      return;
    }
    ObjectNode changed = after.objectNode();
    for (List<String> leaf : FieldSet.leaves(FieldSet.of(after))) {
      if (before == null || !FieldSet.value(before, leaf).equals(FieldSet.value(after, leaf))) {
        FieldSet.add(changed, leaf);
      }
    }
    if (changed.isEmpty()) {
      return;
    }
    String manager = request.parameter("fieldManager");
    ArrayNode entries = entries(after);
    disown(entries, FieldSet.leaves(changed), entry -> false);
    ObjectNode own =
        entry(entries, manager.isEmpty() ? "unknown" : manager, "Update")
            .orElseGet(entries::addObject);
    fill(own, request, "Update", now);
    ObjectNode fields = own.withObject("fieldsV1");
    FieldSet.leaves(changed).forEach(leaf -> FieldSet.add(fields, leaf));
  }

  static ArrayNode entries(ObjectNode object) {
    ObjectNode metadata = ObjectStore.metadata(object);
    return metadata.get("managedFields") instanceof ArrayNode there
        ? there
        : metadata.putArray("managedFields");
  }

  static Optional<ObjectNode> entry(ArrayNode entries, String manager, String operation) {
    return entries
        .valueStream()
        .filter(entry ->
            entry.path("manager").asString("").equals(manager)
                && entry.path("operation").asString("").equals(operation))
        .map(ObjectNode.class::cast)
        .findFirst();
  }

  /** Takes leaves from everybody but those who may keep them; forgets who is left with none. */
  static void disown(ArrayNode entries, List<List<String>> leaves, Predicate<JsonNode> keeps) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      JsonNode entry = entries.get(i);
      if (!keeps.test(entry) && entry.path("fieldsV1") instanceof ObjectNode fields) {
        leaves.forEach(leaf -> FieldSet.remove(fields, leaf));
        if (fields.isEmpty()) {
          entries.remove(i);
        }
      }
    }
  }

  static void fill(ObjectNode entry, ApiRequest request, String operation, Instant now) {
    String manager = request.parameter("fieldManager");
    entry
        .put("manager", manager.isEmpty() ? "unknown" : manager)
        .put("operation", operation)
        .put("apiVersion", request.path().resource().apiVersion())
        .put("time", now.toString())
        .put("fieldsType", "FieldsV1");
    if (!request.path().subresource().isEmpty()) {
      entry.put("subresource", request.path().subresource());
    }
  }
}
