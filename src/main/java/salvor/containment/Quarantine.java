package salvor.containment;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterObjects;
import salvor.cluster.LivePod;
import salvor.cluster.NetworkPlugin;
import salvor.cluster.ObjectKind;
import salvor.cluster.PolicyRules.Direction;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.containment.QuarantinePlan.Refused;
import salvor.containment.QuarantinePlan.Remark;
import tools.jackson.databind.JsonNode;

/**
 * Plans to cut pods off: both directions, exactly the chosen pods, by the strongest means that is
 * there, and says what would still pass.
 *
 * <p>Every plan holds a plain NetworkPolicy for each namespace. A stronger object comes beside it:
 * an admin's policy does not cover what comes from outside the cluster.
 */
public final class Quarantine {
  /** What must have been listed, or tried to be, for a plan. */
  public static final List<ObjectKind> KINDS =
      List.of(
          ObjectKind.PODS,
          ObjectKind.NAMESPACES,
          ObjectKind.NETWORK_POLICIES,
          ObjectKind.SERVICES,
          ObjectKind.REPLICA_SETS,
          ObjectKind.STATEFUL_SETS,
          ObjectKind.DAEMON_SETS,
          ObjectKind.JOBS,
          ObjectKind.DISRUPTION_BUDGETS,
          ObjectKind.CLUSTER_NETWORK_POLICIES,
          ObjectKind.ADMIN_NETWORK_POLICIES,
          ObjectKind.CILIUM_NETWORK_POLICIES,
          ObjectKind.CILIUM_CLUSTERWIDE_POLICIES,
          ObjectKind.CALICO_NETWORK_POLICIES,
          ObjectKind.CALICO_NAMESPACED_POLICIES,
          ObjectKind.CALICO_STORED_GLOBAL_POLICIES,
          ObjectKind.CALICO_STORED_NAMESPACED_POLICIES,
          ObjectKind.CALICO_TIERS);

  private final ClusterObjects objects;
  private final Rights rights;
  private final QuarantineWish wish;
  private final Selected selected;
  private final Set<NetworkPlugin> plugins;
  private final List<Refused> refused = new ArrayList<>();

  private Quarantine(ClusterObjects objects, Rights rights, QuarantineWish wish) {
    this.objects = objects;
    this.rights = rights;
    this.wish = wish;
    this.selected = new Selected(objects);
    this.plugins = NetworkPlugin.among(images());
  }

  /**
   * The plan for a wish.
   *
   * @param objects what the cluster told, of {@link #KINDS}
   * @param rights what may be done there
   */
  public static QuarantinePlan plan(ClusterObjects objects, Rights rights, QuarantineWish wish) {
    return new Quarantine(objects, rights, wish).plan();
  }

  private Set<String> images() {
    return objects
        .all(ObjectKind.PODS, "")
        .flatMap(pod -> pod.at("/spec/containers").valueStream())
        .map(container -> container.path("image").asString(""))
        .collect(Collectors.toSet());
  }

  private QuarantinePlan plan() {
    List<JsonNode> pods = wish.pods().stream().distinct().flatMap(this::chosen).toList();
    Map<JsonNode, Relabelling> strong = relabelled(pods, false);
    BackendChoice choice = new BackendChoice(objects, rights, plugins);
    Optional<Backend> backend =
        choice.choose(wish.backend(), strong.values().stream().map(Relabelling::after).toList());
    if (backend.isEmpty() || pods.isEmpty()) {
      pods.forEach(pod -> refused.add(new Refused(ChosenPod.of(pod), Refused.Why.NO_BACKEND)));
      return new QuarantinePlan(
          wish,
          backend.orElse(null),
          choice.passedOver(),
          List.of(),
          List.of(),
          refused,
          List.of(),
          List.of(),
          List.of(),
          Set.of());
    }
    Map<JsonNode, Relabelling> marked =
        backend.get() == Backend.NETWORK_POLICY ? relabelled(pods, true) : strong;
    List<JsonNode> narrowed =
        wish.narrowPolicies() && backend.get() == Backend.NETWORK_POLICY
            ? allowing(marked.values())
            : List.of();
    List<Step> steps = new ArrayList<>(created(backend.get(), choice, marked));
    Manifests manifests = new Manifests(wish);
    narrowed.forEach(policy -> steps.add(manifests.narrowed(policy)));
    marked.forEach((pod, relabelling) -> steps.add(manifests.marked(pod, relabelling)));
    return new QuarantinePlan(
        wish,
        backend.get(),
        choice.passedOver(),
        steps,
        new Remaining(objects, selected).of(backend.get(), marked.values(), narrowed),
        refused,
        new Surroundings(objects, selected).affected(marked),
        remarks(marked),
        missing(backend.get(), !narrowed.isEmpty()),
        PolicyNews.signs(
            objects, marked.values().stream().map(Relabelling::after).toList(), narrowed));
  }

