package salvor.containment;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whether what a cluster holds is what it was sent. */
final class Compared {
  private Compared() {}

  /** Whether two values are the same: a number is one number however it is kept. */
  static boolean same(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    if (one.isObject() && other.isObject()) {
      return one.size() == other.size()
          && one.properties().stream()
              .allMatch(field ->
                  other.has(field.getKey()) && same(field.getValue(), other.get(field.getKey())));
    }
    if (one.isArray() && other.isArray()) {
      boolean same = one.size() == other.size();
      for (int i = 0; same && i < one.size(); i++) {
        same = same(one.get(i), other.get(i));
      }
      return same;
    }
    return one.equals(other);
  }

  /**
   * Where an object does not hold what was sent, as JSON pointers. What it holds beside that, such
   * as what the server fills in, is no difference; nor is that an empty list is left out.
   */
  static List<String> differences(JsonNode sent, JsonNode held) {
    List<String> different = new ArrayList<>();
    compare("", sent, held, different);
    return different;
  }

  private static void compare(String at, JsonNode sent, JsonNode held, List<String> different) {
    if (sent.isObject() && held.isObject()) {
      sent.properties()
          .forEach(field ->
              compare(
                  at + "/" + escaped(field.getKey()),
                  field.getValue(),
                  held.path(field.getKey()),
                  different));
    } else if (sent.isArray() && held.isArray() && sent.size() == held.size()) {
      for (int i = 0; i < sent.size(); i++) {
        compare(at + "/" + i, sent.get(i), held.get(i), different);
      }
    } else if (!same(sent, held) && !(isEmpty(sent) && isEmpty(held))) {
      different.add(at);
    }
  }

  private static boolean isEmpty(JsonNode value) {
    return value.isMissingNode() || value.isNull() || (value.isContainer() && value.isEmpty());
  }

  /** RFC 6901: a tilde and a slash within a name. */
  static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
