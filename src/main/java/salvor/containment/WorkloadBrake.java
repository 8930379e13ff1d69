package salvor.containment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.containment.MeasurePlan.Note;
import salvor.containment.MeasurePlan.Refusal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Plans to stop what runs a pod: fewer of it, no roll-out, no new run. */
public final class WorkloadBrake {
  /** What must have been listed, or tried to be, for a plan. */
  public static final List<ObjectKind> KINDS =
      List.of(
          ObjectKind.PODS,
          ObjectKind.REPLICA_SETS,
          ObjectKind.DEPLOYMENTS,
          ObjectKind.STATEFUL_SETS,
          ObjectKind.DAEMON_SETS,
          ObjectKind.JOBS,
          ObjectKind.CRON_JOBS,
          ObjectKind.AUTOSCALERS);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What is done to it. */
  public sealed interface Means {
    /** It is to run so many pods. */
    record Scale(int replicas) implements Means {
      /** Refuses less than none. */
      public Scale {
        if (replicas < 0) {
          throw new IllegalArgumentException("fewer than no pods");
        }
      }
    }

    /** Its roll-out stands still. */
    record Pause() implements Means {}

    /** It starts nothing new. */
    record Suspend() implements Means {}
  }

  /**
   * What is asked for.
   *
   * @param pods the uids of the pods whose owners are meant
   * @param workloads the uids of workloads that are meant themselves: a pod that was cut off has no
   *     owner any more
   * @param suspects the uids of pods that are out of profile or were decided to be bad
   * @param evenEvidence whether these, the pods that are named, and those that bear a quarantine or
   *     a hold may be deleted by it
   */
  public record Wish(
      MadeFor madeFor,
      List<String> pods,
      List<String> workloads,
      Means means,
      Set<String> suspects,
      boolean evenEvidence) {
    /** Copies the collections. */
    public Wish {
      suspects = Set.copyOf(suspects);
      pods = List.copyOf(pods);
      workloads = List.copyOf(workloads);
    }
  }

  private final Wish wish;
  private final OwnerChain owners;
  private final WorkloadKeepers keepers;
  private final List<Step> steps = new ArrayList<>();
  private final List<Refusal> refused = new ArrayList<>();
  private final List<Note> notes = new ArrayList<>();
  private final Set<Right> needed = new LinkedHashSet<>();

  private WorkloadBrake(ClusterObjects objects, Wish wish) {
    this.wish = wish;
    this.owners = new OwnerChain(objects);
    this.keepers = new WorkloadKeepers(objects);
  }

  /**
   * The plan.
   *
   * @param objects what the cluster told, of {@link #KINDS}
   */
  public static MeasurePlan plan(ClusterObjects objects, Rights rights, Wish wish) {
    WorkloadBrake brake = new WorkloadBrake(objects, wish);
    PodChoice choice = PodChoice.of(objects, wish.pods, _ -> Optional.empty());
    brake.refused.addAll(choice.refused());
    Map<OwnerChain.Owner, List<String>> targets = new LinkedHashMap<>();
    for (JsonNode pod : choice.pods()) {
      brake
          .target(pod)
          .ifPresent(owner ->
              targets.computeIfAbsent(owner, _ -> new ArrayList<>()).add(PodChoice.named(pod)));
    }
    for (String uid : wish.workloads) {
      Optional<OwnerChain.Owner> named = brake.owners.of(uid);
      named.ifPresentOrElse(
          owner -> targets.computeIfAbsent(owner, _ -> new ArrayList<>()),
          () -> brake.refused.add(new Refusal("Workload " + uid, Refusal.Why.NOT_THERE)));
    }
    targets.forEach(brake::stop);
    return new MeasurePlan(
        kind(wish.means),
        wish.madeFor,
        brake.steps,
        choice.chosen(),
        brake.refused,
        brake.notes,
        MeasurePlan.missing(rights, List.copyOf(brake.needed)));
  }

  private static Measure.Kind kind(Means means) {
    return switch (means) {
      case Means.Scale _ -> Measure.Kind.SCALE;
      case Means.Pause _ -> Measure.Kind.PAUSE;
      case Means.Suspend _ -> Measure.Kind.SUSPEND;
    };
  }

