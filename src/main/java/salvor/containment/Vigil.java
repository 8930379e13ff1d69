package salvor.containment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodReach;
import salvor.containment.QuarantinePlan.Residual;
import tools.jackson.databind.JsonNode;

/**
 * Whether a quarantine still stands as it was made, by what the cluster tells: asked anew with
 * every change while a case is open. It tells only that something is to be looked at; whether
 * packets pass, a probe tells.
 */
public final class Vigil {
  private final Measure measure;
  private final Collection<Residual> known;

  /**
   * Over a quarantine.
   *
   * @param known what was known to pass still when it was made, and is no news
   */
  public Vigil(Measure measure, Collection<Residual> known) {
    this.measure = measure;
    this.known = List.copyOf(known);
  }

  /** What is not as it should be; nothing where everything is. */
  public List<Alarm> alarms(ClusterObjects now) {
    List<Alarm> alarms = new ArrayList<>();
    List<Relabelling> there = new ArrayList<>();
    for (Step step : measure.steps()) {
      switch (step) {
        case Step.Create create -> means(create, now).ifPresent(alarms::add);
        case Step.Patch patch when patch.kind().equals(ObjectKind.PODS) ->
            pod(patch, now, alarms).ifPresent(there::add);
        case Step.Patch patch -> narrowed(patch, now).ifPresent(alarms::add);
        case Step.Delete _ -> {
          // no quarantine deletes anything
        }
      }
    }
    if (!there.isEmpty()) {
      passing(there, now).stream().map(Alarm.MayPass::new).forEach(alarms::add);
    }
    return alarms;
  }

  private static Optional<Alarm> means(Step.Create step, ClusterObjects now) {
    return compared(step, step.manifest(), now);
  }

  private static Optional<Alarm> compared(Step step, JsonNode sent, ClusterObjects now) {
    ObjectKind kind = step.kind();
    Optional<JsonNode> is = now.find(kind, step.namespace(), step.name());
    if (is.isEmpty()) {
      return now.isWhole(kind) // else it may only not be seen
          ? Optional.of(new Alarm.MeansGone(kind, step.namespace(), step.name()))
          : Optional.empty();
    }
    List<String> different = Compared.differences(sent, is.get());
    return different.isEmpty()
        ? Optional.empty()
        : Optional.of(new Alarm.MeansChanged(kind, step.namespace(), step.name(), different));
  }

  /** A policy of somebody else that leaves the pods out: gone, it allows nothing either. */
  private static Optional<Alarm> narrowed(Step.Patch step, ClusterObjects now) {
    return now.find(step.kind(), step.namespace(), step.name())
        .map(is -> Touched.of(step.patch(), step.before()).undoneIn(is))
        .filter(undone -> !undone.isEmpty())
        .map(undone -> new Alarm.MeansChanged(step.kind(), step.namespace(), step.name(), undone));
  }

  /** The pod as it is, where it is there. */
  private static Optional<Relabelling> pod(
      Step.Patch step, ClusterObjects now, List<Alarm> alarms) {
    ChosenPod pod = ChosenPod.of(step.before());
    Optional<JsonNode> found = now.find(ObjectKind.PODS, pod.namespace(), pod.name());
    if (found.isEmpty()) {
      if (now.isWhole(ObjectKind.PODS)) {
        alarms.add(new Alarm.PodGone(pod));
      }
      return Optional.empty();
    }
    JsonNode is = found.get();
    String uid = is.at("/metadata/uid").asString("");
    if (!uid.equals(pod.uid())) {
      alarms.add(new Alarm.PodReplaced(pod, uid));
      return Optional.empty();
    }
    List<String> undone =
        Touched.of(step.patch(), step.before()).undoneIn(is).stream()
            .filter(field -> field.startsWith("/metadata/labels"))
            .toList();
    if (!undone.isEmpty()) {
      alarms.add(new Alarm.LabelsChanged(pod, undone));
    }
    alarms.addAll(restarts(pod, step.before(), is));
    return Optional.of(new Relabelling(Set.of(), is));
  }

  private static List<Alarm> restarts(ChosenPod pod, JsonNode before, JsonNode now) {
    List<Alarm> restarted = new ArrayList<>();
    for (JsonNode status : now.at("/status/containerStatuses")) {
      String name = status.path("name").asString("");
      before
          .at("/status/containerStatuses")
          .valueStream()
          .filter(was -> was.path("name").asString("").equals(name))
          .mapToInt(was -> status.path("restartCount").asInt(0) - was.path("restartCount").asInt(0))
          .filter(times -> times > 0)
          .forEach(times -> restarted.add(new Alarm.Restarted(pod, name, times)));
    }
    return restarted;
  }

  /** What may pass now and was not known; what cannot be seen now was not known either. */
  private List<Residual> passing(List<Relabelling> pods, ClusterObjects now) {
    return new Remaining(now, new Selected(now))
        .of(backend(), pods, Set.of()).stream()
            .filter(residual -> !residual.isInherent() && !isKnown(residual))
            .toList();
  }

  private boolean isKnown(Residual residual) {
    return known.stream().anyMatch(before -> isSame(before, residual));
  }

  private static boolean isSame(Residual before, Residual now) {
    return switch (now) {
      case Residual.Allowed is ->
          before instanceof Residual.Allowed was
              && was.direction() == is.direction()
              && was.namespace().equals(is.namespace())
              && was.policy().equals(is.policy())
              && rules(was).equals(rules(is));
      case Residual.OtherPolicies is ->
          before instanceof Residual.OtherPolicies was
              && was.kind().equals(is.kind())
              && was.count() >= is.count();
      case Residual.NotSeen is ->
          before instanceof Residual.NotSeen was && was.kind().equals(is.kind());
      case Residual.NodeTraffic _, Residual.NodeDns _, Residual.OtherProtocols _ ->
          before.equals(now);
    };
  }

  /** Without the pods that are meant now: they come and go, and the rule is the same. */
  private static List<PodReach.Allowed> rules(Residual.Allowed allowed) {
    return allowed.rules().stream()
        .map(rule ->
            new PodReach.Allowed(rule.peers().stream().map(Vigil::peer).toList(), rule.ports()))
        .toList();
  }

  private static PodReach.Peer peer(PodReach.Peer peer) {
    return peer instanceof PodReach.Peer.Pods pods
        ? new PodReach.Peer.Pods(pods.namespaces(), pods.pods(), 0, List.of())
        : peer;
  }

  private Backend backend() {
    Set<ObjectKind> made =
        measure.steps().stream()
            .filter(Step.Create.class::isInstance)
            .map(Step::kind)
            .collect(java.util.stream.Collectors.toSet());
    return Arrays.stream(Backend.values()) // the strongest first
        .filter(backend -> made.contains(backend.kind()))
        .findFirst()
        .orElse(Backend.NETWORK_POLICY);
  }
}
