package salvor.report.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Schemas that refuse what they do not know, so that a misspelt key fails: those that projects
 * publish as CustomResourceDefinitions, and our own of the API's text where there is none.
 */
final class Strict {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Path DATA = Path.of("..", "shared", "data", "profiles-and-policies");

  private static final Pattern MESSAGE = Pattern.compile("message (\\w+) \\{");
  private static final Pattern FIELD =
      Pattern.compile("\\s+(optional|repeated) ([.\\w]+) (\\w+) = [0-9]+;");

  private static final String SELECTOR =
      """
      additionalProperties: false
      properties:
        matchLabels: {}
        matchExpressions:
          items:
            additionalProperties: false
            required: [key, operator]
            properties: {key: {}, operator: {}, values: {}}
      """;

  private Strict() {}

  /** Our own, of the test resources. */
  static Schema own(String name) throws IOException {
    return schema(
        Files.readString(
            Path.of("src/test/resources/salvor/report/policy", name + ".schema.json")));
  }

  /** A published one; the test is skipped where there is none beside the project. */
  static Schema published(String path) throws IOException {
    Path file = DATA.resolve(path);
    assumeTrue(Files.exists(file), file + " is not beside the project");
    JsonNode crd = YAML.readTree(Files.readString(file));
    JsonNode schema = crd.path("spec").path("versions").path(0).at("/schema/openAPIV3Schema");
    assertThat(schema.isObject()).isTrue();
    return schema(strict(schema).toString());
  }

  /**
   * Kubescape publishes no schema, as it serves its objects itself, but the messages they are made
   * of; their selector of pods stands inline.
   */
  static Schema kubescape(String kind) throws IOException {
    Path file = DATA.resolve("kubescape/storage/v1beta1-generated.proto");
    assumeTrue(Files.exists(file), file + " is not beside the project");
    ObjectNode definitions = Draft.object();
    ObjectNode message = Draft.object();
    for (String line : Files.readAllLines(file)) {
      Matcher begin = MESSAGE.matcher(line);
      Matcher field = FIELD.matcher(line);
      if (begin.matches()) {
        message = definitions.putObject(begin.group(1));
        message.put("type", "object").put("additionalProperties", false).putObject("properties");
      } else if (field.matches()) {
        field(message.withObject("properties"), field);
      }
    }
    assertThat(definitions.has(kind + "Spec")).isTrue();
    ObjectNode schema = Draft.object();
    schema.put("$ref", "#/$defs/" + kind);
    schema.set("$defs", definitions);
    ObjectNode top = definitions.withObject(kind).withObject("properties");
    top.putObject("apiVersion").put("const", "spdx.softwarecomposition.kubescape.io/v1beta1");
    top.putObject("kind").put("const", kind);
    return schema(schema.toString());
  }

  private static void field(ObjectNode properties, Matcher field) {
    String type = field.group(2);
    String name = field.group(3);
    if (name.equals("labelSelector")) {
      properties.putObject("matchLabels").put("type", "object");
      return;
    }
    ObjectNode value =
        field.group(1).equals("repeated")
            ? properties.putObject(name).put("type", "array").putObject("items")
            : properties.putObject(name);
    switch (type) {
      case "string" -> value.put("type", "string");
      case "bool" -> value.put("type", "boolean");
      case "int32", "int64" -> value.put("type", "integer");
      default -> {
        if (type.endsWith(".LabelSelector")) {
          value.setAll((ObjectNode) YAML.readTree(SELECTOR));
        } else if (type.indexOf('.') < 0) {
          value.put("$ref", "#/$defs/" + type);
        }
      }
    }
  }

  private static JsonNode strict(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.path("properties").isObject()) {
      object.path("properties").forEach(Strict::strict);
      if (!object.has("additionalProperties")) {
        object.put("additionalProperties", false);
      }
    }
    if (schema.path("items").isObject()) {
      strict(schema.path("items"));
    }
    return schema;
  }

  private static Schema schema(String text) {
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(text);
  }

  /** Every document fits, as it is read back from its text, and misspelt does not. */
  static void assertFits(Schema schema, Handover handover) throws IOException {
    assertThat(handover.documents()).isNotEmpty();
    for (PolicyDocument document : handover.documents()) {
      JsonNode read = YAML.readTree(document.text());
      assertThat(schema.validate(read.toString(), InputFormat.JSON)).as(document.text()).isEmpty();
      misspell(schema, (ObjectNode) read, (ObjectNode) read);
    }
  }

  /** Every document fits. */
  static void assertValid(Schema schema, Handover handover) {
    for (PolicyDocument document : handover.documents()) {
      String read = YAML.readTree(document.text()).toString();
      assertThat(schema.validate(read, InputFormat.JSON)).as(document.text()).isEmpty();
    }
  }

  /** Each key of the specification, one after another. */
  private static void misspell(Schema schema, ObjectNode whole, ObjectNode at) {
    for (String key : java.util.List.copyOf(at.propertyNames())) {
      if (key.equals("metadata") || key.equals("matchLabels")) {
        continue;
      }
      JsonNode value = at.remove(key);
      at.set(key + "x", value);
      assertThat(schema.validate(whole.toString(), InputFormat.JSON)).as(key).isNotEmpty();
      at.remove(key + "x");
      at.set(key, value);
      if (value instanceof ObjectNode below) {
        misspell(schema, whole, below);
      }
      for (JsonNode item : value.isArray() ? value : java.util.List.<JsonNode>of()) {
        if (item instanceof ObjectNode below) {
          misspell(schema, whole, below);
        }
      }
    }
  }
}
