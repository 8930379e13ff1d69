package salvor.containment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import salvor.cluster.ClusterObjects;
import salvor.cluster.LabelSelector;
import salvor.cluster.ObjectKind;
import tools.jackson.databind.JsonNode;

/**
 * What becomes of pods that get back the labels by which a controller selects: it takes them again,
 * and what is then too many, or of an older template, it deletes, with all that is in them. After a
 * roll-out the ReplicaSet of before wants none.
 *
 * <p>By the controllers of Kubernetes: {@code ReplicaSet} deletes what is not ready first, then
 * what is ready for the shortest time; {@code StatefulSet} what is beyond its ordinals or of an
 * older revision; {@code DaemonSet} keeps the oldest of a node.
 *
 * @param controller its kind, namespace and name
 * @param wanted how many pods it wants
 * @param present how many it has without those
 * @param pods those that it takes back
 * @param others those that it has of which one may go in their place
 */
public record Readoption(
    String controller,
    Fate fate,
    int wanted,
    int present,
    List<ChosenPod> pods,
    List<ChosenPod> others) {
  /** What is listed for it. */
  public static final Set<ObjectKind> KINDS =
      Set.of(
          ObjectKind.PODS,
          ObjectKind.REPLICA_SETS,
          ObjectKind.STATEFUL_SETS,
          ObjectKind.DAEMON_SETS,
          ObjectKind.JOBS);

  private static final Map<ObjectKind, String> CONTROLLERS =
      Map.of(
          ObjectKind.REPLICA_SETS, "ReplicaSet",
          ObjectKind.STATEFUL_SETS, "StatefulSet",
          ObjectKind.DAEMON_SETS, "DaemonSet",
          ObjectKind.JOBS, "Job");

  private static final Set<ObjectKind> RANKING = Set.of(ObjectKind.REPLICA_SETS, ObjectKind.JOBS);

  /** Copies the lists. */
  public Readoption {
    pods = List.copyOf(pods);
    others = List.copyOf(others);
  }

  /** What it does with them. */
  public enum Fate {
    /** It wants them: they stay. */
    STAYS,
    /** There is one too many or more, and another one may go. */
    ONE_TOO_MANY,
    /** There is one too many or more, and what is not ready goes first. */
    NOT_READY,
    /** It wants none like these. */
    NOT_WANTED,
    /** They are of an older template, and it replaces them. */
    OUTDATED;

    /** Whether they are deleted for sure. */
    public boolean isCertain() {
      return this == NOT_READY || this == NOT_WANTED || this == OUTDATED;
    }

    /** Whether it goes because there are too many. */
    private boolean isByNumber() {
      return this == ONE_TOO_MANY || this == NOT_READY;
    }
  }

  /** A pod as it is, and the labels that it gets back. */
  private record Returning(JsonNode pod, JsonNode labels) {}

  /**
   * What becomes of the pods of a measure when it is taken back; none where they keep the labels
   * that they have.
   *
   * @param objects what the cluster told, of {@link #KINDS}
   */
  public static List<Readoption> of(RecordedMeasure recorded, ClusterObjects objects) {
    Map<List<Object>, Readoption> found = new LinkedHashMap<>();
    for (Step step : recorded.measure().steps()) {
      returning(step, objects)
          .ifPresent(pod ->
              taking(pod, objects)
                  .forEach(each ->
                      found.merge(List.of(each.controller(), each.fate()), each, Readoption::and)));
    }
    return found.values().stream()
        .map(each ->
            each.surplus(
                found.values().stream()
                    .filter(other -> other.controller.equals(each.controller))
                    .filter(other -> other.fate.isByNumber())
                    .mapToInt(other -> other.pods.size())
                    .sum()))
        .toList();
  }

  /** The pods of a measure that get other labels when it is taken back. */
  static List<ChosenPod> relabelled(RecordedMeasure recorded, ClusterObjects objects) {
    return recorded.measure().steps().stream()
        .flatMap(step -> returning(step, objects).stream())
        .filter(each -> !holds(each.pod().at("/metadata/labels"), each.labels()))
        .map(each -> ChosenPod.of(each.pod()))
        .distinct()
        .toList();
  }

  private static boolean holds(JsonNode labels, JsonNode all) {
    return all.properties().stream()
        .allMatch(each -> Compared.same(labels.path(each.getKey()), each.getValue()));
  }

  /** Controllers that may not be listed, by the word for them: what they do is not known. */
  public static List<String> unseen(ClusterObjects objects) {
    return CONTROLLERS.entrySet().stream()
        .filter(each -> objects.unseen(each.getKey()).isPresent())
        .map(Map.Entry::getValue)
        .sorted()
        .toList();
  }

  private static Optional<Returning> returning(Step step, ClusterObjects objects) {
    if (!(step instanceof Step.Patch patch) || !patch.kind().equals(ObjectKind.PODS)) {
      return Optional.empty();
    }
    return objects
        .find(ObjectKind.PODS, patch.before().at("/metadata/uid").asString(""))
        .filter(pod -> !PodChoice.hasEnded(pod) && !isGoing(pod))
        .map(pod -> new Returning(pod, patch.before().at("/metadata/labels")));
  }

  private static boolean isGoing(JsonNode pod) {
    return pod.path("metadata").has("deletionTimestamp");
  }

  private static Stream<Readoption> taking(Returning returning, ClusterObjects objects) {
    JsonNode now = returning.pod().at("/metadata/labels");
    return CONTROLLERS.entrySet().stream()
        .flatMap(kind ->
            objects
                .all(kind.getKey(), Selected.namespace(returning.pod()))
                .filter(controller -> !isGoing(controller) && !isFinished(controller))
                .filter(controller -> selects(controller, returning.labels()))
                .filter(controller -> !selects(controller, now))
                .map(controller -> of(kind.getKey(), controller, returning, objects)));
  }

  private static boolean selects(JsonNode controller, JsonNode labels) {
    JsonNode selector = controller.at("/spec/selector");
    return selector.isObject() && LabelSelector.fits(selector, labels);
  }

  private static boolean isFinished(JsonNode controller) {
    return controller
        .at("/status/conditions")
        .valueStream()
        .anyMatch(
            each -> each.path("type").asString("").matches("Complete|Failed") && isTrue(each));
  }

  private static boolean isTrue(JsonNode condition) {
    return condition.path("status").asString("").equals("True");
  }

  private static Readoption of(
      ObjectKind kind, JsonNode controller, Returning returning, ClusterObjects objects) {
    JsonNode pod = returning.pod();
    boolean daemon = kind.equals(ObjectKind.DAEMON_SETS);
    String node = pod.at("/spec/nodeName").asString("");
    String uid = controller.at("/metadata/uid").asString("");
    List<JsonNode> present =
        objects
            .all(ObjectKind.PODS, Selected.namespace(pod))
            .filter(each -> Selected.owner(each).path("uid").asString("").equals(uid))
            .filter(each -> !PodChoice.hasEnded(each) && !isGoing(each))
            .filter(each -> !daemon || each.at("/spec/nodeName").asString("").equals(node))
            .toList();
    int wanted = daemon ? 1 : wanted(kind, controller);
    Fate fate =
        isOutdated(kind, controller, returning)
            ? Fate.OUTDATED
            : isBeyond(kind, controller, pod, wanted)
                ? Fate.NOT_WANTED
                : !isReady(pod) && RANKING.contains(kind) ? Fate.NOT_READY : Fate.ONE_TOO_MANY;
    return new Readoption(
        CONTROLLERS.get(kind) + " " + PodChoice.named(controller),
        fate,
        wanted,
        present.size(),
        List.of(ChosenPod.of(pod)),
        present.stream()
            .filter(each -> fate == Fate.ONE_TOO_MANY || (fate == Fate.NOT_READY && !isReady(each)))
            .map(ChosenPod::of)
            .toList());
  }

  private static int wanted(ObjectKind kind, JsonNode controller) {
    return controller
        .path("spec")
        .path(kind.equals(ObjectKind.JOBS) ? "parallelism" : "replicas")
        .asInt(1); // the API's default
  }

  private static boolean isReady(JsonNode pod) {
    return pod.at("/status/conditions")
        .valueStream()
        .anyMatch(each -> each.path("type").asString("").equals("Ready") && isTrue(each));
  }

  private static boolean isBeyond(ObjectKind kind, JsonNode controller, JsonNode pod, int wanted) {
    return kind.equals(ObjectKind.STATEFUL_SETS)
        ? ordinal(pod) >= controller.at("/spec/ordinals/start").asInt(0) + wanted
        : wanted == 0;
  }

  private static int ordinal(JsonNode pod) {
    String name = pod.at("/metadata/name").asString("");
    String end = name.substring(name.lastIndexOf('-') + 1);
    return end.matches("[0-9]{1,9}") ? Integer.parseInt(end) : -1;
  }

  private static boolean isOutdated(ObjectKind kind, JsonNode controller, Returning returning) {
    boolean rolls =
        controller
            .at("/spec/updateStrategy/type")
            .asString("RollingUpdate") // the API's default
            .equals("RollingUpdate");
    if (kind.equals(ObjectKind.STATEFUL_SETS)) {
      String update = controller.at("/status/updateRevision").asString("");
      return rolls
          && !update.isEmpty()
          && !returning.labels().path("controller-revision-hash").asString(update).equals(update)
          && ordinal(returning.pod())
              >= controller.at("/spec/updateStrategy/rollingUpdate/partition").asInt(0);
    }
    if (kind.equals(ObjectKind.DAEMON_SETS)) {
      String template =
          controller
              .path("metadata")
              .path("annotations")
              .path("deprecated.daemonset.template.generation")
              .asString("");
      return rolls
          && !template.isEmpty()
          && !returning
              .labels()
              .path("pod-template-generation")
              .asString(template)
              .equals(template);
    }
    return false;
  }

  private Readoption and(Readoption other) {
    List<ChosenPod> both = new ArrayList<>(pods);
    both.addAll(other.pods());
    Set<ChosenPod> all = new LinkedHashSet<>(others);
    all.addAll(other.others());
    return new Readoption(controller, fate, wanted, present, both, List.copyOf(all));
  }

  /**
   * Nothing goes where there is room for all of them.
   *
   * @param returning how many come back to the controller together
   */
  private Readoption surplus(int returning) {
    return fate.isByNumber() && present + returning <= wanted
        ? new Readoption(controller, Fate.STAYS, wanted, present, pods, List.of())
        : this;
  }
}
