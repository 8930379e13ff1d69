package salvor.containment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a JSON Patch (RFC 6902) of ours touches in an object, and nothing else of it: by that it is
 * told whether the patch was done, it can be sent again to the object as it is now, and it can be
 * taken back while everything that others changed stays.
 *
 * <p>Three things are told apart. A <em>member</em> has a value before and after, either of which
 * may be none. An <em>element</em> was added to a list. A <em>holder</em> is the object or list
 * that had to be made for them, which goes again when nothing is left in it.
 */
final class Touched {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A value before and after; missing where there is none. */
  private record Member(JsonNode before, JsonNode after) {}

  private final Map<String, Member> members = new LinkedHashMap<>();
  private final Map<String, List<JsonNode>> elements = new LinkedHashMap<>();
  private final Set<String> holders = new LinkedHashSet<>();
  private final List<JsonNode> tests = new ArrayList<>();
  private final JsonNode original;

  private Touched(JsonNode original) {
    this.original = original;
  }

  /**
   * What a patch touches.
   *
   * @param before the object that it is for
   * @throws IllegalArgumentException for an operation that none of ours has
   */
  static Touched of(JsonNode patch, JsonNode before) {
    Touched touched = new Touched(before);
    for (JsonNode operation : patch) {
      touched.operation(operation);
    }
    return touched;
  }

  private void operation(JsonNode operation) {
    String path = operation.path("path").asString("");
    JsonNode value = operation.path("value");
    switch (operation.path("op").asString("")) {
      case "test" -> {
        if (!path.equals("/metadata/resourceVersion")) {
          tests.add(operation);
        }
      }
      case "remove" -> member(path, JSON.missingNode());
      case "replace" -> member(path, value);
      case "add" -> added(path, value);
      default -> throw new IllegalArgumentException("no operation of ours: " + operation);
    }
  }

  private void added(String path, JsonNode value) {
    boolean made = original.at(path).isMissingNode();
    if (path.endsWith("/-")) {
      element(path.substring(0, path.length() - 2), value);
    } else if (made && value.isArray()) {
      holders.add(path);
      value.forEach(each -> element(path, each));
    } else if (made && value.isObject() && value.isEmpty()) {
      holders.add(path);
    } else {
      member(path, value);
    }
  }

  private void element(String list, JsonNode value) {
    if (original.at(list).valueStream().noneMatch(each -> Compared.same(each, value))) {
      elements.computeIfAbsent(list, _ -> new ArrayList<>()).add(value);
    }
  }

  private void member(String path, JsonNode after) {
    members.put(path, new Member(original.at(path), after));
  }

  /** Where an object differs from what it is after the patch; nowhere: the patch was done. */
  List<String> undoneIn(JsonNode now) {
    List<String> undone = new ArrayList<>();
    members.forEach((path, member) -> {
      if (!Compared.same(now.at(path), member.after())) {
        undone.add(path);
      }
    });
    elements.forEach((list, added) -> {
      if (!added.stream().allMatch(value -> holds(now.at(list), value))) {
        undone.add(list);
      }
    });
    return undone;
  }

  /** Where an object differs from what it was before the patch; nowhere: it was not done. */
  List<String> doneIn(JsonNode now) {
    List<String> done = new ArrayList<>();
    members.forEach((path, member) -> {
      if (!Compared.same(now.at(path), member.before())) {
        done.add(path);
      }
    });
    elements.forEach((list, added) -> {
      if (added.stream().anyMatch(value -> holds(now.at(list), value))) {
        done.add(list);
      }
    });
    return done;
  }

  /** Where an object is neither as before nor as after: somebody else changed it. */
  List<String> conflictsIn(JsonNode now) {
    List<String> conflicts = new ArrayList<>();
    members.forEach((path, member) -> {
      JsonNode is = now.at(path);
      if (!Compared.same(is, member.before()) && !Compared.same(is, member.after())) {
        conflicts.add(path);
      }
    });
    return conflicts;
  }

  private static boolean holds(JsonNode list, JsonNode value) {
    return list.valueStream().anyMatch(each -> Compared.same(each, value));
  }

  /** The patch for the object as it is now. */
  ArrayNode forward(JsonNode now) {
    ArrayNode patch = tested(now);
    tests.stream()
        .filter(test -> !test.path("path").asString("").equals("/metadata/uid"))
        .forEach(patch::add);
    Set<String> made = new LinkedHashSet<>();
    members.forEach((path, member) -> {
      if (member.after().isMissingNode()) {
        if (!now.at(path).isMissingNode()) {
          remove(patch, path);
        }
      } else {
        hold(patch, now, parent(path), JSON.objectNode(), made);
        add(patch, path, member.after());
      }
    });
    elements.forEach((list, added) -> {
      hold(patch, now, list, JSON.arrayNode(), made);
      added.stream()
          .filter(value -> !holds(now.at(list), value))
          .forEach(value -> add(patch, list + "/-", value));
    });
    return patch;
  }

  /**
   * The patch that takes it back from the object as it is now; only tests where nothing is left.
   */
  ArrayNode backward(JsonNode now) {
    ArrayNode patch = tested(now);
    Map<String, Integer> left = new LinkedHashMap<>();
    holders.forEach(holder -> left.put(holder, now.at(holder).size()));
    Set<String> made = new LinkedHashSet<>();
    members.forEach((path, member) -> {
      if (Compared.same(now.at(path), member.after())
          && !Compared.same(now.at(path), member.before())) {
        if (member.before().isMissingNode()) {
          remove(patch, path);
          left.computeIfPresent(parent(path), (_, size) -> size - 1);
        } else {
          hold(patch, now, parent(path), JSON.objectNode(), made);
          add(patch, path, member.before());
        }
      }
    });
    elements.forEach((list, added) -> {
      JsonNode is = now.at(list);
      for (int i = is.size() - 1; i >= 0; i--) { // from the end, as what comes after moves up
        if (holds(JSON.arrayNode().addAll(added), is.get(i))) {
          patch.addObject().put("op", "test").put("path", list + "/" + i).set("value", is.get(i));
          remove(patch, list + "/" + i);
          left.computeIfPresent(list, (_, size) -> size - 1);
        }
      }
    });
    left.forEach((holder, size) -> {
      if (size == 0 && now.at(holder).isContainer() && !made.contains(holder)) {
        remove(patch, holder);
      }
    });
    return patch;
  }

  /** How many operations a patch has that change something. */
  static long changes(ArrayNode patch) {
    return patch.valueStream().filter(each -> !each.path("op").asString("").equals("test")).count();
  }

  private static ArrayNode tested(JsonNode now) {
    ArrayNode patch = JSON.arrayNode();
    for (String field : List.of("uid", "resourceVersion")) {
      patch
          .addObject()
          .put("op", "test")
          .put("path", "/metadata/" + field)
          .put("value", now.path("metadata").path(field).asString(""));
    }
    return patch;
  }

  private static void hold(
      ArrayNode patch, JsonNode now, String holder, JsonNode empty, Set<String> made) {
    if (!holder.isEmpty() && now.at(holder).isMissingNode() && made.add(holder)) {
      add(patch, holder, empty);
    }
  }

  private static void add(ArrayNode patch, String path, JsonNode value) {
    ObjectNode operation = patch.addObject().put("op", "add").put("path", path);
    operation.set("value", value);
  }

  private static void remove(ArrayNode patch, String path) {
    patch.addObject().put("op", "remove").put("path", path);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }
}
