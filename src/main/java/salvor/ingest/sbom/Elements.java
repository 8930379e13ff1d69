package salvor.ingest.sbom;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads what stands in a long document as trees, of which each is of bounded size. */
final class Elements {
  private static final int MOST_VALUES = 50_000;
  private static final int MOST_TEXT = 4 << 20;
  private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

  private int values;
  private int text;

  private Elements() {}

  /** A member of an object. */
  @FunctionalInterface
  interface Member {
    /** Reads it; the parser stands on its value and must stand at the value's end afterwards. */
    void read(String name, JsonParser parser);
  }

  /** The members of the object that the parser stands on; anything else is passed over. */
  static void members(JsonParser parser, Member member) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return;
    }
    for (JsonToken t; (t = parser.nextToken()) != JsonToken.END_OBJECT && t != null; ) {
      String name = parser.currentName();
      parser.nextToken();
      member.read(name, parser);
    }
  }

  /** Stands on each element of the list in turn; anything but a list is passed over. */
  static void each(JsonParser parser, Consumer<JsonParser> element) {
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return;
    }
    for (JsonToken t; (t = parser.nextToken()) != JsonToken.END_ARRAY && t != null; ) {
      element.accept(parser);
    }
  }

  /** How many elements the list has, which are passed over. */
  static long count(JsonParser parser) {
    long[] count = new long[1];
    each(
        parser,
        element -> {
          element.skipChildren();
          count[0]++;
        });
    return count[0];
  }

  /** The value that the parser stands on, numbers as text; null when it is larger than any real. */
  static @Nullable JsonNode tree(JsonParser parser) {
    Elements budget = new Elements();
    JsonNode read = budget.value(parser);
    return budget.spent() ? null : read;
  }

  private boolean spent() {
    return values > MOST_VALUES || text > MOST_TEXT;
  }

  private JsonNode value(JsonParser parser) {
    values++;
    JsonToken token = parser.currentToken();
    if (spent() || token == null) {
      parser.skipChildren();
      return MAKE.nullNode();
    }
    return switch (token) {
      case START_OBJECT -> {
        ObjectNode object = MAKE.objectNode();
        members(parser, (name, at) -> object.set(name, value(at)));
        yield object;
      }
      case START_ARRAY -> {
        var array = MAKE.arrayNode();
        each(parser, at -> array.add(value(at)));
        yield array;
      }
      case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        String said = parser.getString();
        text += said.length();
        yield MAKE.stringNode(said);
      }
      case VALUE_TRUE -> MAKE.booleanNode(true);
      case VALUE_FALSE -> MAKE.booleanNode(false);
      default -> MAKE.nullNode();
    };
  }
}
