package salvor.containment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import salvor.cluster.LabelSelector;
import salvor.cluster.ObjectKind;
import salvor.cluster.ObjectSource;
import salvor.cluster.PodFacts;
import salvor.containment.QuarantinePlan.Affected;
import salvor.containment.QuarantinePlan.Effect;
import salvor.containment.QuarantinePlan.Remark;
import tools.jackson.databind.JsonNode;

/** Who else notices that pods are cut off, and what to know of them beforehand. */
final class Surroundings {
  private final ObjectSource objects;
  private final Selected selected;

  Surroundings(ObjectSource objects, Selected selected) {
    this.objects = objects;
    this.selected = selected;
  }

  /**
   * Who notices.
   *
   * @param pods the pods as they are, and how they are relabelled
   */
  List<Affected> affected(Map<JsonNode, Relabelling> pods) {
    List<Affected> affected = new ArrayList<>(owners(pods));
    affected.addAll(services(pods));
    affected.addAll(budgets(pods.keySet()));
    return affected;
  }

  private List<Affected> owners(Map<JsonNode, Relabelling> pods) {
    Map<String, Affected.Owner> owners = new TreeMap<>();
    pods.forEach((pod, relabelling) -> {
      JsonNode owner = Selected.owner(pod);
      if (owner.isObject()) {
        String kind = owner.path("kind").asString("");
        String name = owner.path("name").asString("");
        Effect effect = effect(pod, kind, relabelling);
        String namespace = Selected.namespace(pod);
        owners.merge(
            namespace + "/" + kind + "/" + name + "/" + effect,
            new Affected.Owner(kind, namespace, name, 1, effect),
            (a, b) -> new Affected.Owner(kind, namespace, name, a.pods() + b.pods(), effect));
      }
    });
    return List.copyOf(owners.values());
  }

  private Effect effect(JsonNode pod, String kind, Relabelling relabelling) {
    if (relabelling.removed().isEmpty()) {
      return Effect.KEEPS_IT;
    }
    Optional<JsonNode> selector = selected.ownerSelector(pod);
    if (selector.isEmpty()) {
      return Effect.UNKNOWN;
    }
    if (LabelSelector.fits(selector.get(), relabelling.after().path("metadata").path("labels"))) {
      return Effect.KEEPS_IT;
    }
    return switch (kind) {
      case "ReplicaSet" -> Effect.REPLACES_IT;
      case "DaemonSet" ->
          hasHostPort(pod) ? Effect.REPLACES_IT_PORT_CLASH : Effect.REPLACES_IT_ON_NODE;
      case "StatefulSet" -> Effect.WAITS_FOR_ITS_NAME;
      case "Job" -> Effect.COUNTS_IT_AS_LOST;
      default -> Effect.UNKNOWN;
    };
  }

  private static boolean hasHostPort(JsonNode pod) {
    return pod.at("/spec/containers")
        .valueStream()
        .flatMap(container -> container.path("ports").valueStream())
        .anyMatch(port -> port.path("hostPort").asInt(0) > 0);
  }

  private List<Affected> services(Map<JsonNode, Relabelling> pods) {
    Map<JsonNode, List<JsonNode>> of = new LinkedHashMap<>();
    pods.keySet()
        .forEach(pod ->
            selected
                .services(pod)
                .forEach(service -> of.computeIfAbsent(service, _ -> new ArrayList<>()).add(pod)));
    List<Affected> affected = new ArrayList<>();
    of.forEach((service, its) -> {
      long ready = ready(service);
      long lost = its.stream().filter(PodFacts::isReady).count();
      boolean still =
          its.stream().anyMatch(pod -> selected.services(relabelled(pods, pod)).contains(service));
      affected.add(
          new Affected.Service(
              Selected.namespace(service),
              service.at("/metadata/name").asString(""),
              (int) ready,
              (int) (ready - lost),
              still));
    });
    return affected;
  }

  private static JsonNode relabelled(Map<JsonNode, Relabelling> pods, JsonNode pod) {
    Relabelling relabelling = pods.get(pod);
    return relabelling == null ? pod : relabelling.after();
  }

  private long ready(JsonNode service) {
    return objects
        .all(ObjectKind.PODS, Selected.namespace(service))
        .filter(pod ->
            PodFacts.isReady(pod)
                && LabelSelector.fitsMap(
                    service.at("/spec/selector"), pod.path("metadata").path("labels")))
        .count();
  }

  private List<Affected> budgets(Collection<JsonNode> pods) {
    return objects
        .all(ObjectKind.DISRUPTION_BUDGETS, "")
        .filter(budget ->
            pods.stream()
                .anyMatch(pod ->
                    Selected.namespace(pod).equals(Selected.namespace(budget))
                        && LabelSelector.fits(
                            budget.at("/spec/selector"), pod.path("metadata").path("labels"))))
        .<Affected>map(budget ->
            new Affected.Budget(
                Selected.namespace(budget),
                budget.at("/metadata/name").asString(""),
                budget.at("/status/disruptionsAllowed").asInt(0)))
        .toList();
  }

  /** What to know of a pod. */
  static List<Remark> remarks(JsonNode pod, Relabelling relabelling) {
    List<Remark> remarks = new ArrayList<>();
    ChosenPod target = ChosenPod.of(pod);
    if (pod.path("metadata").has("deletionTimestamp")) {
      remarks.add(new Remark.Ending(target));
    }
    for (JsonNode container : pod.at("/spec/containers")) {
      String name = container.path("name").asString("");
      if (container.has("livenessProbe")
          && !pod.at("/spec/restartPolicy").asString("Always").equals("Never")) {
        remarks.add(new Remark.RestartRisk(target, name, after(container.path("livenessProbe"))));
      }
      String image = container.path("image").asString("");
      if (name.matches("istio-proxy|linkerd-proxy") || image.matches(".*/proxyv2[:@].*")) {
        remarks.add(new Remark.Mesh(target, name));
      }
    }
    if (!relabelling.removed().isEmpty()) {
      remarks.add(
          new Remark.LabelsRemoved(target, relabelling.removed().stream().sorted().toList()));
    }
    return remarks;
  }

  /**
   * So many times in a row the probe must fail, so far apart (the API's defaults are 3 and 10 s).
   */
  private static Duration after(JsonNode probe) {
    return Duration.ofSeconds(
        (long) probe.path("failureThreshold").asInt(3) * probe.path("periodSeconds").asInt(10));
  }

  /** Whether the kubelet would restart a container whose probe fails. */
  static boolean isProbed(JsonNode pod) {
    return !remarks(pod, new Relabelling(java.util.Set.of(), pod)).stream()
        .filter(Remark.RestartRisk.class::isInstance)
        .toList()
        .isEmpty();
  }
}
