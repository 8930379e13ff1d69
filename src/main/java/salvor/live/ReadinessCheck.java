package salvor.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import salvor.baseline.FacetState;
import salvor.baseline.Matching;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.LiveContainer;
import salvor.cluster.LivePod;
import salvor.cluster.LivePods;
import salvor.cluster.ObjectKind;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.jobs.Progress;
import salvor.live.Readiness.Answer;
import salvor.live.Readiness.Cause;
import salvor.live.Readiness.Question;
import salvor.live.Readiness.State;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;

/**
 * Answers the questions of {@link Readiness} from what a cluster tells of its objects. A plugin or
 * a shipper is known by its images, which is a hint: only a probe proves that a policy holds.
 */
public final class ReadinessCheck {
  private final List<LivePod> pods;
  private final Map<String, JsonNode> podObjects = new HashMap<>();
  private final Map<String, String> levels = new HashMap<>();
  private final NodeFacts nodes;
  private final Rights rights;
  private final Matching matching;
  private final Answer audit;

  /**
   * @param pods all pods, and {@code podObjects} the objects they were read from
   * @param namespaces the namespaces' objects, for their Pod Security levels
   * @param nodes the nodes' objects, for their container runtimes
   * @param rights what the present user may do
   * @param matching the baselines there are
   */
  public ReadinessCheck(
      List<LivePod> pods,
      Collection<JsonNode> podObjects,
      Collection<JsonNode> namespaces,
      Collection<JsonNode> nodes,
      Rights rights,
      Matching matching) {
    this.pods = List.copyOf(pods);
    this.rights = rights;
    this.matching = matching;
    podObjects.forEach(pod -> this.podObjects.put(pod.at("/metadata/uid").asString(""), pod));
    namespaces.forEach(namespace ->
        levels.put(
            name(namespace),
            namespace
                .path("metadata")
                .path("labels")
                .path("pod-security.kubernetes.io/enforce")
                .asString("")));
    this.nodes = new NodeFacts(pods, nodes);
    this.audit = audit(podObjects);
  }

  /**
   * Lists what is asked about, once, and asks everything.
   *
   * @param namespace where, empty for all namespaces
   * @throws ClusterFailure when something cannot be listed
   */
  public static Readiness ask(
      Cluster cluster, String namespace, Matching matching, Progress progress)
      throws ClusterFailure {
    progress.at(0, 0, "Asking for the pods and their owners");
    LivePods pods = new LivePods();
    cluster.list(ObjectKind.REPLICA_SETS, namespace).forEach(pods.owners()::added);
    cluster.list(ObjectKind.JOBS, namespace).forEach(pods.owners()::added);
    Collection<JsonNode> objects = cluster.list(ObjectKind.PODS, "");
    objects.forEach(pods::changed);
    progress.at(0, 0, "Asking for the namespaces and nodes");
    Collection<JsonNode> namespaces = cluster.list(ObjectKind.NAMESPACES, "");
    Collection<JsonNode> nodes = cluster.list(ObjectKind.NODES, "");
    progress.at(0, 0, "Asking what may be done");
    Rights rights = cluster.rights(EnumSet.allOf(Right.class), namespace);
    return new ReadinessCheck(pods.all(), objects, namespaces, nodes, rights, matching)
        .check(namespace);
  }

  private static String name(JsonNode object) {
    return object.at("/metadata/name").asString("");
  }

  /**
   * Asks everything of every workload.
   *
   * @param namespace where, empty for all namespaces
   */
  public Readiness check(String namespace) {
    Map<WorkloadRef, List<LivePod>> byWorkload =
        pods.stream()
            .filter(pod -> namespace.isEmpty() || pod.namespace().equals(namespace))
            .collect(
                Collectors.groupingBy(LivePod::workload, LinkedHashMap::new, Collectors.toList()));
    List<Readiness.Of> all = new ArrayList<>();
    byWorkload.forEach((workload, of) -> all.add(of(workload, of)));
    all.sort(
        Comparator.comparing((Readiness.Of of) -> String.valueOf(of.workload().namespace()))
            .thenComparing(of -> of.workload().name()));
    return new Readiness(all);
  }

