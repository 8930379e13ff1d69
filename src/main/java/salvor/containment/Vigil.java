package salvor.containment;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.PodReach;
import salvor.containment.QuarantinePlan.Residual;
import salvor.custody.Sha256;
import tools.jackson.databind.JsonNode;

/**
 * Whether a quarantine still stands as it was made, by what the cluster tells: asked anew with
 * every change while a case is open. It tells only that something is to be looked at; whether
 * packets pass, a probe tells.
 */
public final class Vigil {
  private static final Set<ObjectKind> ADMINS =
      Set.of(ObjectKind.CLUSTER_NETWORK_POLICIES, ObjectKind.ADMIN_NETWORK_POLICIES);

  private static final List<ObjectKind> CALICO =
      List.of(ObjectKind.CALICO_NETWORK_POLICIES, ObjectKind.CALICO_NAMESPACED_POLICIES);

  private final Measure measure;
  private final Map<String, Instant> looked;

  /**
   * Over a quarantine.
   *
   * @param looked when each pod was last looked at from inside, by its uid: what began before that
   *     is no news
   */
  public Vigil(Measure measure, Map<String, Instant> looked) {
    this.measure = measure;
    this.looked = Map.copyOf(looked);
  }

  /** What {@link Alarm}s are told by, so that the same is told once. */
  public static String sign(Alarm alarm) {
    return switch (alarm) {
      case Alarm.MayPass(Residual residual, var news) ->
          sign(residual) + (news == null ? "" : " " + news.content());
      case Alarm.Outranked(var kind, String namespace, String name, var _, var news) ->
          "before " + policy(kind, namespace, name) + " " + news.content();
      case Alarm.PolicyOpens(var kind, String namespace, String name, var _, var news) ->
          "opens " + policy(kind, namespace, name) + " " + news.content();
      case Alarm.PodGone _,
          Alarm.PodReplaced _,
          Alarm.LabelsChanged _,
          Alarm.Restarted _,
          Alarm.MeansGone _,
          Alarm.MeansChanged _,
          Alarm.Worse _ ->
          alarm.toString();
    };
  }

  private static String policy(ObjectKind kind, String namespace, String name) {
    return kind.target() + " " + namespace + "/" + name;
  }

  /**
   * By which something that may pass is known again. The pods that are meant at a time are not in
   * it: they come and go, and the rule is the same.
   */
  static String sign(Residual residual) {
    return switch (residual) {
      case Residual.Allowed allowed ->
          "policy %s %s/%s %s"
              .formatted(
                  allowed.direction(),
                  allowed.namespace(),
                  allowed.policy(),
                  Sha256.of(rules(allowed).toString().getBytes(StandardCharsets.UTF_8)));
      case Residual.OtherPolicies others -> "others " + word(others.kind()) + " " + others.count();
      case Residual.NotSeen unseen -> "unseen " + word(unseen.kind());
      case Residual.NodeTraffic _, Residual.NodeDns _, Residual.OtherProtocols _ ->
          residual.getClass().getSimpleName();
    };
  }

