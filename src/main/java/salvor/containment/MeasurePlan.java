package salvor.containment;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Rights;

/**
 * What a measure other than a quarantine would do, and what to know of it beforehand.
 *
 * @param kind what kind of measure
 * @param madeFor for what
 * @param steps what is done, in this order; none where everything is refused
 * @param pods the pods that it is about; may be empty
 * @param refused what cannot or should not be done
 * @param notes what to know
 * @param missing rights that are not given, or were not answered
 */
public record MeasurePlan(
    Measure.Kind kind,
    MadeFor madeFor,
    List<Step> steps,
    List<ChosenPod> pods,
    List<Refusal> refused,
    List<Note> notes,
    List<Right> missing) {
  /** Copies the lists. */
  public MeasurePlan {
    steps = List.copyOf(steps);
    pods = List.copyOf(pods);
    refused = List.copyOf(refused);
    notes = List.copyOf(notes);
    missing = List.copyOf(missing);
  }

  /** Whether all that was asked for would be done, and may be. */
  public boolean isWhole() {
    return !steps.isEmpty() && refused.isEmpty() && missing.isEmpty();
  }

  /**
   * The measure.
   *
   * @param reason why, as somebody said it
   */
  public Measure measure(String reason) {
    return new Measure(kind, madeFor.mark(), madeFor.caseId(), reason, steps, pods);
  }

  /** What to say where kinds were not listed in all namespaces, or not at all. */
  static Optional<Note> others(ClusterObjects objects, Collection<ObjectKind> kinds, String what) {
    return kinds.stream().anyMatch(kind -> objects.isInPart(kind) || !objects.isWhole(kind))
        ? Optional.of(new Note(Note.Subject.OTHERS_UNSEEN, what))
        : Optional.empty();
  }

  static List<Right> missing(Rights rights, List<Right> needed) {
    return needed.stream().distinct().filter(right -> !rights.allows(right)).toList();
  }

  /**
   * Something that is not done.
   *
   * @param what its kind, such as {@code Pod}, and its name
   * @param named whom it would hit; may be empty
   */
  public record Refusal(String what, Why why, List<String> named) {
    /** Copies the list. */
    public Refusal {
      named = List.copyOf(named);
    }

    Refusal(String what, Why why) {
      this(what, why, List.of());
    }

    /** Why not. */
    public enum Why {
      /** It is not there, or another has its name. */
      NOT_THERE,
      /** It does not run any more. */
      ENDED,
      /** It is being deleted: nothing stops that. */
      ENDING,
      /** It is in the node's network, where policies of pods do not hold. */
      HOST_NETWORK,
      /** It is so already. */
      ALREADY,
      /** It is so already, by another case. */
      ALREADY_ELSEWHERE,
      /** The cluster does not know such objects. */
      NOT_SERVED,
      /** What must be known for it was not told. */
      NOT_SEEN,
      /** It has no owner that could be stopped in this way. */
      NO_OWNER,
      /** Its kind cannot be stopped in this way. */
      OTHER_KIND,
      /** A chosen pod would be deleted by it, and its evidence with it. */
      EVIDENCE_WOULD_GO,
      /** Nothing here can deny one destination alone. */
      CANNOT_DENY,
      /** No network plugin denies by a name. */
      BY_NAME,
      /** It is no address and no range of addresses. */
      NO_ADDRESS,
      /** It is an address inside the cluster, which such rules do not mean. */
      INSIDE,
      /** No policy lets it pass. */
      BLOCKED_ALREADY,
      /** The account has no tokens and no rights of its own that could be taken away. */
      NOTHING_GIVEN,
      /** Its evidence is not sealed, or does not verify. */
      LOCKED,
      /** Evidence of it is sealed and verifies, and its processes and sockets are not all in it. */
      PART_SEALED,
      /** It is held as evidence: that is to be taken back first. */
      HELD
    }
  }

  /**
   * Something to know.
   *
   * @param what what it is about; empty for the measure as a whole
   * @param named more of it; may be empty
   */
  public record Note(Subject subject, String what, List<String> named) {
    /** Copies the list. */
    public Note {
      named = List.copyOf(named);
    }

    Note(Subject subject, String what, String... named) {
      this(subject, what, Arrays.asList(named));
    }

    /** What is said. */
    public enum Subject {
      /** It does not end by itself. */
      NO_CLOCK,
      /** What a hold does not stop: pressure on the node, probes that restart, what ends itself. */
      NODE_ACTS,
      /** Whoever may delete the policy or take the label away ends the hold. */
      CAN_BE_LIFTED,
      /** Roll-outs, drains and the deletion of the namespace stand still. */
      STANDS_STILL,
      /** Eviction is denied by name: that of a later pod of the same name as well. */
      BY_POD_NAME,
      /** A container has a probe by which the kubelet may restart it. */
      PROBED,
      /** Pods that run what is denied go on; they could not start again. */
      RUNS,
      /** Workloads whose template would be denied. */
      TEMPLATES,
      /** Pods that run a denied digest under a reference that would pass. */
      PASSES,
      /** System pods are among what is denied. */
      SYSTEM,
      /** Another tag or another build of the same passes. */
      AS_WRITTEN,
      /** It is only told and written down, nothing is denied yet. */
      AUDIT_ONLY,
      /** What is there stays where it is. */
      STAYS,
      /** Pods that would leave the node, by deletion. */
      LEAVE,
      /** Pods of the node itself, which its kubelet starts again. */
      STATIC,
      /** Pods that would be deleted. */
      DELETED,
      /** An autoscaler that would set the number anew. */
      AUTOSCALED,
      /** An autoscaler that rests while the number is 0. */
      AUTOSCALER_RESTS,
      /** Something that keeps it as it is written elsewhere may set it back. */
      KEPT_BY,
      /** Pods that fail or are deleted are still replaced. */
      STILL_REPLACED,
      /** What was begun goes on. */
      GOES_ON,
      /** This is no isolation: everything else still passes. */
      NOT_CONTAINED,
      /** Connections that stand may go on. */
      STANDING,
      /** Rules for addresses do not mean what is inside the cluster. */
      OUTSIDE_ALONE,
      /** A policy that is made later and selects the pods is opened by this one. */
      OPENS_LATER,
      /** Other pods use the same account, and lose the same. */
      SHARED,
      /** Groups, to which every account belongs, keep their rights. */
      GROUPS,
      /** Tokens that were given out hold until they end, or the pod or account is deleted. */
      BOUND_TOKENS,
      /** A deleted Secret cannot be made again: what was in it is not kept. */
      FOR_GOOD,
      /** Who changes a binding must have what it gives, or the right to bind. */
      MUST_HAVE_IT,
      /** Secrets could not be listed: tokens in them stay. */
      SECRETS_UNSEEN,
      /** Bindings could not be listed: there may be more. */
      BINDINGS_UNSEEN,
      /** Other namespaces could not be listed: what is there and would be hit is not told. */
      OTHERS_UNSEEN,
      /** Its owner starts another. */
      REPLACED,
      /** It is done although no evidence of it verifies, for this reason. */
      OVERRIDDEN,
      /** It is done although not all of its evidence is sealed, for this reason. */
      PART_OVERRIDDEN,
      /** What of its processes and sockets is not in the bundles that hold its evidence. */
      PART_SEALED,
      /** The bundles that hold its evidence. */
      SEALED,
      /** It says that it was done already, by a label that nothing stands behind. */
      LABEL_ALONE,
      /** As above, and whether something stands behind it was not seen. */
      LABEL_UNPROVED
    }
  }
}
