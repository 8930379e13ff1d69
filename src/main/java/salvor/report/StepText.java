package salvor.report;

import java.util.List;
import java.util.StringJoiner;
import salvor.containment.Step;
import salvor.containment.Undoing;
import salvor.evidence.Visible;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * One request that changes a cluster, as text: the whole of what is sent, and what of the object is
 * other than it was.
 */
public final class StepText {
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final int LIMIT = 2000;

  private StepText() {}

  /** What is sent, as YAML with the request before it; raw, as it comes from the cluster. */
  public static String yaml(Step step) {
    return switch (step) {
      case Step.Create create -> YAML.writeValueAsString(create.manifest());
      case Step.Patch patch ->
          "---\n# JSON Patch of "
              + path(step)
              + "\n"
              + YAML.writeValueAsString(patch.patch()).replaceFirst("^---\n?", "");
      case Step.Delete _ -> "---\n# DELETE " + path(step) + "\n";
    };
  }

  private static String path(Step step) {
    return step.kind().path(step.namespace(), step.name());
  }

  /**
   * What is other afterwards, line by line: {@code +} comes, {@code -} goes, {@code =} must be so,
   * or nothing is changed. Every character can be looked at.
   */
  public static String difference(Step step) {
    return switch (step) {
      case Step.Create create ->
          "+ " + v(create.kind().plural()) + " " + v(create.name()) + ", which is not there now";
      case Step.Delete delete -> "- " + v(delete.kind().plural()) + " " + v(delete.name());
      case Step.Patch patch -> difference(patch);
    };
  }

  private static String difference(Step.Patch patch) {
    StringJoiner lines = new StringJoiner("\n");
    for (JsonNode each : patch.patch()) {
      String path = each.path("path").asString("");
      JsonNode before = patch.before().at(path.endsWith("/-") ? "" : path);
      String name = v(path.substring(1).replace("~1", "/").replace("~0", "~"));
      String value = value(each.path("value"));
      switch (each.path("op").asString("")) {
        case "test" -> lines.add("= " + name + ": " + value);
        case "remove" -> lines.add("- " + name + ": " + value(before));
        case "add", "replace" -> {
          if (!before.isMissingNode() && !path.endsWith("/-")) {
            lines.add("- " + name + ": " + value(before));
          }
          lines.add("+ " + name + ": " + value);
        }
        default -> lines.add("  " + v(each.toString()));
      }
    }
    return lines.toString();
  }

  /** What taking it back brings, line by line, as {@link #difference} tells the step itself. */
  public static String restoration(Step step) {
    return switch (step) {
      case Step.Create create ->
          "- " + v(create.kind().plural()) + " " + v(create.name()) + ", if it is still ours";
      case Step.Delete delete ->
          Undoing.isMadeAgain(delete.kind())
              ? again(delete)
              : "  what was deleted cannot be brought back";
      case Step.Patch patch -> restoration(patch);
    };
  }

  private static String again(Step.Delete delete) {
    StringJoiner lines = new StringJoiner("\n");
    lines.add("+ " + v(delete.kind().plural()) + " " + v(delete.name()) + ", with");
    for (String part : List.of("roleRef", "subjects", "rules", "aggregationRule")) {
      if (delete.before().has(part)) {
        lines.add("+ " + part + ": " + value(delete.before().path(part)));
      }
    }
    return lines.toString();
  }

  private static String restoration(Step.Patch patch) {
    StringJoiner lines = new StringJoiner("\n");
    for (JsonNode each : patch.patch()) {
      String path = each.path("path").asString("");
      if (each.path("op").asString("").equals("test")) {
        continue;
      }
      JsonNode before = patch.before().at(path.endsWith("/-") ? "" : path);
      String name = v(path.substring(1).replace("~1", "/").replace("~0", "~"));
      if (each.has("value")) {
        lines.add("- " + name + ": " + value(each.path("value")));
      }
      if (!before.isMissingNode() && !path.endsWith("/-")) {
        lines.add("+ " + name + ": " + value(before));
      }
    }
    return lines.toString();
  }

  private static String value(JsonNode value) {
    return v(value.isString() ? value.asString() : value.toString());
  }

  private static String v(String text) {
    return Visible.text(text, LIMIT);
  }
}
