package salvor.training.apiserver;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-side apply: whoever applies owns the fields it names, gets a conflict over those of others
 * unless it forces, and takes back those that it no longer names. After KEP-555.
 */
final class ServerSideApply {
  private ServerSideApply() {}

  /**
   * The object after the apply.
   *
   * @throws ApiFailure 409 when somebody else owns a field and gave it another value
   */
  static ObjectNode apply(ApiRequest request, ObjectNode live, ObjectNode wanted, Instant now) {
    String manager = request.parameter("fieldManager");
    ObjectNode after = live.deepCopy();
    ArrayNode entries = ManagedFields.entries(after);
    List<List<String>> leaves = FieldSet.leaves(FieldSet.of(wanted));
    List<List<String>> contested = new ArrayList<>();
    List<String> conflicts = new ArrayList<>();
    for (JsonNode entry : entries) {
      String other = entry.path("manager").asString("");
      if (isOf(entry, manager)) {
        continue;
      }
      for (List<String> leaf : leaves) {
        if (FieldSet.has(entry.path("fieldsV1"), leaf)
            && !isEmptyMap(wanted, leaf)
            && !FieldSet.value(live, leaf).equals(FieldSet.value(wanted, leaf))) {
          contested.add(leaf);
          conflicts.add("conflict with \"" + other + "\": " + FieldSet.words(leaf));
        }
      }
    }
    if (!conflicts.isEmpty() && !request.isSet("force")) {
      throw ApiFailure.of(
          409,
          "Conflict",
          request.path().resource(),
          request.path().name(),
          "Apply failed with %d conflict%s: %s"
              .formatted(
                  conflicts.size(),
                  conflicts.size() == 1 ? "" : "s",
                  String.join(", ", conflicts)));
    }
    ManagedFields.disown(entries, contested, own -> isOf(own, manager));
    ObjectNode own = ManagedFields.entry(entries, manager, "Apply").orElseGet(entries::addObject);
    takeBack(after, entries, own, leaves);
    ObjectNode named = wanted.deepCopy();
    if (named.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove("managedFields");
    }
    StrategicMerge.merge(after, named);
    ManagedFields.fill(own, request, "Apply", now);
    own.set("fieldsV1", FieldSet.of(named));
    return after;
  }

  /** An empty map says nothing of the fields that others have set in it. */
  private static boolean isEmptyMap(ObjectNode wanted, List<String> leaf) {
    return FieldSet.value(wanted, leaf)
        .filter(value -> value instanceof ObjectNode && value.isEmpty())
        .isPresent();
  }

  private static boolean isOf(JsonNode entry, String manager) {
    return entry.path("manager").asString("").equals(manager)
        && entry.path("operation").asString("").equals("Apply");
  }

  /**
   * Takes out what was applied before and is no longer named. An entry of a list goes as a whole
   * once nobody names anything of it: its key alone would be left otherwise.
   */
  private static void takeBack(
      ObjectNode after, ArrayNode entries, ObjectNode own, List<List<String>> leaves) {
    for (List<String> leaf : FieldSet.leaves(own.path("fieldsV1"))) {
      if (isNamed(entries, own, leaves, leaf)) {
        continue;
      }
      List<String> gone = leaf;
      for (int i = 1; i < leaf.size(); i++) {
        List<String> entry = leaf.subList(0, i);
        if (!entry.getLast().startsWith("f:") && !isNamed(entries, own, leaves, entry)) {
          gone = entry;
          break;
        }
      }
      if (FieldSet.value(after, gone).isPresent()) {
        FieldSet.removeValue(after, gone);
      }
    }
  }

  private static boolean isNamed(
      ArrayNode entries, ObjectNode own, List<List<String>> leaves, List<String> path) {
    return leaves.stream()
            .anyMatch(
                leaf -> leaf.size() >= path.size() && leaf.subList(0, path.size()).equals(path))
        || entries
            .valueStream()
            .anyMatch(entry -> !entry.equals(own) && FieldSet.has(entry.path("fieldsV1"), path));
  }
}
