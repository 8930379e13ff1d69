package salvor.training.apiserver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Label and field selectors, as they stand in a request or in an object. */
public final class Selectors {
  private static final Pattern SET =
      Pattern.compile("\\s*(\\S+?)\\s+(in|notin)\\s*\\(([^()]*)\\)\\s*");
  private static final Pattern EQUAL =
      Pattern.compile("\\s*([^\\s=!]+)\\s*(==|=|!=)\\s*([^\\s=!]*)\\s*");
  private static final Pattern EXISTS = Pattern.compile("\\s*(!?)\\s*([^\\s=!(),]+)\\s*");

  private Selectors() {}

  /**
   * Objects whose labels fit a selector such as {@code app=web,tier in (a,b),!old}.
   *
   * @throws ApiFailure 400 when it cannot be read
   */
  public static Predicate<JsonNode> labels(String selector) {
    Predicate<JsonNode> fits = object -> true;
    for (String part : parts(selector)) {
      Predicate<JsonNode> labels = label(part);
      fits = fits.and(object -> labels.test(object.path("metadata").path("labels")));
    }
    return fits;
  }

  private static Predicate<JsonNode> label(String part) {
    Matcher set = SET.matcher(part);
    if (set.matches()) {
      Set<String> values =
          Arrays.stream(set.group(3).split(",")).map(String::strip).collect(Collectors.toSet());
      return among(set.group(1), values, set.group(2).equals("in"));
    }
    Matcher equal = EQUAL.matcher(part);
    if (equal.matches()) {
      return among(equal.group(1), Set.of(equal.group(3)), !equal.group(2).equals("!="));
    }
    Matcher exists = EXISTS.matcher(part);
    if (exists.matches()) {
      boolean wanted = exists.group(1).isEmpty();
      return labels -> labels.has(exists.group(2)) == wanted;
    }
    throw ApiFailure.badRequest("unable to parse requirement: " + part);
  }

  private static Predicate<JsonNode> among(String key, Set<String> values, boolean in) {
    return labels ->
        in
            ? labels.has(key) && values.contains(labels.path(key).asString(""))
            : !labels.has(key) || !values.contains(labels.path(key).asString(""));
  }

  /** Splits at commas outside of parentheses. */
  private static List<String> parts(String selector) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    int depth = 0;
    for (int i = 0; i <= selector.length(); i++) {
      char c = i == selector.length() ? ',' : selector.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && (depth <= 0 || i == selector.length())) {
        if (!selector.substring(from, i).isBlank()) {
          parts.add(selector.substring(from, i));
        }
        from = i + 1;
      }
    }
    return parts;
  }

  /**
   * Objects whose fields have the values of a selector such as {@code
   * metadata.name=web,status.phase!=Running}.
   *
   * @throws ApiFailure 400 when it cannot be read
   */
  public static Predicate<JsonNode> fields(String selector) {
    Predicate<JsonNode> fits = object -> true;
    for (String part : parts(selector)) {
      Matcher equal = EQUAL.matcher(part);
      if (!equal.matches()) {
        throw ApiFailure.badRequest("invalid field selector: " + part);
      }
      String[] path = equal.group(1).split("\\.");
      boolean wanted = !equal.group(2).equals("!=");
      fits = fits.and(object -> at(object, path).equals(equal.group(3)) == wanted);
    }
    return fits;
  }

  private static String at(JsonNode object, String[] path) {
    JsonNode node = object;
    for (String name : path) {
      node = node.path(name);
    }
    return node.asString("");
  }

  /**
   * Whether labels fit a selector that stands in an object: {@code matchLabels} with {@code
   * matchExpressions}. An empty one fits all.
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
    Set<String> values = new java.util.HashSet<>();
    expression.path("values").forEach(value -> values.add(value.asString("")));
    return switch (expression.path("operator").asString("")) {
      case "In" -> among(key, values, true).test(labels);
      case "NotIn" -> among(key, values, false).test(labels);
      case "Exists" -> labels.has(key);
      case "DoesNotExist" -> !labels.has(key);
      default -> false;
    };
  }

  /** Whether labels fit a plain map, as Services select; an empty map fits none. */
  public static boolean fitsMap(JsonNode wanted, JsonNode labels) {
    return !wanted.isEmpty()
        && wanted.properties().stream().allMatch(w -> labels.path(w.getKey()).equals(w.getValue()));
  }
}
