package salvor.training;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import salvor.cluster.PodFacts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which template StatefulSets and DaemonSets had one after the other, which pods are of which, and
 * which pod is replaced next, as the controllers of Kubernetes do it.
 *
 * <p>A StatefulSet replaces its pods from the highest number down to its partition, one at a time,
 * and only while all of them are ready: one that does not get ready stops it, whatever its template
 * says by then. A DaemonSet replaces at once what is not ready, and of the others so many that no
 * more than {@code maxUnavailable} are away. With OnDelete none does anything.
 */
final class Revisions {
  /** Of pods: of which template they are. */
  static final String LABEL = "controller-revision-hash";

  /** What is known of a workload. */
  private static final class Known {
    private final Map<String, JsonNode> templates = new LinkedHashMap<>();
    private final Set<String> first = new HashSet<>();
    private String current = "";
  }

  private final Map<String, Known> known = new HashMap<>();

  /** Takes a workload as it is; its pods that are there are of its template. */
  void learn(ObjectNode set, List<ObjectNode> pods) {
    Known of = known(set);
    pods.forEach(pod -> of.first.add(World.uid(pod)));
  }

  private Known known(ObjectNode set) {
    return known.computeIfAbsent(
        World.uid(set),
        _ -> {
          Known of = new Known();
          JsonNode template = set.at("/spec/template");
          of.current = revision(set, template);
          of.templates.put(of.current, template.deepCopy());
          return of;
        });
  }

  private static String revision(ObjectNode set, JsonNode template) {
    String hash = Integer.toHexString(template.hashCode());
    return set.path("kind").asString("").equals("StatefulSet") ? Pods.name(set) + "-" + hash : hash;
  }

  /** That of the template as it is. */
  String newest(ObjectNode set) {
    Known of = known(set);
    JsonNode template = set.at("/spec/template");
    String revision = revision(set, template);
    of.templates.putIfAbsent(revision, template.deepCopy());
    return revision;
  }

  private String of(ObjectNode set, ObjectNode pod) {
    Known of = known(set);
    return of.first.contains(World.uid(pod))
        ? of.templates.keySet().iterator().next()
        : pod.at("/metadata/labels").path(LABEL).asString("");
  }

  private boolean isNewest(ObjectNode set, ObjectNode pod) {
    return of(set, pod).equals(newest(set));
  }

  private static boolean isOnDelete(ObjectNode set) {
    return set.at("/spec/updateStrategy/type").asString("").equals("OnDelete");
  }

  private static int partition(ObjectNode set) {
    return set.at("/spec/updateStrategy/rollingUpdate/partition").asInt(0);
  }

  /** That of a new pod with a number: below the partition the template before it holds. */
  String ofNumber(ObjectNode set, int number) {
    return !isOnDelete(set) && number < partition(set) ? known(set).current : newest(set);
  }

  /** The template of a revision. */
  JsonNode template(ObjectNode set, String revision) {
    return known(set).templates.getOrDefault(revision, set.at("/spec/template"));
  }

  /**
   * The pod that a StatefulSet replaces next.
   *
   * @param pods those that are there, and are not ending
   */
  Optional<ObjectNode> nextInOrder(ObjectNode set, List<ObjectNode> pods) {
    int wanted = set.at("/spec/replicas").asInt(1);
    boolean whole = pods.size() >= wanted && pods.stream().allMatch(PodFacts::isReady);
    return isOnDelete(set) || !whole
        ? Optional.empty()
        : pods.stream()
            .filter(pod -> Controllers.ordinal(pod) >= partition(set) && !isNewest(set, pod))
            .max(Comparator.comparingInt(Controllers::ordinal));
  }

  /**
   * The pods that a DaemonSet replaces now.
   *
   * @param pods those that are there, and are not ending
   * @param nodes on how many nodes one should be
   */
  List<ObjectNode> onNodes(ObjectNode set, List<ObjectNode> pods, int nodes) {
    List<ObjectNode> old = pods.stream().filter(pod -> !isNewest(set, pod)).toList();
    if (isOnDelete(set)) {
      return List.of();
    }
    List<ObjectNode> away = old.stream().filter(pod -> !PodFacts.isReady(pod)).toList();
    int ready = (int) pods.stream().filter(PodFacts::isReady).count();
    int more = Math.max(0, mostAway(set, nodes) - (nodes - ready));
    return Stream.concat(away.stream(), old.stream().filter(PodFacts::isReady).limit(more))
        .toList();
  }

  /** A number, or a share of the nodes rounded up; one where nothing is said. */
  private static int mostAway(ObjectNode set, int nodes) {
    String said = set.at("/spec/updateStrategy/rollingUpdate/maxUnavailable").asString("1");
    return said.matches("\\d{1,3}%")
        ? (nodes * Integer.parseInt(said.replace("%", "")) + 99) / 100
        : said.matches("\\d{1,6}") ? Integer.parseInt(said) : 1;
  }

  /** What a StatefulSet says of itself. */
  void fillInOrder(ObjectNode status, ObjectNode set, List<ObjectNode> pods) {
    Known of = known(set);
    String newest = newest(set);
    int updated = updated(set, pods);
    int ready = (int) pods.stream().filter(PodFacts::isReady).count();
    int wanted = set.at("/spec/replicas").asInt(1);
    if (!isOnDelete(set) && updated >= wanted && ready >= wanted) {
      of.current = newest;
    }
    status.put("observedGeneration", set.at("/metadata/generation").asLong(1));
    status.put("replicas", pods.size()).put("readyReplicas", ready);
    status.put("availableReplicas", ready).put("updatedReplicas", updated);
    status.put("currentRevision", of.current).put("updateRevision", newest);
    status.put("currentReplicas", of.current.equals(newest) ? updated : pods.size() - updated);
  }

  /** What a DaemonSet says of itself. */
  void fillOnNodes(ObjectNode status, ObjectNode set, List<ObjectNode> pods, int nodes) {
    int ready = (int) pods.stream().filter(PodFacts::isReady).count();
    status.put("observedGeneration", set.at("/metadata/generation").asLong(1));
    status.put("desiredNumberScheduled", nodes).put("currentNumberScheduled", pods.size());
    status.put("updatedNumberScheduled", updated(set, pods));
    status.put("numberReady", ready).put("numberAvailable", ready);
    status.put("numberUnavailable", nodes - ready);
    if (nodes == ready) {
      status.remove("numberUnavailable");
    }
  }

  private int updated(ObjectNode set, List<ObjectNode> pods) {
    return (int) pods.stream().filter(pod -> isNewest(set, pod)).count();
  }

  /** The labels of a new pod: those of its template, and of which that is. */
  static ObjectNode labels(JsonNode template, String revision) {
    ObjectNode labels = JsonNodeFactory.instance.objectNode();
    if (template.at("/metadata/labels") instanceof ObjectNode of) {
      labels.setAll(of);
    }
    return revision.isEmpty() ? labels : labels.put(LABEL, revision);
  }
}
