package salvor.containment;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
   * @param content a sign of what they are now
   */
  record LabelsChanged(ChosenPod pod, List<String> fields, String content) implements Alarm {
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
   * @param content a sign of what it says now
   */
  record MeansChanged(
      ObjectKind kind, String namespace, String name, List<String> fields, String content)
      implements Alarm {
    /** Copies the list. */
    public MeansChanged {
      fields = List.copyOf(fields);
    }
  }

  /**
   * What became of a policy since the pods were cut off.
   *
   * @param isNew whether it was not there then
   * @param fields what of it was changed, as JSON pointers; none where it is new, or is as it was
   * @param since when it was made, or last written, as the cluster says; null where it does not
   * @param content a sign of what it says now
   */
  record News(boolean isNew, List<String> fields, @Nullable Instant since, String content) {
    /** Copies the list. */
    public News {
      fields = List.copyOf(fields);
    }
  }

  /**
   * A policy is judged before the one that cuts pods off, or beside it: which of them wins is not
   * defined, or it does.
   *
   * @param namespace empty for one of the whole cluster
   */
  record Outranked(ObjectKind kind, String namespace, String name, List<ChosenPod> pods, News news)
      implements Alarm {
    /** Copies the list. */
    public Outranked {
      pods = List.copyOf(pods);
    }
  }

  /**
   * A policy of a plugin or of the whole cluster lets something pass that it did not when the pods
   * were cut off: it is new, or was changed in place.
   *
   * @param namespace empty for one of the whole cluster
   * @param pods those that it selects, or may
   */
  record PolicyOpens(
      ObjectKind kind, String namespace, String name, List<ChosenPod> pods, News news)
      implements Alarm {
    /** Copies the list. */
    public PolicyOpens {
      pods = List.copyOf(pods);
    }
  }

  /** A look from inside says worse of it than one before did. */
  record Worse(ChosenPod pod, Verification.Result was, Verification.Result is) implements Alarm {}

  /**
   * Something may pass that nobody knew of when it was cut off.
   *
   * @param news what became of the policy that lets it; null where that is none, or is not known
   */
  record MayPass(QuarantinePlan.Residual residual, @Nullable News news) implements Alarm {}
}
