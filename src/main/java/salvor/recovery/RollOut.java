package salvor.recovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ImageGraph;
import salvor.cluster.ImageId;
import salvor.cluster.LiveContainer;
import salvor.cluster.LivePod;
import salvor.cluster.LivePods;
import salvor.cluster.ObjectKind;
import salvor.containment.EvidenceHold;
import salvor.recovery.RollOutPlan.Left;
import salvor.recovery.WorkloadFix.Basis;
import salvor.recovery.WorkloadFix.Remark;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;

/**
 * Plans the roll-out of a fixed image: which workloads run the bad one, by digests and never by the
 * text of a tag, and what of each is changed.
 */
public final class RollOut {
  /** What must have been listed, or tried to be, for a plan. */
  public static final List<ObjectKind> KINDS =
      List.of(
          ObjectKind.PODS,
          ObjectKind.NODES,
          ObjectKind.DEPLOYMENTS,
          ObjectKind.STATEFUL_SETS,
          ObjectKind.DAEMON_SETS,
          ObjectKind.REPLICA_SETS,
          ObjectKind.JOBS,
          ObjectKind.CRON_JOBS,
          ObjectKind.NETWORK_POLICIES); // every quarantine has one

  private static final Set<ObjectKind> NOT_CHANGED =
      Set.of(ObjectKind.PODS, ObjectKind.NODES, ObjectKind.NETWORK_POLICIES);

  private final ClusterObjects objects;
  private final Fix fix;
  private final ImageGraph graph;
  private final LivePods pods;

  /** Of each workload, {@code container image} of the bad ones that its pods run. */
  private final Map<WorkloadRef, Set<String>> running = new HashMap<>();

  private final Set<String> references = new HashSet<>();
  private final Map<WorkloadRef, List<String>> quarantined = new HashMap<>();
  private final Set<Left> left = new LinkedHashSet<>();

  private RollOut(ClusterObjects objects, Fix fix) {
    this.objects = objects;
    this.fix = fix;
    this.graph = ImageGraph.of(objects);
    this.pods = LivePods.of(objects);
  }

  /**
   * The plan for a fix.
   *
   * @param objects what the cluster told, of {@link #KINDS}
   * @throws IllegalArgumentException when both digests are known to be of one image
   */
  public static RollOutPlan plan(ClusterObjects objects, Fix fix) {
    RollOut planning = new RollOut(objects, fix);
    if (fix.isNoFix(planning.graph)) {
      throw new IllegalArgumentException(fix.fixed() + " is of the same image as " + fix.bad());
    }
    return planning.plan();
  }

  /**
   * The workloads whose template names the fixed image already, to follow what was begun before,
   * here or elsewhere.
   */
  public static List<WorkloadFix> given(ClusterObjects objects, Fix fix) {
    List<WorkloadFix> given = new ArrayList<>();
    for (RolledKind kind : RolledKind.values()) {
      for (JsonNode object : objects.all(kind.kind(), "").toList()) {
        List<ImageChange> images = new ArrayList<>();
        for (String list : List.of("initContainers", "containers")) {
          JsonNode containers = object.at(kind.template() + "/spec/" + list);
          for (int i = 0; i < containers.size(); i++) {
            String image = text(containers.get(i), "image");
            if (image.endsWith("@" + fix.fixed())) {
              images.add(new ImageChange(list, i, text(containers.get(i), "name"), image, image));
            }
          }
        }
        JsonNode metadata = object.path("metadata");
        if (!images.isEmpty()) {
          given.add(
              new WorkloadFix(
                  kind,
                  text(metadata, "namespace"),
                  text(metadata, "name"),
                  images,
                  Basis.NAMES_IT,
                  List.of(),
                  object));
        }
      }
    }
    return given;
  }

