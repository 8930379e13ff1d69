package salvor.training.apiserver;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Answers get and list: selectors, pages, objects or the rows of a table. */
final class Listing {
  private final ObjectStore store;

  Listing(ObjectStore store) {
    this.store = store;
  }

  static Predicate<JsonNode> selection(ApiRequest request) {
    Predicate<JsonNode> named = object -> true;
    if (!request.path().name().isEmpty()) {
      String name = request.path().name();
      named = object -> object.path("metadata").path("name").asString("").equals(name);
    }
    return named
        .and(Selectors.labels(request.parameter("labelSelector")))
        .and(Selectors.fields(request.parameter("fieldSelector")));
  }

  JsonNode get(ApiRequest request) {
    ApiPath path = request.path();
    ObjectNode object = store.get(path.resource(), path.namespace(), path.name());
    return request.asTable()
        ? Tables.of(path.resource(), List.of(object), store.time(), text(object, "resourceVersion"))
        : object;
  }

  JsonNode list(ApiRequest request) {
    ApiPath path = request.path();
    Page page = page(request, store.list(path.resource(), path.namespace()));
    if (request.asTable()) {
      ObjectNode table = Tables.of(path.resource(), page.items(), store.time(), page.version());
      page.into((ObjectNode) table.get("metadata"));
      return table;
    }
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    list.put("kind", path.resource().kind() + "List");
    list.put("apiVersion", path.resource().apiVersion());
    page.into(list.putObject("metadata").put("resourceVersion", page.version()));
    ArrayNode items = list.putArray("items");
    page.items().forEach(items::add);
    return list;
  }

  private record Page(List<ObjectNode> items, String version, String next, int left) {
    void into(ObjectNode metadata) {
      if (!next.isEmpty()) {
        metadata.put("continue", next).put("remainingItemCount", left);
      }
    }
  }

  private Page page(ApiRequest request, List<ObjectNode> all) {
    String version = Long.toString(store.revision());
    String after = "";
    if (!request.parameter("continue").isEmpty()) {
      String[] token = token(request.parameter("continue"));
      version = token[0];
      after = token[1];
      store.require(Long.parseLong(version));
    }
    Predicate<JsonNode> selected = selection(request);
    int limit = number(request.parameter("limit"));
    List<ObjectNode> items = new ArrayList<>();
    int left = 0;
    for (ObjectNode object : all) {
      if (key(object).compareTo(after) <= 0 || !selected.test(object)) {
        continue;
      }
      if (limit > 0 && items.size() == limit) {
        left++;
      } else {
        items.add(object);
      }
    }
    return new Page(items, version, left == 0 ? "" : token(version, key(items.getLast())), left);
  }

  private static String key(ObjectNode object) {
    return text(object, "namespace") + "/" + text(object, "name");
  }

  static int number(String text) {
    return Math.clamp(version(text), Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  /** A number that may be long, as versions are. */
  static long version(String text) {
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw ApiFailure.badRequest("not a number: " + text);
    }
  }

  private static String token(String version, String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((version + " " + key).getBytes(StandardCharsets.UTF_8));
  }

  private static String[] token(String token) {
    try {
      String[] parts =
          new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(" ", 2);
      Long.parseLong(parts[0]);
      return new String[] {parts[0], parts[1]};
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw ApiFailure.badRequest("continue key is not valid");
    }
  }

  private static String text(ObjectNode object, String field) {
    return object.path("metadata").path(field).asString("");
  }
}
