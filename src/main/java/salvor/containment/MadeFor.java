package salvor.containment;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * For what the objects of a measure are made, as they say themselves.
 *
 * @param caseId the case
 * @param mark eight hexadecimal digits that no other measure has
 * @param until when somebody should look whether it is still wanted; nothing ends by itself then,
 *     as admission policies know no clock. Null where it was not said
 */
public record MadeFor(String caseId, String mark, @Nullable Instant until) {
  static final String CASE = "salvor.io/case";
  static final String UNTIL = "salvor.io/until";

  /** Checks the mark. */
  public MadeFor {
    Measure.requireMark(mark);
  }

  /** By which its objects and pods are told from those of others. */
  public String label() {
    return Measure.label(caseId, mark);
  }

  /** A name that no object of others has. */
  String name(String word) {
    return "salvor-" + word + "-" + label().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
  }

  /** An object that bears its labels, and says the case and until when. */
  ObjectNode object(String version, String kind, String name, String namespace) {
    ObjectNode object =
        JsonNodeFactory.instance.objectNode().put("apiVersion", version).put("kind", kind);
    ObjectNode metadata = object.putObject("metadata").put("name", name);
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    metadata
        .putObject("labels")
        .put("app.kubernetes.io/managed-by", "salvor")
        .put(Measure.MADE_FOR, label());
    ObjectNode annotations = metadata.putObject("annotations").put(CASE, caseId);
    if (until != null) {
      annotations.put(UNTIL, until.toString());
    }
    return object;
  }

  /** A step that makes an object. */
  static Step.Create create(ObjectKind kind, Step.Why why, ObjectNode manifest) {
    return new Step.Create(
        kind,
        manifest.at("/metadata/namespace").asString(""),
        manifest.at("/metadata/name").asString(""),
        why,
        manifest);
  }
}