  private RollOutPlan plan() {
    pods.all().forEach(this::learn);
    List<WorkloadFix> all = new ArrayList<>();
    for (RolledKind kind : RolledKind.values()) {
      objects.all(kind.kind(), "").forEach(object -> workload(kind, object).ifPresent(all::add));
    }
    pods.all().stream().filter(this::runsIt).forEach(this::unreached);
    objects.all(ObjectKind.REPLICA_SETS, "").forEach(set -> template("ReplicaSet", set));
    objects.all(ObjectKind.JOBS, "").forEach(job -> template("Job", job));
    all.sort(
        Comparator.comparing(WorkloadFix::namespace)
            .thenComparing(WorkloadFix::kind)
            .thenComparing(WorkloadFix::name));
    return new RollOutPlan(
        fix,
        all.stream().filter(each -> each.basis() != Basis.SAME_REFERENCE).toList(),
        all.stream().filter(each -> each.basis() == Basis.SAME_REFERENCE).toList(),
        List.copyOf(left),
        KINDS.stream()
            .filter(kind -> !NOT_CHANGED.contains(kind))
            .flatMap(kind ->
                objects.unseen(kind).map(why -> new RollOutPlan.NotSeen(kind, why)).stream())
            .toList(),
        DigestCount.of(objects, pods.all(), fix),
        ending(all));
  }

  /** Whatever image they run: all pods of a workload end with the first change of its template. */
  private List<RollOutPlan.Ending> ending(List<WorkloadFix> workloads) {
    Map<WorkloadRef, WorkloadFix> by = new HashMap<>();
    workloads.stream()
        .filter(each -> each.kind() != RolledKind.CRON_JOB)
        .forEach(each -> by.put(each.ref(), each));
    return pods.all().stream()
        .flatMap(pod ->
            Stream.ofNullable(by.get(pod.workload()))
                .map(each ->
                    new RollOutPlan.Ending(
                        each, pod.namespace(), pod.name(), pod.uid(), isKept(pod), List.of())))
        .toList();
  }

  /** Whether it bears a quarantine or a hold, whoever gave it that. */
  private static boolean isKept(LivePod pod) {
    return pod.quarantine() != null || pod.labels().containsKey(EvidenceHold.LABEL);
  }

  private boolean runsIt(LivePod pod) {
    return pod.containers().stream().anyMatch(each -> isBad(each));
  }

  private boolean isBad(LiveContainer container) {
    return fix.isBad(graph, DigestCount.id(container));
  }

  private void learn(LivePod pod) {
    for (LiveContainer container : pod.containers()) {
      if (isBad(container)) {
        running
            .computeIfAbsent(pod.workload(), _ -> new HashSet<>())
            .add(container.name() + " " + container.image());
        references.add(container.image());
      }
    }
    if (DigestCount.isCutOff(objects, pod)) {
      quarantined
          .computeIfAbsent(pod.workload(), _ -> new ArrayList<>())
          .add(pod.namespace() + "/" + pod.name());
    }
  }

  private Optional<WorkloadFix> workload(RolledKind kind, JsonNode object) {
    JsonNode metadata = object.path("metadata");
    WorkloadRef ref =
        new WorkloadRef(text(metadata, "namespace"), kind.word(), text(metadata, "name"));
    List<ImageChange> images = new ArrayList<>();
    @Nullable Basis best = null;
    for (String list : List.of("initContainers", "containers")) {
      JsonNode containers = object.at(kind.template() + "/spec/" + list);
      for (int i = 0; i < containers.size(); i++) {
        String name = text(containers.get(i), "name");
        String image = text(containers.get(i), "image");
        @Nullable Basis basis = basis(ref, name, image);
        if (basis != null) {
          images.add(new ImageChange(list, i, name, image, fix.reference(image)));
          best = best == null || basis.compareTo(best) < 0 ? basis : best;
        }
      }
    }
    if (best == null) {
      return Optional.empty();
    }
    if (metadata.has("deletionTimestamp")) {
      left.add(new Left(kind.word(), ref.namespace(), ref.name(), Left.Why.ENDING));
      return Optional.empty();
    }
    return Optional.of(
        new WorkloadFix(
            kind,
            ref.namespace(),
            ref.name(),
            images,
            best,
            remarks(kind, object, ref, images),
            object));
  }

