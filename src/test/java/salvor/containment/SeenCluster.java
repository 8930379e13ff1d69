package salvor.containment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.cluster.Trouble;
import salvor.containment.MeasurePlan.Note;
import salvor.containment.MeasurePlan.Refusal;
import salvor.training.apiserver.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a cluster told of any kinds, as tests of measures write it down. */
final class SeenCluster {
  static final MadeFor MADE_FOR = new MadeFor("IR-7", "0badcafe", null);

  private static final Set<ObjectKind> EVERY = new LinkedHashSet<>();

  static {
    EVERY.addAll(Quarantine.KINDS);
    EVERY.addAll(DestinationBlock.KINDS);
    EVERY.addAll(EvidenceHold.KINDS);
    EVERY.addAll(ImageDenial.KINDS);
    EVERY.addAll(Cordon.KINDS);
    EVERY.addAll(WorkloadBrake.KINDS);
    EVERY.addAll(Revocation.KINDS);
    EVERY.addAll(PodRemoval.KINDS);
  }

  private final Map<ObjectKind, List<JsonNode>> objects = new LinkedHashMap<>();
  private final Set<ObjectKind> missing =
      new LinkedHashSet<>(
          List.of(
              ObjectKind.CLUSTER_NETWORK_POLICIES,
              ObjectKind.ADMIN_NETWORK_POLICIES,
              ObjectKind.CILIUM_NETWORK_POLICIES,
              ObjectKind.CILIUM_CLUSTERWIDE_POLICIES,
              ObjectKind.CALICO_NETWORK_POLICIES,
              ObjectKind.CALICO_NAMESPACED_POLICIES,
              ObjectKind.CALICO_STORED_GLOBAL_POLICIES,
              ObjectKind.CALICO_STORED_NAMESPACED_POLICIES,
              ObjectKind.CALICO_TIERS));

  private final Set<ObjectKind> forbidden = new LinkedHashSet<>();
  private boolean inPart;
  private final Set<Right> denied = EnumSet.noneOf(Right.class);

  /** With an object, whose uid is {@code plural-name} where it says none. */
  SeenCluster with(ObjectKind kind, String json) {
    ObjectNode object = Json.object(json);
    ObjectNode metadata = object.withObject("/metadata");
    if (!metadata.has("uid")) {
      metadata.put("uid", kind.plural() + "-" + metadata.path("name").asString());
    }
    metadata.put("resourceVersion", "7");
    objects.computeIfAbsent(kind, _ -> new ArrayList<>()).add(object);
    missing.remove(kind);
    return this;
  }

  /** With what the steps of a measure make. */
  SeenCluster made(List<Step> steps) {
    for (Step step : steps) {
      if (step instanceof Step.Create create) {
        with(create.kind(), create.manifest().toString());
      }
    }
    return this;
  }

  /** With what a case makes that holds the pod {@code web}. */
  SeenCluster held(String caseId) {
    SeenCluster before = new SeenCluster().pod("web");
    return made(
        EvidenceHold.plan(
                before.objects(),
                before.rights(),
                new MadeFor(caseId, "00000000", null),
                uids("web"))
            .steps());
  }

  /** A pod of {@code shop}, with more in its metadata and its spec. */
  SeenCluster pod(String name, String metadata, String spec) {
    return with(
        ObjectKind.PODS,
        ("{metadata: {namespace: 'shop', name: '%s'%s}, spec: {nodeName: 'n1', containers: [{name: 'c', image:"
                + " 'web:1'}]%s}, status: {phase: 'Running', podIP: '10.0.0.1'}}")
            .formatted(name, metadata, spec));
  }

  SeenCluster pod(String name) {
    return pod(name, "", "");
  }

  SeenCluster serving(ObjectKind... kinds) {
    missing.removeAll(Arrays.asList(kinds));
    return this;
  }

  /** Of some namespaces alone. */
  SeenCluster inPart() {
    inPart = true;
    return this;
  }

  SeenCluster without(ObjectKind... kinds) {
    missing.addAll(Arrays.asList(kinds));
    return this;
  }

  SeenCluster forbidding(ObjectKind... kinds) {
    forbidden.addAll(Arrays.asList(kinds));
    return this;
  }

  SeenCluster denying(Right... rights) {
    denied.addAll(Arrays.asList(rights));
    return this;
  }

  ClusterObjects objects() {
    ClusterObjects known = new ClusterObjects();
    for (ObjectKind kind : EVERY) {
      if (forbidden.contains(kind)) {
        known.unseen(kind, new Trouble.Forbidden("list", kind.plural(), "", "no"));
      } else if (missing.contains(kind)) {
        known.unseen(kind, new Trouble.Missing("no such kind"));
      } else {
        List<JsonNode> told = objects.getOrDefault(kind, List.of());
        if (inPart) {
          known.listedInPart(kind, told);
        } else {
          known.listed(kind, told);
        }
      }
    }
    return known;
  }

  Rights rights() {
    return new Rights(
        "",
        EnumSet.allOf(Right.class).stream()
            .collect(
                Collectors.toMap(
                    right -> right,
                    right ->
                        denied.contains(right)
                            ? new Rights.Answer.Denied("no")
                            : new Rights.Answer.Allowed())));
  }

  /** Uids of pods. */
  static List<String> uids(String... pods) {
    return Arrays.stream(pods).map(name -> "pods-" + name).toList();
  }

  /** The steps, as {@code WHY verb plural namespace/name}. */
  static List<String> steps(MeasurePlan plan) {
    return plan.steps().stream()
        .map(step ->
            step.why()
                + " "
                + step.change().getClass().getSimpleName()
                + " "
                + step.kind().plural()
                + " "
                + (step.namespace().isEmpty() ? "" : step.namespace() + "/")
                + step.name())
        .toList();
  }

  /** What is refused, as {@code what: WHY [named]}. */
  static List<String> refused(MeasurePlan plan) {
    return plan.refused().stream()
        .map(each ->
            each.what() + ": " + each.why() + (each.named().isEmpty() ? "" : " " + each.named()))
        .toList();
  }

  static List<Refusal.Why> whys(MeasurePlan plan) {
    return plan.refused().stream().map(Refusal::why).toList();
  }

  /** What a note of a subject names. */
  static List<String> noted(MeasurePlan plan, Note.Subject subject) {
    return plan.notes().stream()
        .filter(note -> note.subject() == subject)
        .flatMap(note -> note.named().stream())
        .toList();
  }

  static boolean notes(MeasurePlan plan, Note.Subject subject) {
    return plan.notes().stream().anyMatch(note -> note.subject() == subject);
  }

  /** The operations of a step's patch that change something. */
  static String patch(Step step) {
    return ((Step.Patch) step)
        .patch()
        .valueStream()
        .filter(each -> !each.path("op").asString().equals("test"))
        .map(each -> each.path("path").asString() + "=" + each.path("value"))
        .collect(Collectors.joining(" "));
  }
}
