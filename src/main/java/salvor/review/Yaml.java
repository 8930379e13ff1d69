package salvor.review;

import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes documents: every text is quoted by the library, so that none becomes anything else. */
final class Yaml {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .disable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .build();

  private Yaml() {}

  /** A document, or a list of them, as text. */
  static String write(Object document) {
    return MAPPER.writeValueAsString(document);
  }

  /** Whether a text is made of whole characters, so that it can be written and read again. */
  static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int c = text.codePointAt(i);
      if (c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
        return false;
      }
    }
    return true;
  }
}