  /** Calico calls some of its kinds as Kubernetes does. */
  private static String word(ObjectKind kind) {
    return kind.plural().equals(ObjectKind.NETWORK_POLICIES.plural())
            && !kind.equals(ObjectKind.NETWORK_POLICIES)
        ? kind.target()
        : kind.plural();
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
      List<JsonNode> pods = there.stream().map(Relabelling::after).toList();
      PolicyNews news = new PolicyNews(measure.known(), now);
      alarms.addAll(outranking(pods, now, news));
      alarms.addAll(passing(there, now, news));
      if (news.isKnown()) {
        news.ofPlugins(opening(now), pods, this::isOurs).forEach(alarms::add);
      }
    }
    return alarms;
  }

  /** What came to be before the means, or beside it, where only one of them holds. */
  private List<Alarm> outranking(List<JsonNode> pods, ClusterObjects now, PolicyNews news) {
    Outranking outranking = new Outranking(now);
    List<Alarm> alarms = new ArrayList<>();
    for (Step step : measure.steps()) {
      if (step instanceof Step.Create create && ADMINS.contains(step.kind())) {
        outranking.ofAdmins(create.kind(), pods).stream()
            .filter(policy -> !isOurs(create.kind(), policy) && Outranking.isPassing(policy))
            .forEach(policy -> alarms.add(news.outranked(create.kind(), policy, pods)));
      } else if (step instanceof Step.Create create
          && step.kind().equals(ObjectKind.CALICO_NETWORK_POLICIES)) {
        for (ObjectKind kind : CALICO) {
          outranking
              .ofCalico(kind, create.manifest(), pods)
              .forEach(policy -> alarms.add(news.outranked(kind, policy, pods)));
        }
      }
    }
    return alarms;
  }

  private boolean isOurs(ObjectKind kind, JsonNode policy) {
    return measure.steps().stream()
        .anyMatch(step ->
            step instanceof Step.Create
                && step.kind().equals(kind)
                && step.namespace().equals(Selected.namespace(policy))
                && step.name().equals(policy.at("/metadata/name").asString("")));
  }

  /** The policies of plugins that can let something pass which the means stops. */
  private Map<ObjectKind, Predicate<JsonNode>> opening(ClusterObjects now) {
    Map<ObjectKind, Predicate<JsonNode>> kinds = new LinkedHashMap<>();
    Outranking outranking = new Outranking(now);
    switch (backend()) {
      case CILIUM -> {
        // what it denies wins over all that policies allow
      }
      case CALICO_POLICY -> ADMINS.forEach(kind -> kinds.put(kind, Outranking::isOfAdmins));
      case CLUSTER_NETWORK_POLICY, ADMIN_NETWORK_POLICY ->
          Openings.CALICO.forEach(kind -> kinds.put(kind, outranking::isBeforeAdmins));
      case NETWORK_POLICY -> {
        Remaining.OF_PLUGINS.forEach(kind -> kinds.put(kind, _ -> true));
        ADMINS.forEach(kind -> kinds.put(kind, Outranking::isOfAdmins));
      }
    }
    kinds.keySet().removeIf(kind -> WatchedPolicies.isSeenOtherwise(now, kind));
    return kinds;
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
        : Optional.of(
            new Alarm.MeansChanged(
                kind, step.namespace(), step.name(), different, content(is.get().path("spec"))));
  }

  /** A policy of somebody else that leaves the pods out: gone, it allows nothing either. */
  private static Optional<Alarm> narrowed(Step.Patch step, ClusterObjects now) {
    return now.find(step.kind(), step.namespace(), step.name())
        .flatMap(is -> {
          List<String> undone = Touched.of(step.patch(), step.before()).undoneIn(is);
          return undone.isEmpty()
              ? Optional.empty()
              : Optional.of(
                  new Alarm.MeansChanged(
                      step.kind(),
                      step.namespace(),
                      step.name(),
                      undone,
                      content(is.path("spec"))));
        });
  }

  /** So that a second change of what was changed already is news. */
  private static String content(JsonNode now) {
    return Sha256.ofText(now.toString());
  }

  /** The pod as it is, where it is there. */
  private Optional<Relabelling> pod(Step.Patch step, ClusterObjects now, List<Alarm> alarms) {
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
      alarms.add(new Alarm.LabelsChanged(pod, undone, content(is.at("/metadata/labels"))));
    }
    alarms.addAll(restarts(pod, step.before(), is));
    return Optional.of(new Relabelling(Set.of(), is));
  }

  private List<Alarm> restarts(ChosenPod pod, JsonNode before, JsonNode now) {
    List<Alarm> restarted = new ArrayList<>();
    for (JsonNode status : now.at("/status/containerStatuses")) {
      String name = status.path("name").asString("");
      before
          .at("/status/containerStatuses")
          .valueStream()
          .filter(was -> was.path("name").asString("").equals(name))
          .mapToInt(was -> status.path("restartCount").asInt(0) - was.path("restartCount").asInt(0))
          .filter(times -> times > 0 && isNews(pod, status))
          .forEach(times -> restarted.add(new Alarm.Restarted(pod, name, times)));
    }
    return restarted;
  }

  /** Whether a container began after the pod was last looked at, or that is not told. */
  private boolean isNews(ChosenPod pod, JsonNode status) {
    Instant look = looked.get(pod.uid());
    try {
      return look == null
          || !Instant.parse(status.at("/state/running/startedAt").asString("")).isBefore(look);
    } catch (DateTimeException _) {
      return true;
    }
  }

  /** What may pass now and was not known; what cannot be seen now was not known either. */
  private List<Alarm> passing(List<Relabelling> pods, ClusterObjects now, PolicyNews news) {
    List<Alarm> alarms = new ArrayList<>();
    for (Residual residual : new Remaining(now, new Selected(now)).of(backend(), pods, Set.of())) {
      if (residual instanceof Residual.Allowed allowed && news.isKnown()) {
        if (backend() == Backend.NETWORK_POLICY || !measure.known().contains(sign(allowed))) {
          news.ofKubernetes(allowed, pods.stream().map(Relabelling::after).toList())
              .ifPresent(alarms::add);
        }
      } else if (!residual.isInherent()
          && !isKnown(residual)
          && !(news.isKnown() && residual instanceof Residual.OtherPolicies)) { // each is judged
        alarms.add(new Alarm.MayPass(residual, null));
      }
    }
    return alarms;
  }

  /** Fewer of a plugin's policies than were known are no news either. */
  private boolean isKnown(Residual residual) {
    return measure.known().contains(sign(residual))
        || (residual instanceof Residual.OtherPolicies(ObjectKind kind, int count)
            && measure.known().stream()
                .filter(sign -> sign.matches("others " + word(kind) + " \\d{1,9}"))
                .anyMatch(sign -> Integer.parseInt(sign.replaceAll(".* ", "")) >= count));
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
