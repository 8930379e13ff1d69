package salvor.containment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.custody.CaseLedger;
import tools.jackson.databind.JsonNode;

/**
 * What becomes of pods when a measure is taken back, beside what is set back itself: controllers
 * take pods again and delete what is too many, a roll-out goes on or back, and what was held may be
 * deleted by anybody. Each pod whose evidence may be lost so is named.
 *
 * @param readoptions what controllers do with pods that get their labels back
 * @param unseen controllers that may not be listed, by the word for them
 * @param untold why nothing of it could be told; null where it could
 * @param losses the pods that may be lost, those first that are not to be lost unasked
 */
public record Aftermath(
    List<Readoption> readoptions,
    List<String> unseen,
    @Nullable Trouble untold,
    List<Loss> losses) {
  /** Nothing becomes of any pod. */
  public static final Aftermath NONE = new Aftermath(List.of(), List.of(), null, List.of());

  private static final Set<ObjectKind> WORKLOADS =
      Set.of(
          ObjectKind.DEPLOYMENTS,
          ObjectKind.STATEFUL_SETS,
          ObjectKind.DAEMON_SETS,
          ObjectKind.REPLICA_SETS);

  /** Copies the lists. */
  public Aftermath {
    readoptions = List.copyOf(readoptions);
    unseen = List.copyOf(unseen);
    losses =
        losses.stream()
            .sorted(
                Comparator.comparing((Loss each) -> !each.isAsked())
                    .thenComparing(Loss::why)
                    .thenComparing(Loss::pod))
            .toList();
  }

  /** How a pod may be lost; the worst first. */
  public enum Why {
    /** A controller takes it back, and deletes it for sure. */
    DELETED,
    /** The roll-out of its workload replaces it. */
    REPLACED,
    /** A controller has too many and may delete it, or what it would do is not known. */
    MAY_BE_DELETED,
    /** Nothing keeps it from being deleted any more. */
    NOT_KEPT
  }

  /**
   * A pod that may be lost with all that is in it.
   *
   * @param sealed whether sealed evidence of it verifies, with its processes and sockets
   * @param lacking what of these is not in the evidence that verifies; none where none does
   */
  public record Loss(
      ChosenPod pod, Why why, Suspicion suspicion, boolean sealed, List<String> lacking) {
    /** Copies the list. */
    public Loss {
      lacking = List.copyOf(lacking);
    }

    /** Whether it is not to be lost unasked. */
    public boolean isAsked() {
      return !sealed && (why == Why.DELETED || suspicion.isSuspect());
    }
  }

  /**
   * By the cluster as it is; of the pods themselves nothing is known yet.
   *
   * @param namespace where it is asked where all namespaces may not be; may be empty
   */
  public static Aftermath of(RecordedMeasure recorded, Cluster cluster, String namespace) {
    Set<ObjectKind> touched = new LinkedHashSet<>();
    recorded.measure().steps().stream()
        .filter(Step.Patch.class::isInstance)
        .forEach(step -> touched.add(step.kind()));
    Set<ObjectKind> kinds = kinds(touched);
    if (kinds.isEmpty()) {
      return NONE;
    }
    try {
      return new Looking(
              recorded, ClusterObjects.listed(cluster, kinds, ObjectKind.PODS, namespace))
          .all();
    } catch (ClusterFailure failure) {
      Map<ChosenPod, Why> found = new LinkedHashMap<>();
      recorded.measure().pods().forEach(pod -> found.put(pod, Why.MAY_BE_DELETED));
      return new Aftermath(List.of(), List.of(), failure.trouble(), losses(found));
    }
  }

  /** What must be listed for measures that change objects of some kinds; nothing for most. */
  private static Set<ObjectKind> kinds(Set<ObjectKind> touched) {
    Set<ObjectKind> kinds = new LinkedHashSet<>();
    if (touched.contains(ObjectKind.PODS)) {
      kinds.addAll(Readoption.KINDS);
    }
    touched.stream().filter(WORKLOADS::contains).forEach(kinds::add);
    if (!kinds.isEmpty()) {
      kinds.addAll(List.of(ObjectKind.PODS, ObjectKind.REPLICA_SETS));
    }
    return kinds;
  }

  private static List<Loss> losses(Map<ChosenPod, Why> found) {
    List<Loss> losses = new ArrayList<>();
    found.forEach(
        (pod, why) -> losses.add(new Loss(pod, why, Suspicion.NOT_KNOWN, false, List.of())));
    return losses;
  }

  /** The same, where it is known of which pods sealed evidence verifies. */
  public Aftermath sealed(DeleteLock lock) {
    return with(each ->
        new Loss(
            each.pod,
            each.why,
            each.suspicion,
            lock.judge(each.pod.uid()) instanceof DeleteLock.Judged.Open,
            lock.lacking(each.pod.uid())));
  }

  /** The same, where it is known which pods are evidence of the incident. */
  public Aftermath judged(Function<ChosenPod, Suspicion> suspicion) {
    return with(
        each -> new Loss(each.pod, each.why, suspicion.apply(each.pod), each.sealed, each.lacking));
  }

  private Aftermath with(Function<Loss, Loss> known) {
    return new Aftermath(readoptions, unseen, untold, losses.stream().map(known).toList());
  }

  /** The pods that are not to be lost unasked. */
  public List<ChosenPod> asked() {
    return losses.stream().filter(Loss::isAsked).map(Loss::pod).toList();
  }

  /** Writes down that somebody said that these may be lost. */
  public void agreed(CaseLedger ledger, Measure measure, String why) throws IOException {
    for (ChosenPod pod : asked()) {
      EvenEvidence.write(ledger, pod, Undoing.VERB + " " + measure.mark(), why);
    }
  }

  /** One look at what was listed. */
  private static final class Looking {
    private final RecordedMeasure recorded;
    private final ClusterObjects objects;
    private final OwnerChain owners;
    private final Map<ChosenPod, Why> found = new LinkedHashMap<>();

    Looking(RecordedMeasure recorded, ClusterObjects objects) {
      this.recorded = recorded;
      this.objects = objects;
      this.owners = new OwnerChain(objects);
    }

    Aftermath all() {
      List<Readoption> readoptions = Readoption.of(recorded, objects);
      for (Readoption each : readoptions) {
        if (each.fate() != Readoption.Fate.STAYS) {
          lost(each.pods(), each.fate().isCertain() ? Why.DELETED : Why.MAY_BE_DELETED);
          lost(each.others(), Why.MAY_BE_DELETED);
        }
      }
      List<String> unseen = isOfPods() ? Readoption.unseen(objects) : List.of();
      if (!unseen.isEmpty()) {
        lost(Readoption.relabelled(recorded, objects), Why.MAY_BE_DELETED);
      }
      if (recorded.measure().kind() == Measure.Kind.HOLD) {
        held();
      }
      recorded.measure().steps().stream()
          .filter(step -> WORKLOADS.contains(step.kind()))
          .filter(Step.Patch.class::isInstance)
          .forEach(step -> workload((Step.Patch) step));
      return new Aftermath(readoptions, unseen, null, losses(found));
    }

    private boolean isOfPods() {
      return recorded.measure().steps().stream()
          .anyMatch(step -> step instanceof Step.Patch && step.kind().equals(ObjectKind.PODS));
    }

    private void lost(Collection<ChosenPod> pods, Why why) {
      pods.forEach(
          pod -> found.merge(pod, why, (one, other) -> one.compareTo(other) < 0 ? one : other));
    }

    private void held() {
      String label = recorded.measure().label();
      lost(
          recorded.measure().pods().stream()
              .filter(pod ->
                  objects
                      .find(ObjectKind.PODS, pod.uid())
                      .filter(now ->
                          now.at("/metadata/labels")
                              .path(EvidenceHold.LABEL)
                              .asString("")
                              .equals(label))
                      .isPresent())
              .toList(),
          Why.NOT_KEPT);
    }

    /** What the controller of a workload does when it is as it was before. */
    private void workload(Step.Patch step) {
      String uid = step.before().at("/metadata/uid").asString("");
      owners
          .of(uid)
          .ifPresent(owner -> {
            JsonNode now = owner.object();
            for (JsonNode each : Touched.of(step.patch(), step.before()).backward(now)) {
              Why why = why(each, now);
              if (why != null) {
                lost(owners.below(owner).map(ChosenPod::of).toList(), why);
              }
            }
          });
    }

    private static @Nullable Why why(JsonNode change, JsonNode now) {
      if (change.path("op").asString("").equals("test")) {
        return null;
      }
      String path = change.path("path").asString("");
      JsonNode spec = now.path("spec");
      if (path.startsWith("/spec/template")) {
        return spec.at("/updateStrategy/type").asString("").equals("OnDelete")
            ? null
            : Why.REPLACED;
      }
      return switch (path) {
        case "/spec/replicas" ->
            change.path("value").asInt(1) < spec.path("replicas").asInt(1)
                ? Why.MAY_BE_DELETED
                : null;
        case "/spec/paused" -> isPending(now) ? Why.REPLACED : null;
        default -> null;
      };
    }

    /** Whether a roll-out that stands still would go on. */
    private static boolean isPending(JsonNode deployment) {
      JsonNode status = deployment.path("status");
      return status.path("observedGeneration").asLong(0)
              < deployment.at("/metadata/generation").asLong(0)
          || status.path("updatedReplicas").asInt(0) < status.path("replicas").asInt(0);
    }
  }
}
