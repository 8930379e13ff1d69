package salvor.ingest;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A text of limited length made of JSON values, for details that are shown but not compared:
 * however large and deep the value is, the work and the result are bounded.
 */
public final class BriefText {
  private static final int LIMIT = 1_000;
  private static final int DEPTH = 6;
  private final StringBuilder text = new StringBuilder();

  /** The value in the manner of JSON, cut after {@value #LIMIT} characters. */
  public static @Nullable String of(@Nullable JsonNode node) {
    return new BriefText().add(node).orNull();
  }

  /** Adds a value; earlier ones are set apart by a comma. */
  public BriefText add(@Nullable JsonNode node) {
    if (node != null && room()) {
      separate();
      write(node, 0);
    }
    return this;
  }

  /** Adds a text; earlier ones are set apart by a comma. */
  public BriefText add(@Nullable String more) {
    if (more != null && room()) {
      separate();
      put(more);
    }
    return this;
  }

  /** What was added, null when nothing was. */
  public @Nullable String orNull() {
    return text.isEmpty() ? null : text.toString();
  }

  private void separate() {
    if (!text.isEmpty()) {
      text.append(", ");
    }
  }

  private void write(JsonNode node, int depth) {
    if (node.isObject()) {
      char mark = '{';
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        text.append(mark);
        put(member.getKey());
        text.append(':');
        inside(member.getValue(), depth);
        mark = ',';
        if (!room()) {
          return;
        }
      }
      text.append(mark == '{' ? "{}" : "}");
    } else if (node.isArray()) {
      char mark = '[';
      for (JsonNode element : node) {
        text.append(mark);
        inside(element, depth);
        mark = ',';
        if (!room()) {
          return;
        }
      }
      text.append(mark == '[' ? "[]" : "]");
    } else {
      put(node.isNull() ? "null" : node.isString() ? node.stringValue() : node.asString());
    }
  }

  private void inside(JsonNode node, int depth) {
    if (node.isContainer() && depth >= DEPTH) {
      text.append('…');
    } else {
      write(node, depth + 1);
    }
  }

  private boolean room() {
    return text.length() < LIMIT;
  }

  private void put(String more) {
    int room = Math.max(0, LIMIT - text.length());
    if (more.length() <= room) {
      text.append(more);
    } else {
      text.append(more, 0, room).append('…');
    }
  }
}
