package salvor.report.policy;

import salvor.baseline.Selection;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Label selectors as the Kubernetes API writes them. */
final class SelectorNode {
  private SelectorNode() {}

  static void write(ObjectNode node, Selection.Selector selector) {
    if (!selector.labels().isEmpty()) {
      ObjectNode labels = node.putObject("matchLabels");
      selector.labels().forEach(labels::put);
    }
    if (!selector.expressions().isEmpty()) {
      ArrayNode expressions = node.putArray("matchExpressions");
      for (Selection.Expression expression : selector.expressions()) {
        ObjectNode each = expressions.addObject();
        each.put("key", expression.key());
        each.put("operator", expression.operator());
        if (!expression.values().isEmpty()) {
          ArrayNode values = each.putArray("values");
          expression.values().forEach(values::add);
        }
      }
    }
  }
}
