package salvor.cluster;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Selectors of labels, as they stand in objects. */
public final class LabelSelector {
  private LabelSelector() {}

  /**
   * Whether labels fit {@code matchLabels} with {@code matchExpressions}. An empty selector fits
   * all.
   */
  public static boolean fits(JsonNode selector, JsonNode labels) {
    for (var wanted : selector.path("matchLabels").properties()) {
      if (!labels.path(wanted.getKey()).equals(wanted.getValue())) {
        return false;
      }
    }
    for (JsonNode expression : selector.path("matchExpressions")) {
      if (!expression(expression, labels)) {
        return false;
      }
    }
    return true;
  }

  private static boolean expression(JsonNode expression, JsonNode labels) {
    String key = expression.path("key").asString("");
    Set<String> values = new HashSet<>();
    expression.path("values").forEach(value -> values.add(value.asString("")));
    return switch (expression.path("operator").asString("")) {
      case "In" -> among(labels, key, values);
      case "NotIn" -> !among(labels, key, values);
      case "Exists" -> labels.has(key);
      case "DoesNotExist" -> !labels.has(key);
      default -> false;
    };
  }

  /** Whether a label is there and has one of these values. */
  public static boolean among(JsonNode labels, String key, Set<String> values) {
    return labels.has(key) && values.contains(labels.path(key).asString(""));
  }

  /** Whether labels fit a plain map, as Services select; an empty map fits none. */
  public static boolean fitsMap(JsonNode wanted, JsonNode labels) {
    return !wanted.isEmpty()
        && wanted.properties().stream().allMatch(w -> labels.path(w.getKey()).equals(w.getValue()));
  }

  /** As kubectl writes it: {@code app=web,tier in (a,b),!old}; empty for one that fits all. */
  public static String text(JsonNode selector) {
    List<String> parts = new ArrayList<>();
    selector
        .path("matchLabels")
        .forEachEntry((key, value) -> parts.add(key + "=" + value.asString("")));
    for (JsonNode expression : selector.path("matchExpressions")) {
      String key = expression.path("key").asString("");
      List<String> values =
          expression.path("values").valueStream().map(value -> value.asString("")).toList();
      String operator = expression.path("operator").asString("");
      parts.add(
          switch (operator) {
            case "In" -> key + " in (" + String.join(",", values) + ")";
            case "NotIn" -> key + " notin (" + String.join(",", values) + ")";
            case "Exists" -> key;
            case "DoesNotExist" -> "!" + key;
            default -> key + " " + operator;
          });
    }
    return String.join(",", parts);
  }
}
