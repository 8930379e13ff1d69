package salvor.containment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A measure as it lies in the folder of a case, so that it can be taken back anywhere. */
final class MeasureFile {
  private static final int VERSION = 1;

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
    List<Step> steps = new ArrayList<>();
    json.path("steps").forEach(step -> steps.add(step(step)));
    return new Measure(
        Measure.Kind.valueOf(text(json, "kind")),
        text(json, "mark"),
        text(json, "caseId"),
        text(json, "reason"),
        steps,
        pods);
  }

  private static Step step(JsonNode json) {
    ObjectKind kind =
        new ObjectKind(text(json, "group"), text(json, "version"), text(json, "resource"));
    String namespace = text(json, "namespace");
    String name = text(json, "name");
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

  private static String text(JsonNode json, String field) {
    return json.path(field).asString("");
  }
}
