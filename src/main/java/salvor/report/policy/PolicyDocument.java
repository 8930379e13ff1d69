package salvor.report.policy;

import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.DumpSettings;
import salvor.evidence.Visible;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * One document. Its texts come from evidence: the libraries quote them, nothing is pasted together.
 *
 * @param name its name, of which a file name can be made
 * @param baseline the baseline, or the workload, that it was made of
 * @param kind what it is, for example {@code NetworkPolicy}
 * @param content the document
 * @param form how it is written
 */
public record PolicyDocument(
    String name, String baseline, String kind, JsonNode content, Form form) {

  /** How a document is written. */
  public enum Form {
    YAML,
    JSON
  }

  private static final YAMLMapper YAML = yaml(true);
  private static final YAMLMapper ASCII = yaml(false);
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /** What a file of it is called. */
  public String file() {
    String namespace = content.path("metadata").path("namespace").asString("");
    return (namespace.isEmpty() ? "" : namespace + ".")
        + name
        + "."
        + kind.toLowerCase(java.util.Locale.ROOT)
        + (form == Form.YAML ? ".yaml" : ".json");
  }

  /** Whether one file may hold several of them. */
  public boolean canBeBehindAnother() {
    return form == Form.YAML;
  }

  /** It as text; YAML begins with its own separator. */
  public String text() {
    String text =
        switch (form) {
          case YAML -> yaml(content);
          case JSON -> JSON.writeValueAsString(content) + "\n";
        };
    return text.replace("\r\n", "\n");
  }

  /**
   * An object as YAML. Characters that nobody sees, and that some readers refuse, are written by
   * their numbers.
   */
  public static String yaml(JsonNode content) {
    String text = YAML.writeValueAsString(content);
    boolean plain = text.lines().allMatch(line -> Visible.text(line).equals(line));
    return plain ? text : ASCII.writeValueAsString(content);
  }

  private static YAMLMapper yaml(boolean unicode) {
    return YAMLMapper.builder(
            YAMLFactory.builder()
                .dumperOptions(
                    DumpSettings.builder()
                        .setUseUnicodeEncoding(unicode)
                        .setExplicitStart(true)
                        .setIndentWithIndicator(true)
                        .setIndicatorIndent(2)
                        .setSplitLines(false)
                        .build())
                .build())
        .build();
  }

  /** The text without lone surrogates: no encoding has them. */
  static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
