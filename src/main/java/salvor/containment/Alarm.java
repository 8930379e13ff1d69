package salvor.containment;

import java.util.List;
import salvor.cluster.ObjectKind;

/** Why a pod that was cut off may not be cut off any more: it must be looked at anew. */
public sealed interface Alarm {
  /** The pod is not there: it was deleted, evicted, or its node is gone. */
  record PodGone(ChosenPod pod) implements Alarm {}

  /** Another pod bears its name, which nothing cuts off. */
  record PodReplaced(ChosenPod pod, String uidNow) implements Alarm {}

  /**
   * Its labels are not those that it was given: what selected it may not, and what did not may.
   *
   * @param fields where, as JSON pointers
   */
  record LabelsChanged(ChosenPod pod, List<String> fields) implements Alarm {
    /** Copies the list. */
    public LabelsChanged {
      fields = List.copyOf(fields);
    }
  }

  /** A container was started anew: what was seen from inside is of the one before. */
  record Restarted(ChosenPod pod, String container, int times) implements Alarm {}

  /** What cuts it off is not there any more. */
  record MeansGone(ObjectKind kind, String namespace, String name) implements Alarm {}

  /**
   * What cuts it off is not as it was sent.
   *
   * @param fields where, as JSON pointers
   */
  record MeansChanged(ObjectKind kind, String namespace, String name, List<String> fields)
      implements Alarm {
    /** Copies the list. */
    public MeansChanged {
      fields = List.copyOf(fields);
    }
  }

  /**
   * A policy of the whole cluster is judged before the one that cuts it off, or beside it: which of
   * them wins is not defined, or it does.
   */
  record Outranked(ObjectKind kind, String name) implements Alarm {}

  /** A look from inside says worse of it than one before did. */
  record Worse(ChosenPod pod, Verification.Result was, Verification.Result is) implements Alarm {}

  /** Something may pass that nobody knew of when it was cut off. */
  record MayPass(QuarantinePlan.Residual residual) implements Alarm {}
}
