package salvor.containment;

import salvor.cluster.ObjectKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One request that changes the cluster, whole. */
public sealed interface Step {
  /** The kind of what it makes or changes. */
  ObjectKind kind();

  /** Its namespace, empty for a thing of the cluster. */
  String namespace();

  /** Its name. */
  String name();

  /** Makes an object; that one of the name is there already is a failure, never an update. */
  record Create(ObjectKind kind, String namespace, String name, ObjectNode manifest)
      implements Step {}

  /**
   * Changes an object by a JSON Patch (RFC 6902) that fails where the object is another or was
   * changed meanwhile.
   *
   * @param why what it is for
   * @param before the object as it was seen
   */
  record Patch(
      ObjectKind kind, String namespace, String name, Why why, ArrayNode patch, JsonNode before)
      implements Step {}

  /** What a patch is for. */
  enum Why {
    /** A policy of somebody else leaves the chosen pods out. */
    NARROW_POLICY,
    /** A pod is selected by the policies that were made. */
    MARK_POD
  }
}
