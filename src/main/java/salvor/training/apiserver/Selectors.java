package salvor.training.apiserver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import salvor.cluster.LabelSelector;
import tools.jackson.databind.JsonNode;

/** Label and field selectors, as they stand in a request. */
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
    return labels -> LabelSelector.among(labels, key, values) == in;
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
}