  private boolean isTarget(ObjectKind kind) {
    return switch (wish.means) {
      case Means.Scale _ ->
          Set.of(ObjectKind.DEPLOYMENTS, ObjectKind.STATEFUL_SETS, ObjectKind.REPLICA_SETS)
              .contains(kind);
      case Means.Pause _ -> kind.equals(ObjectKind.DEPLOYMENTS);
      case Means.Suspend _ -> Set.of(ObjectKind.JOBS, ObjectKind.CRON_JOBS).contains(kind);
    };
  }

  /** The last of the chain that can be stopped so: those below do what it says. */
  private Optional<OwnerChain.Owner> target(JsonNode pod) {
    List<OwnerChain.Owner> chain = owners.above(pod);
    Optional<OwnerChain.Owner> target =
        chain.reversed().stream().filter(owner -> isTarget(owner.kind())).findFirst();
    if (target.isEmpty()) {
      refused.add(
          new Refusal(
              "Pod " + PodChoice.named(pod),
              Selected.owner(pod).isMissingNode() ? Refusal.Why.NO_OWNER : Refusal.Why.OTHER_KIND,
              chain.stream().map(OwnerChain.Owner::named).toList()));
    }
    return target;
  }

  private void stop(OwnerChain.Owner owner, List<String> pods) {
    if (!isTarget(owner.kind())) {
      refused.add(new Refusal(owner.named(), Refusal.Why.OTHER_KIND));
      return;
    }
    JsonNode spec = owner.object().path("spec");
    int before = spec.path("replicas").asInt(1); // the API's default
    boolean already =
        switch (wish.means) {
          case Means.Scale(int replicas) -> before == replicas;
          case Means.Pause() -> spec.path("paused").asBoolean(false);
          case Means.Suspend() -> spec.path("suspend").asBoolean(false);
        };
    if (already) {
      refused.add(new Refusal(owner.named(), Refusal.Why.ALREADY));
      return;
    }
    List<JsonNode> going = deleted(owner, before);
    List<String> deleted = going.stream().map(PodChoice::named).sorted().toList();
    List<String> evidence =
        going.stream()
            .filter(pod ->
                pods.contains(PodChoice.named(pod))
                    || PodChoice.isKept(pod)
                    || wish.suspects.contains(pod.at("/metadata/uid").asString("")))
            .map(PodChoice::named)
            .sorted()
            .toList();
    if (!evidence.isEmpty() && !wish.evenEvidence) {
      refused.add(new Refusal(owner.named(), Refusal.Why.EVIDENCE_WOULD_GO, evidence));
      return;
    }
    if (!deleted.isEmpty()) {
      notes.add(new Note(Note.Subject.DELETED, owner.named(), deleted));
    }
    steps.add(step(owner));
    needed.addAll(rights(owner.kind()));
    notes.addAll(keepers.of(owner, wish.means));
  }

  /** Which pods may be deleted by it: of fewer it is not known which go. */
  private List<JsonNode> deleted(OwnerChain.Owner owner, int before) {
    boolean deletes =
        switch (wish.means) {
          case Means.Scale(int replicas) -> replicas < before;
          case Means.Pause() -> false;
          case Means.Suspend() -> owner.kind().equals(ObjectKind.JOBS);
        };
    return deletes ? owners.below(owner).toList() : List.of();
  }

  private Step step(OwnerChain.Owner owner) {
    ObjectPatch patch = new ObjectPatch(owner.kind(), owner.object());
    return switch (wish.means) {
      case Means.Scale(int replicas) ->
          patch.set("/spec/replicas", JSON.numberNode(replicas)).step(Step.Why.SCALE);
      case Means.Pause() -> patch.set("/spec/paused", JSON.booleanNode(true)).step(Step.Why.PAUSE);
      case Means.Suspend() ->
          patch.set("/spec/suspend", JSON.booleanNode(true)).step(Step.Why.SUSPEND);
    };
  }

  private static List<Right> rights(ObjectKind kind) {
    return switch (kind.plural()) {
      case "deployments" -> List.of(Right.GET_DEPLOYMENT, Right.PATCH_DEPLOYMENT);
      case "statefulsets" -> List.of(Right.GET_STATEFUL_SET, Right.PATCH_STATEFUL_SET);
      case "replicasets" -> List.of(Right.GET_REPLICA_SET, Right.PATCH_REPLICA_SET);
      case "cronjobs" -> List.of(Right.GET_CRON_JOB, Right.PATCH_CRON_JOB);
      default -> List.of(Right.GET_JOB, Right.PATCH_JOB);
    };
  }
}
