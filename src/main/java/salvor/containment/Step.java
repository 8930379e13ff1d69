package salvor.containment;

import org.jspecify.annotations.Nullable;
import salvor.cluster.Change;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One request that changes the cluster, whole, and what it is for. */
public sealed interface Step {
  /** The kind of what it makes or changes. */
  ObjectKind kind();

  /** Its namespace, empty for a thing of the cluster. */
  String namespace();

  /** Its name. */
  String name();

  /** What it is for. */
  Why why();

  /** The request itself. */
  Change change();

  /** Makes an object; that one of the name is there already is a failure, never an update. */
  record Create(ObjectKind kind, String namespace, String name, Why why, ObjectNode manifest)
      implements Step {
    @Override
    public Change change() {
      return new Change.Create(kind, namespace, name, manifest);
    }
  }

  /**
   * Changes an object by a JSON Patch (RFC 6902) that fails where the object is another or was
   * changed meanwhile.
   *
   * @param before the object as it was seen
   */
  record Patch(
      ObjectKind kind, String namespace, String name, Why why, ArrayNode patch, JsonNode before)
      implements Step {
    @Override
    public Change change() {
      return new Change.Patch(kind, namespace, name, "", Change.Patch.Type.JSON, patch);
    }
  }

  /**
   * Deletes an object; that cannot be taken back.
   *
   * @param before the object as it was seen, whose uid it must still have
   * @param graceSeconds how long its processes may take to end; null for what the object says
   * @param evicts whether the disruption budgets of a pod are asked, and may refuse
   */
  record Delete(
      ObjectKind kind,
      String namespace,
      String name,
      Why why,
      JsonNode before,
      @Nullable Long graceSeconds,
      boolean evicts)
      implements Step {
    /** The uid that it must have. */
    String uid() {
      return before.at("/metadata/uid").asString("");
    }

    @Override
    public Change change() {
      return evicts
          ? new Change.Post(kind, namespace, name, "eviction", eviction())
          : new Change.Delete(kind, namespace, name, uid(), graceSeconds);
    }

    private ObjectNode eviction() {
      ObjectNode eviction = JsonNodeFactory.instance.objectNode();
      eviction.put("apiVersion", "policy/v1").put("kind", "Eviction");
      eviction.putObject("metadata").put("namespace", namespace).put("name", name);
      ObjectNode options = eviction.putObject("deleteOptions");
      options.putObject("preconditions").put("uid", uid());
      if (graceSeconds != null) {
        options.put("gracePeriodSeconds", graceSeconds);
      }
      return eviction;
    }
  }

  /** What a step is for. */
  enum Why {
    /** Something selects pods by a label that none carries yet, and cuts them off. */
    CUT_OFF,
    /** A policy of somebody else leaves the chosen pods out. */
    NARROW_POLICY,
    /** A pod is selected by the policies that were made. */
    MARK_POD,
    /** Pods cannot be deleted or evicted while it is there. */
    HOLD,
    /** An image cannot be started while it is there. */
    DENY_IMAGE,
    /** No pod is placed on a node any more. */
    CORDON,
    /** Pods that do not bear it leave a node, or are not placed there. */
    TAINT,
    /** A workload runs more or fewer pods. */
    SCALE,
    /** A roll-out stands still. */
    PAUSE,
    /** A CronJob or Job starts nothing new. */
    SUSPEND,
    /** An account loses its tokens or what it may do. */
    REVOKE,
    /** One destination is blocked; everything else still passes. */
    BLOCK,
    /** A pod is deleted. */
    DELETE_POD,
    /** A workload gets the image in which the fault is mended. */
    ROLL_OUT;

    /**
     * Whether what comes after such a step must not be done without it. Where one that is not
     * needed fails, such as the label of one pod of many, the others are done all the same.
     */
    public boolean isNeeded() {
      return switch (this) {
        case CUT_OFF, NARROW_POLICY, HOLD, DENY_IMAGE, BLOCK -> true;
        case MARK_POD, CORDON, TAINT, SCALE, PAUSE, SUSPEND, REVOKE, DELETE_POD, ROLL_OUT -> false;
      };
    }
  }
}
