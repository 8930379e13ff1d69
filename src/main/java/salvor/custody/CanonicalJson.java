package salvor.custody;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * JSON in the one form that gives the same bytes everywhere (RFC 8785, JSON Canonicalization
 * Scheme): keys by their UTF-16 code units, no white space, the shortest escapes. Numbers are whole
 * and at most 2^53, as only those are exact in every reader; greater ones are given as text.
 */
final class CanonicalJson {
  private static final long LARGEST = 1L << 53;

  private CanonicalJson() {}

  /**
   * The bytes of a value, in UTF-8.
   *
   * @throws IllegalArgumentException for a number that is not whole or too great
   */
  static byte[] of(JsonNode value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(JsonNode value, StringBuilder out) {
    switch (value.getNodeType()) {
      case OBJECT -> {
        TreeMap<String, JsonNode> fields = new TreeMap<>(); // by UTF-16 code units
        value.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
        char before = '{';
        for (var field : fields.entrySet()) {
          out.append(before);
          text(field.getKey(), out);
          out.append(':');
          write(field.getValue(), out);
          before = ',';
        }
        out.append(fields.isEmpty() ? "{}" : "}");
      }
      case ARRAY -> {
        char before = '[';
        for (JsonNode each : value) {
          out.append(before);
          write(each, out);
          before = ',';
        }
        out.append(value.isEmpty() ? "[]" : "]");
      }
      case STRING -> text(value.asString(), out);
      case BOOLEAN, NULL -> out.append(value);
      case NUMBER -> {
        if (!value.isIntegralNumber() || !value.canConvertToLong() || tooGreat(value.asLong())) {
          throw new IllegalArgumentException(value + " is no whole number up to 2^53");
        }
        out.append(value.asLong());
      }
      case BINARY, POJO, MISSING ->
          throw new IllegalArgumentException(value.getNodeType() + " is not JSON");
    }
  }

  private static boolean tooGreat(long number) {
    return number > LARGEST || number < -LARGEST;
  }

  private static void text(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> out.append('\\').append(c);
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c < ' ') {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
