package salvor.containment;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A measure as it lies in the folder of a case, so that it can be taken back anywhere.
 *
 * <p>The folder may come from somebody else: what would lead a request to another path than that of
 * one object is refused, and so is a step that is none of its measure ({@link StepShape}).
 */
final class MeasureFile {
  private static final int VERSION = 1;
  private static final Pattern GROUP = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?|");
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]*");

  private MeasureFile() {}

  static ObjectNode json(Measure measure) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("version", VERSION).put("kind", measure.kind().name()).put("mark", measure.mark());
    json.put("caseId", measure.caseId()).put("reason", measure.reason());
    ArrayNode pods = json.putArray("pods");
    for (ChosenPod pod : measure.pods()) {
      pods.addObject()
          .put("namespace", pod.namespace())
          .put("name", pod.name())
          .put("uid", pod.uid());
    }
    measure.known().stream().sorted().forEach(json.putArray("known")::add);
    ArrayNode steps = json.putArray("steps");
    measure.steps().forEach(step -> steps.add(json(step)));
    return json;
  }

  private static ObjectNode json(Step step) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("verb", verb(step)).put("why", step.why().name());
    json.put("group", step.kind().group()).put("version", step.kind().version());
    json.put("resource", step.kind().plural());
    json.put("namespace", step.namespace()).put("name", step.name());
    switch (step) {
      case Step.Create create -> json.set("manifest", create.manifest());
      case Step.Patch patch -> json.set("patch", patch.patch()).set("before", patch.before());
      case Step.Delete delete -> {
        json.set("before", delete.before());
        json.put("graceSeconds", delete.graceSeconds()).put("evicts", delete.evicts());
      }
    }
    return json;
  }

  private static String verb(Step step) {
    return switch (step) {
      case Step.Create _ -> "create";
      case Step.Patch _ -> "patch";
      case Step.Delete _ -> "delete";
    };
  }

  /**
   * What was written.
   *
   * @throws IllegalArgumentException when it is no measure of a version that is known here
   */
  static Measure of(JsonNode json) {
    if (json.path("version").asInt(0) != VERSION) {
      throw new IllegalArgumentException("not of version " + VERSION);
    }
    List<ChosenPod> pods = new ArrayList<>();
    for (JsonNode pod : json.path("pods")) {
      pods.add(new ChosenPod(text(pod, "namespace"), text(pod, "name"), text(pod, "uid")));
    }
    Measure.Kind kind = Measure.Kind.valueOf(text(json, "kind"));
    List<Step> steps = new ArrayList<>();
    json.path("steps").forEach(step -> steps.add(step(step)));
    steps.forEach(step -> StepShape.require(kind, step));
    return new Measure(
        kind,
        text(json, "mark"),
        text(json, "caseId"),
        text(json, "reason"),
        steps,
        pods,
        json.path("known").valueStream().map(each -> each.asString("")).collect(toSet()));
  }

  private static Step step(JsonNode json) {
    ObjectKind kind =
        new ObjectKind(
            matching(json, "group", GROUP),
            matching(json, "version", WORD),
            matching(json, "resource", WORD));
    String namespace = text(json, "namespace");
    String name = text(json, "name");
    if (name.isEmpty()) {
      throw new IllegalArgumentException("no name: a request would be about all of its kind");
    }
    Step.Why why = Step.Why.valueOf(text(json, "why"));
    return switch (text(json, "verb")) {
      case "create" -> new Step.Create(kind, namespace, name, why, object(json.path("manifest")));
      case "patch" ->
          new Step.Patch(
              kind, namespace, name, why, array(json.path("patch")), object(json.path("before")));
      case "delete" ->
          new Step.Delete(
              kind,
              namespace,
              name,
              why,
              object(json.path("before")),
              grace(json),
              json.path("evicts").asBoolean(false));
      default -> throw new IllegalArgumentException("no such verb: " + text(json, "verb"));
    };
  }

  private static @Nullable Long grace(JsonNode json) {
    JsonNode grace = json.path("graceSeconds");
    return grace.isIntegralNumber() ? grace.asLong() : null;
  }

  private static ObjectNode object(JsonNode json) {
    if (json instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("no object");
  }

  private static ArrayNode array(JsonNode json) {
    if (json instanceof ArrayNode array) {
      return array;
    }
    throw new IllegalArgumentException("no list");
  }

  private static String matching(JsonNode json, String field, Pattern allowed) {
    String text = text(json, field);
    if (!allowed.matcher(text).matches()) {
      throw new IllegalArgumentException("no " + field + " of an API: " + text);
    }
    return text;
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).asString("");
  }
}