  private List<Remark> remarks(
      RolledKind kind, JsonNode object, WorkloadRef ref, List<ImageChange> images) {
    List<Remark> remarks = new ArrayList<>();
    for (ImageChange image : images) {
      ImageId pinned = image.before().contains("@") ? ImageId.of(image.before()) : null;
      if (pinned != null && pinned.digest() != null && !fix.isBad(graph, pinned)) {
        remarks.add(new Remark.AnotherUnderWay(image.before()));
      }
    }
    remarks.addAll(RollOutRemarks.of(kind, object, quarantined.getOrDefault(ref, List.of())));
    return remarks;
  }

  /** Why a container of a template is taken for one of the bad image; null where it is not. */
  private @Nullable Basis basis(WorkloadRef ref, String container, String image) {
    ImageId pinned = image.contains("@") ? ImageId.of(image) : null;
    if (pinned != null && pinned.digest() != null) {
      return fix.isBad(graph, pinned)
          ? Basis.NAMES_IT
          : isUnderWay(ref, container, image) ? Basis.RUNS_IT : null;
    }
    if (running.getOrDefault(ref, Set.of()).contains(container + " " + image)) {
      return Basis.RUNS_IT;
    }
    return references.contains(image) ? Basis.SAME_REFERENCE : null;
  }

  /**
   * Whether the template names another image than its pods run: a roll-out that is not through, of
   * which the image may be a wrong one, or the right one of a wrong repository. Of the one that is
   * to be set nothing is left to be done.
   */
  private boolean isUnderWay(WorkloadRef ref, String container, String image) {
    return !image.equals(fix.reference(image))
        && running.getOrDefault(ref, Set.of()).stream()
            .anyMatch(each -> each.startsWith(container + " "));
  }

  /** A pod that no workload replaces, whatever its template says. */
  private void unreached(LivePod pod) {
    WorkloadRef owner = pod.workload();
    String kind = owner.kind() == null ? "" : owner.kind();
    if (DigestCount.isCutOff(objects, pod)) {
      left.add(new Left("Pod", pod.namespace(), pod.name(), Left.Why.QUARANTINED));
    } else if (kind.equals("Pod")) {
      left.add(new Left("Pod", pod.namespace(), pod.name(), Left.Why.BARE_POD));
    } else if (kind.equals("Node")) {
      left.add(new Left("Pod", pod.namespace(), pod.name(), Left.Why.STATIC_POD));
    } else if (!kind.equals("ReplicaSet") && !kind.equals("Job") && RolledKind.of(kind).isEmpty()) {
      left.add(new Left(kind, owner.namespace(), owner.name(), Left.Why.OTHER_OWNER));
    }
  }

  /** A ReplicaSet or Job that nothing above makes anew. */
  private void template(String kind, JsonNode object) {
    JsonNode metadata = object.path("metadata");
    WorkloadRef ref = new WorkloadRef(text(metadata, "namespace"), kind, text(metadata, "name"));
    boolean owned = !metadata.path("ownerReferences").isEmpty();
    boolean over = kind.equals("Job") && object.at("/status/completionTime").isString();
    if (!owned && !over && startsIt(ref, object)) {
      left.add(
          new Left(
              kind,
              ref.namespace(),
              ref.name(),
              kind.equals("Job") ? Left.Why.IMMUTABLE : Left.Why.REPLACES_NONE));
    }
  }

  private boolean startsIt(WorkloadRef ref, JsonNode object) {
    return Stream.of("initContainers", "containers")
        .flatMap(list -> object.at("/spec/template/spec/" + list).valueStream())
        .map(container -> basis(ref, text(container, "name"), text(container, "image")))
        .anyMatch(basis -> basis == Basis.NAMES_IT || basis == Basis.RUNS_IT);
  }

  private static String text(JsonNode of, String field) {
    return of.path(field).asString("");
  }
}
