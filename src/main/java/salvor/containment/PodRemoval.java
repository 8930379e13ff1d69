package salvor.containment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.containment.MeasurePlan.Note;
import salvor.containment.MeasurePlan.Refusal;
import tools.jackson.databind.JsonNode;

/** Plans to delete pods: for good, and each only where its lock is open. */
public final class PodRemoval {
  /** What must have been listed, or tried to be, for a plan. */
  public static final List<ObjectKind> KINDS = EvidenceHold.KINDS;

  /**
   * What is asked for.
   *
   * @param pods the uids of the pods
   * @param graceSeconds how long their processes may take to end; null for what the pods say
   * @param evict whether disruption budgets are asked, by an eviction
   */
  public record Wish(
      MadeFor madeFor, List<String> pods, @Nullable Long graceSeconds, boolean evict) {
    /** Copies the list. */
    public Wish {
      pods = List.copyOf(pods);
    }
  }

  private PodRemoval() {}

  /**
   * The plan.
   *
   * @param objects what the cluster told, of {@link #KINDS}
   */
  public static MeasurePlan plan(
      ClusterObjects objects, Rights rights, Wish wish, DeleteLock lock) {
    List<Note> notes = new ArrayList<>();
    List<Refusal> refused = new ArrayList<>();
    PodChoice choice = PodChoice.of(objects, wish.pods, pod -> against(objects, pod));
    refused.addAll(choice.refused());
    List<JsonNode> pods = new ArrayList<>();
    for (JsonNode pod : choice.pods()) {
      String name = "Pod " + PodChoice.named(pod);
      PodChoice.alone(pod, EvidenceHold.LABEL, Backing.ofHold(objects, pod)).ifPresent(notes::add);
      switch (lock.judge(pod.at("/metadata/uid").asString(""))) {
        case DeleteLock.Judged.Open(List<String> bundles) -> {
          pods.add(pod);
          notes.add(new Note(Note.Subject.SEALED, name, bundles));
        }
        case DeleteLock.Judged.Overridden(String reason, List<String> lacking) -> {
          pods.add(pod);
          notes.add(
              new Note(
                  lacking.isEmpty() ? Note.Subject.OVERRIDDEN : Note.Subject.PART_OVERRIDDEN,
                  name,
                  reason));
          if (!lacking.isEmpty()) {
            notes.add(new Note(Note.Subject.PART_SEALED, name, lacking));
          }
        }
        case DeleteLock.Judged.Partial(List<String> lacking) ->
            refused.add(new Refusal(name, Refusal.Why.PART_SEALED, lacking));
        case DeleteLock.Judged.Locked(var bundles) ->
            refused.add(
                new Refusal(
                    name,
                    Refusal.Why.LOCKED,
                    bundles.stream()
                        .map(each -> each.name() + ": " + each.standing().name())
                        .toList()));
      }
      JsonNode owner = Selected.owner(pod);
      if (owner.isObject()) {
        notes.add(
            new Note(
                Note.Subject.REPLACED,
                name,
                owner.path("kind").asString("") + " " + owner.path("name").asString("")));
      }
    }
    if (!pods.isEmpty()) {
      notes.add(new Note(Note.Subject.FOR_GOOD, ""));
    }
    return new MeasurePlan(
        Measure.Kind.DELETE_POD,
        wish.madeFor,
        pods.stream().map(pod -> step(pod, wish)).toList(),
        pods.stream().map(ChosenPod::of).toList(),
        refused,
        notes,
        MeasurePlan.missing(
            rights,
            List.of(wish.evict ? Right.EVICT_POD : Right.DELETE_POD, Right.CONTAIN_GET_PODS)));
  }

  private static Optional<Refusal.Why> against(ClusterObjects objects, JsonNode pod) {
    if (PodChoice.isEnding(pod)) {
      return Optional.of(Refusal.Why.ENDING);
    }
    return Backing.ofHold(objects, pod) == Backing.STANDS
        ? Optional.of(Refusal.Why.HELD)
        : Optional.empty();
  }

  private static Step step(JsonNode pod, Wish wish) {
    return new Step.Delete(
        ObjectKind.PODS,
        Selected.namespace(pod),
        pod.at("/metadata/name").asString(""),
        Step.Why.DELETE_POD,
        pod,
        wish.graceSeconds,
        wish.evict);
  }
}