  private Stream<JsonNode> chosen(String uid) {
    Optional<JsonNode> pod = objects.find(ObjectKind.PODS, uid);
    if (pod.isEmpty()) {
      refused.add(new Refused(new ChosenPod("", "", uid), Refused.Why.NOT_THERE));
      return Stream.empty();
    }
    Refused.Why why = against(pod.get());
    if (why != null) {
      refused.add(new Refused(ChosenPod.of(pod.get()), why));
    }
    return why == null ? pod.stream() : Stream.empty();
  }

  private Refused.@Nullable Why against(JsonNode pod) {
    if (pod.at("/spec/hostNetwork").asBoolean(false)) {
      return Refused.Why.HOST_NETWORK;
    }
    if (pod.at("/status/phase").asString("").matches("Succeeded|Failed")) {
      return Refused.Why.ENDED;
    }
    if (Backing.ofQuarantine(objects, pod) != Backing.STANDS) {
      return null; // a label alone cuts nothing off
    }
    String label = pod.path("metadata").path("labels").path(LivePod.QUARANTINE).asString("");
    return Backing.isOf(wish.caseId(), label)
        ? Refused.Why.QUARANTINED
        : Refused.Why.QUARANTINED_ELSEWHERE;
  }

  /** Pods of one template are relabelled alike, so that hundreds are planned at once. */
  private Map<JsonNode, Relabelling> relabelled(List<JsonNode> pods, boolean policies) {
    Map<List<JsonNode>, Set<String>> known = new LinkedHashMap<>();
    Map<JsonNode, Relabelling> all = new LinkedHashMap<>();
    for (JsonNode pod : pods) {
      JsonNode metadata = pod.path("metadata");
      List<JsonNode> alike =
          List.of(metadata.path("namespace"), metadata.path("labels"), Selected.owner(pod));
      Set<String> removed = known.get(alike);
      Relabelling relabelling =
          removed == null
              ? Relabelling.of(pod, selected, wish, policies)
              : Relabelling.without(pod, removed, wish.label());
      known.put(alike, relabelling.removed());
      all.put(pod, relabelling);
    }
    return all;
  }

  private List<JsonNode> allowing(Collection<Relabelling> marked) {
    return marked.stream()
        .flatMap(each ->
            Stream.of(Direction.values())
                .flatMap(direction -> selected.allowing(each.after(), direction).stream()))
        .distinct()
        .toList();
  }

  private List<Step> created(
      Backend backend, BackendChoice choice, Map<JsonNode, Relabelling> marked) {
    Set<String> namespaces =
        marked.keySet().stream()
            .map(Selected::namespace)
            .collect(Collectors.toCollection(TreeSet::new));
    Manifests manifests = new Manifests(wish);
    List<Step> steps = new ArrayList<>();
    namespaces.forEach(namespace -> steps.add(manifests.networkPolicy(namespace)));
    switch (backend) {
      case CLUSTER_NETWORK_POLICY, ADMIN_NETWORK_POLICY ->
          steps.add(manifests.adminPolicy(backend, namespaces));
      case CILIUM -> {
        boolean spared = marked.keySet().stream().anyMatch(Surroundings::isProbed);
        namespaces.forEach(namespace -> steps.add(manifests.cilium(namespace, spared)));
      }
      case CALICO_POLICY -> {
        String tier = choice.firstTier();
        steps.add(manifests.calico(namespaces, tier, choice.firstOrder(tier)));
      }
      case NETWORK_POLICY -> {
        // it is there already
      }
    }
    return steps;
  }

  private List<Remark> remarks(Map<JsonNode, Relabelling> marked) {
    List<Remark> remarks = new ArrayList<>();
    remarks.add(new Remark.Plugins(plugins));
    marked.forEach((pod, relabelling) -> {
      remarks.addAll(Surroundings.remarks(pod, relabelling));
      Backing behind = Backing.ofQuarantine(objects, pod);
      if (behind != Backing.UNMARKED) {
        remarks.add(new Remark.LabelReplaced(ChosenPod.of(pod), behind));
      }
    });
    return remarks;
  }

  private List<Right> missing(Backend backend, boolean narrows) {
    Set<Right> needed = new java.util.LinkedHashSet<>(Backend.NETWORK_POLICY.rights());
    needed.addAll(backend.rights());
    needed.add(Right.LABEL_POD);
    if (narrows) {
      needed.add(Right.PATCH_NETWORK_POLICY);
    }
    return needed.stream().filter(right -> !rights.allows(right)).toList();
  }
}
