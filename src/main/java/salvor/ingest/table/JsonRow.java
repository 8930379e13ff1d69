package salvor.ingest.table;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.ingest.Fields;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object as a row: a column is a member, or one inside of others with dots between the
 * names.
 */
record JsonRow(JsonNode node) implements Row {
  @Override
  public @Nullable String cell(String column) {
    JsonNode value = at(node, column);
    if (value == null) {
      return null;
    }
    return value.isString()
        ? value.stringValue()
        : value.isContainer() ? value.toString() : value.asString();
  }

  /** Whether it has such a column, whatever stands there. */
  boolean has(String column) {
    return node.has(column) || at(node, column) != null;
  }

  private static @Nullable JsonNode at(JsonNode node, String column) {
    JsonNode own = Fields.at(node, column);
    int dot = column.indexOf('.');
    if (own != null || dot < 0) {
      return own;
    }
    JsonNode inner = Fields.at(node, column.substring(0, dot));
    return inner == null ? null : at(inner, column.substring(dot + 1));
  }

  @Override
  public List<String> columns() {
    return List.copyOf(node.propertyNames());
  }
}