  private Readiness.Of of(WorkloadRef workload, List<LivePod> of) {
    Map<Question, Answer> answers = new EnumMap<>(Question.class);
    Set<String> on =
        of.stream()
            .map(LivePod::node)
            .filter(node -> !node.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    answers.put(Question.SENSOR, nodes.sensor(on));
    answers.put(Question.BASELINE, baseline(of));
    answers.put(Question.LOG_SHIPPING, nodes.shipping(on));
    answers.put(
        Question.PREVIOUS_LOGS,
        rights.allows(Right.READ_LOGS)
            ? new Answer(State.PARTLY, Cause.ONE_INSTANCE_BACK, List.of())
            : new Answer(State.NO, Cause.LOGS_FORBIDDEN, List.of()));
    answers.put(Question.AUDIT_LOG, audit);
    answers.put(Question.POLICIES_ENFORCED, nodes.enforced());
    answers.put(Question.DEBUG_CONTAINER, debug(of));
    answers.put(
        Question.CHECKPOINT, nodes.checkpoint(on, rights.missing(Right.Use.CHECKPOINT).isEmpty()));
    answers.put(Question.IMAGE, settings(of));
    answers.put(Question.RIGHTS, rights());
    return new Readiness.Of(workload, of.size(), answers);
  }

  private Answer baseline(List<LivePod> of) {
    Map<String, Answer> byContainer = new TreeMap<>();
    for (LivePod pod : of) {
      for (LiveContainer container : pod.containers()) {
        if (container.role() == LiveContainer.Role.ORDINARY) {
          byContainer.merge(container.name(), baseline(pod, container), ReadinessCheck::worse);
        }
      }
    }
    Answer worst = null;
    for (Answer answer : byContainer.values()) {
      worst = worst == null ? answer : worse(worst, answer);
    }
    return worst == null ? new Answer(State.NO, Cause.NO_BASELINE, List.of()) : worst;
  }

  private static Answer worse(Answer one, Answer other) {
    return one.state().compareTo(other.state()) >= 0 ? one : other;
  }

  private Answer baseline(LivePod pod, LiveContainer container) {
    Location at =
        new Location(
            pod.node(),
            pod.namespace(),
            pod.name(),
            pod.uid(),
            container.name(),
            container.containerId(),
            container.image(),
            container.digest().digest(),
            pod.workload());
    Matching.Match match = matching.match(at);
    List<String> facts = List.of(container.name());
    return switch (match.rule()) {
      case NONE -> new Answer(State.NO, Cause.NO_BASELINE, facts);
      case OTHER_DIGEST -> new Answer(State.PARTLY, Cause.BASELINE_OF_OTHER_IMAGE, facts);
      case SAME_WORKLOAD, SAME_IMAGE ->
          match.profile() != null && match.profile().states().containsValue(FacetState.STABLE)
              ? new Answer(State.YES, Cause.BASELINE_STABLE, facts)
              : new Answer(State.PARTLY, Cause.BASELINE_LEARNING, facts);
    };
  }

  /** The API server's own pod tells its flags, where the control plane runs as pods. */
  private static Answer audit(Collection<JsonNode> pods) {
    for (JsonNode pod : pods) {
      for (JsonNode container : pod.at("/spec/containers")) {
        if (container.path("name").asString("").equals("kube-apiserver")) {
          boolean told =
              container
                  .path("command")
                  .valueStream()
                  .map(word -> word.asString(""))
                  .anyMatch(word ->
                      word.startsWith("--audit-log-path")
                          || word.startsWith("--audit-webhook-config-file"));
          return told
              ? new Answer(State.PARTLY, Cause.AUDIT_CONFIGURED, List.of(name(pod)))
              : new Answer(State.NO, Cause.AUDIT_NOT_CONFIGURED, List.of(name(pod)));
        }
      }
    }
    return new Answer(State.UNKNOWN, Cause.CONTROL_PLANE_NOT_SEEN, List.of());
  }

  private Answer debug(List<LivePod> of) {
    if (!rights.allows(Right.ADD_EPHEMERAL)) {
      return new Answer(State.NO, Cause.DEBUG_FORBIDDEN, List.of());
    }
    String level = levels.getOrDefault(of.getFirst().namespace(), "");
    return switch (level) {
      case "restricted" -> new Answer(State.PARTLY, Cause.DEBUG_RESTRICTED, List.of(level));
      case "baseline" -> new Answer(State.PARTLY, Cause.DEBUG_AS_USER, List.of(level));
      default -> new Answer(State.YES, Cause.DEBUG_ALLOWED, List.of());
    };
  }

  private Answer settings(List<LivePod> of) {
    List<String> open = new ArrayList<>();
    int hardened = 0;
    int asked = 0;
    JsonNode pod = podObjects.get(of.getFirst().uid());
    if (pod == null) {
      return new Answer(State.UNKNOWN, Cause.SETTINGS_OPEN, List.of());
    }
    boolean notRoot = pod.at("/spec/securityContext/runAsNonRoot").asBoolean(false);
    for (JsonNode container : pod.at("/spec/containers")) {
      JsonNode context = container.path("securityContext");
      asked += 3;
      hardened +=
          mark(
              context.path("readOnlyRootFilesystem").asBoolean(false),
              "readOnlyRootFilesystem",
              open);
      hardened +=
          mark(notRoot || context.path("runAsNonRoot").asBoolean(false), "runAsNonRoot", open);
      hardened +=
          mark(
              !context.path("allowPrivilegeEscalation").asBoolean(true),
              "allowPrivilegeEscalation",
              open);
    }
    List<String> facts = open.stream().distinct().toList();
    return hardened == asked
        ? new Answer(State.YES, Cause.SETTINGS_HARDENED, facts)
        : new Answer(
            hardened == 0 ? State.NO : State.PARTLY,
            hardened == 0 ? Cause.SETTINGS_OPEN : Cause.SETTINGS_PARTLY,
            facts);
  }

  private static int mark(boolean good, String setting, List<String> open) {
    if (!good) {
      open.add(setting);
    }
    return good ? 1 : 0;
  }

  private Answer rights() {
    List<String> missing = new ArrayList<>();
    for (Right.Use use : List.of(Right.Use.LOOK, Right.Use.COLLECT, Right.Use.CONTAIN)) {
      rights.missing(use).forEach(right -> missing.add(right.verb() + " " + right.target()));
    }
    return missing.isEmpty()
        ? new Answer(State.YES, Cause.ALL_RIGHTS, List.of())
        : new Answer(
            rights.missing(Right.Use.LOOK).isEmpty() ? State.PARTLY : State.NO,
            Cause.RIGHTS_MISSING,
            missing);
  }
}
