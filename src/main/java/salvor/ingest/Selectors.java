package salvor.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Selection;
import tools.jackson.databind.JsonNode;

/** Label selectors of the Kubernetes API. */
public final class Selectors {
  /** Every pod of the own namespace. */
  public static final Selection ALL = new Selection(null, Selection.Selector.of(new TreeMap<>()));

  private Selectors() {}

  /** The pods that a pair of selectors chooses; empty when neither is an object. */
  public static Optional<Selection> of(JsonNode namespaces, JsonNode pods) {
    Selection.Selector in = of(namespaces);
    Selection.Selector which = of(pods);
    return in == null && which == null
        ? Optional.empty()
        : Optional.of(new Selection(in, which == null ? ALL.pods() : which));
  }

  private static Selection.@Nullable Selector of(JsonNode selector) {
    if (!selector.isObject()) {
      return null;
    }
    SortedMap<String, String> labels = new TreeMap<>();
    selector
        .path("matchLabels")
        .propertyStream()
        .forEach(e -> labels.put(e.getKey(), e.getValue().asString("")));
    List<Selection.Expression> expressions = new ArrayList<>();
    for (JsonNode each : selector.path("matchExpressions")) {
      expressions.add(
          new Selection.Expression(
              each.path("key").asString(""),
              each.path("operator").asString(""),
              Fields.texts(each, "values")));
    }
    return new Selection.Selector(labels, expressions);
  }
}
