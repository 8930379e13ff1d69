package salvor.containment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.cluster.Trouble;
import salvor.containment.MeasurePlan.Note;
import salvor.containment.MeasurePlan.Refusal;
import tools.jackson.databind.JsonNode;

/**
 * Plans to keep pods as evidence: an admission policy denies that they are deleted or evicted.
 *
 * <p>A deletion is known by the label of the pod. An eviction deletes the pod without asking
 * admission for a deletion, and is asked for with an object that has no labels of the pod: it is
 * known by the pod's name.
 */
public final class EvidenceHold {
  /** The label of pods that are held, with the value {@link MadeFor#label()}. */
  public static final String LABEL = "salvor.io/hold";

  /** What must have been listed, or tried to be, for a plan. */
  public static final List<ObjectKind> KINDS =
      List.of(ObjectKind.PODS, ObjectKind.ADMISSION_POLICIES, ObjectKind.ADMISSION_BINDINGS);

  /** What is needed, to do it and to take it back. */
  static final List<Right> RIGHTS =
      List.of(
          Right.HOLD_CREATE,
          Right.HOLD_GET,
          Right.HOLD_DELETE,
          Right.HOLD_BIND,
          Right.HOLD_GET_BINDING,
          Right.HOLD_UNBIND);

  private EvidenceHold() {}

  /**
   * The plan.
   *
   * @param objects what the cluster told, of {@link #KINDS}
   * @param pods the uids of the pods
   */
  public static MeasurePlan plan(
      ClusterObjects objects, Rights rights, MadeFor madeFor, List<String> pods) {
    PodChoice choice = PodChoice.of(objects, pods, pod -> against(objects, madeFor, pod));
    List<Refusal> refused = new ArrayList<>(choice.refused());
    List<Step> steps = new ArrayList<>();
    if (!choice.pods().isEmpty()) {
      unserved(objects).ifPresentOrElse(refused::add, () -> steps.addAll(steps(choice, madeFor)));
    }
    List<Right> needed = new ArrayList<>(RIGHTS);
    needed.addAll(List.of(Right.LABEL_POD, Right.CONTAIN_GET_PODS));
    return new MeasurePlan(
        Measure.Kind.HOLD,
        madeFor,
        steps,
        steps.isEmpty() ? List.of() : choice.chosen(),
        refused,
        steps.isEmpty() ? List.of() : notes(objects, choice, madeFor),
        MeasurePlan.missing(rights, needed));
  }

  private static Optional<Refusal.Why> against(
      ClusterObjects objects, MadeFor madeFor, JsonNode pod) {
    if (PodChoice.isEnding(pod)) {
      return Optional.of(Refusal.Why.ENDING);
    }
    return PodChoice.already(pod, LABEL, Backing.ofHold(objects, pod), madeFor);
  }

  /** Admission policies are of version 1 since Kubernetes 1.30. */
  static Optional<Refusal> unserved(ClusterObjects objects) {
    return objects.unseen(ObjectKind.ADMISSION_POLICIES).orElse(null) instanceof Trouble.Missing
        ? Optional.of(new Refusal("ValidatingAdmissionPolicy", Refusal.Why.NOT_SERVED))
        : Optional.empty();
  }

  private static List<Step> steps(PodChoice choice, MadeFor madeFor) {
    String label = madeFor.label();
    List<String> names = choice.pods().stream().map(PodChoice::named).toList();
    String says = "held as evidence: " + LABEL + "=" + label;
    List<Step> steps =
        new ArrayList<>(
            new AdmissionRules(madeFor, "hold")
                .on("", List.of("pods"), "DELETE")
                .on("", List.of("pods/eviction"), "CREATE")
                .in(choice.namespaces())
                .demand(
                    ("request.operation != 'DELETE' || !has(oldObject.metadata.labels)"
                            + " || !('%1$s' in oldObject.metadata.labels)"
                            + " || oldObject.metadata.labels['%1$s'] != %2$s")
                        .formatted(LABEL, AdmissionRules.quoted(label)),
                    says)
                .demand(
                    "request.operation != 'CREATE' || !((request.namespace + '/' + request.name) in "
                        + AdmissionRules.list(names)
                        + ")",
                    says)
                .steps(Step.Why.HOLD, "Deny"));
    for (JsonNode pod : choice.pods()) {
      steps.add(new ObjectPatch(ObjectKind.PODS, pod).label(LABEL, label).step(Step.Why.MARK_POD));
    }
    return steps;
  }

  private static List<Note> notes(ClusterObjects objects, PodChoice choice, MadeFor madeFor) {
    List<Note> notes = new ArrayList<>();
    notes.add(new Note(Note.Subject.NODE_ACTS, ""));
    notes.add(new Note(Note.Subject.CAN_BE_LIFTED, ""));
    notes.add(new Note(Note.Subject.STANDS_STILL, "", choice.namespaces()));
    notes.add(new Note(Note.Subject.BY_POD_NAME, ""));
    notes.add(
        new Note(Note.Subject.NO_CLOCK, madeFor.until() == null ? "" : madeFor.until().toString()));
    choice
        .pods()
        .forEach(pod -> {
          PodChoice.alone(pod, LABEL, Backing.ofHold(objects, pod)).ifPresent(notes::add);
          if (Surroundings.isProbed(pod)) {
            notes.add(new Note(Note.Subject.PROBED, PodChoice.named(pod)));
          }
        });
    return notes;
  }
}
