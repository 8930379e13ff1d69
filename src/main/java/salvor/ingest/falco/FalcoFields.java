package salvor.ingest.falco;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The bag of {@code output_fields}, with Falco's ways to say "nothing": null, an empty text, {@code
 * <NA>}.
 */
final class FalcoFields {
  private final JsonNode fields;

  FalcoFields(JsonNode fields) {
    this.fields = fields;
  }

  @Nullable String text(String key) {
    return text(fields.path(key));
  }

  static @Nullable String text(JsonNode value) {
    if (!value.isValueNode() || value.isNull()) {
      return null;
    }
    String text = value.asString();
    return text.isEmpty() || text.equals("<NA>") ? null : text;
  }

  /**
   * A whole number, given as a number or as its digits; null otherwise and when it does not fit.
   */
  @Nullable Long number(String key) {
    JsonNode value = fields.path(key);
    if (value.isIntegralNumber()) {
      return value.canConvertToLong() ? value.longValue() : null;
    }
    String text = text(value);
    if (text == null || text.length() > 19 || !text.matches("-?[0-9]+")) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /** A number that counts or names: null when negative or above the range. */
  @Nullable Integer natural(String key) {
    Long value = number(key);
    return value == null || value < 0 || value > Integer.MAX_VALUE ? null : value.intValue();
  }

  boolean isTrue(String key) {
    JsonNode value = fields.path(key);
    return value.isBoolean() ? value.booleanValue() : "true".equals(text(value));
  }
}
