package salvor.training;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import salvor.cluster.PodFacts;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rolls deployments out: a new template pod by pod, an old one again under the newest revision. */
final class RollOuts {
  private static final String HASH = "pod-template-hash";
  private static final String REVISION = "deployment.kubernetes.io/revision";
  private final ObjectStore store;
  private final ApiResource replicaSets;
  private final ApiResource deployments;
  private final EventLog events;
  private final Function<ObjectNode, List<ObjectNode>> members;

  /**
   * Rolls out the deployments of a store.
   *
   * @param members the pods of a workload
   */
  RollOuts(
      ObjectStore store,
      ApiResources resources,
      EventLog events,
      Function<ObjectNode, List<ObjectNode>> members) {
    this.store = store;
    this.replicaSets = resources.named("replicasets");
    this.deployments = resources.named("deployments");
    this.events = events;
    this.members = members;
  }

  /** Brings a deployment one step nearer to what is wanted. */
  void rollOut(ObjectNode deployment) {
    List<ObjectNode> sets =
        store.list(replicaSets, namespace(deployment)).stream()
            .filter(set -> Pods.owner(set).filter(World.uid(deployment)::equals).isPresent())
            .toList();
    if (deployment.at("/spec/paused").asBoolean(false)) {
      scalePaused(sets, deployment);
      return;
    }
    int last = sets.stream().mapToInt(RollOuts::revision).max().orElse(0);
    ObjectNode current =
        sets.stream()
            .filter(set -> sameTemplate(set, deployment))
            .findFirst()
            .map(set -> revision(set) == last ? set : revised(set, deployment, last + 1))
            .orElseGet(() -> createSet(deployment, last + 1));
    int wanted = deployment.at("/spec/replicas").asInt(1);
    List<ObjectNode> old =
        sets.stream()
            .filter(set ->
                !World.uid(set).equals(World.uid(current)) && set.at("/spec/replicas").asInt(0) > 0)
            .toList();
    int ready = (int) members.apply(current).stream().filter(PodFacts::isReady).count();
    int now = current.at("/spec/replicas").asInt(0);
    int others = old.stream().mapToInt(set -> set.at("/spec/replicas").asInt(0)).sum();
    if (old.isEmpty()) {
      scale(current, wanted);
    } else if (now + others > wanted && ready == now) {
      scale(old.getFirst(), old.getFirst().at("/spec/replicas").asInt(0) - 1);
    } else if (now < wanted && now + others <= wanted) {
      scale(current, now + 1);
    }
    store.change(
        deployments,
        namespace(deployment),
        name(deployment),
        object -> {
          fill(object.withObject("status"), deployment, current, others);
          return object;
        });
  }

  /** A paused deployment rolls nothing out, but follows its number of replicas. */
  private void scalePaused(List<ObjectNode> sets, ObjectNode deployment) {
    List<ObjectNode> active =
        sets.stream().filter(set -> set.at("/spec/replicas").asInt(0) > 0).toList();
    if (active.size() == 1) {
      scale(active.getFirst(), deployment.at("/spec/replicas").asInt(1));
    }
  }

  private static int revision(ObjectNode set) {
    String said = set.at("/metadata/annotations").path(REVISION).asString("0");
    return said.matches("\\d{1,9}") ? Integer.parseInt(said) : 0;
  }

  /** An old template that is wanted again gets the newest revision. */
  private ObjectNode revised(ObjectNode set, ObjectNode deployment, int revision) {
    note(replicaSets, set, revision);
    note(deployments, deployment, revision);
    return store.find(replicaSets, namespace(set), name(set)).orElse(set);
  }

  private void note(ApiResource resource, ObjectNode object, int revision) {
    store.change(
        resource,
        namespace(object),
        name(object),
        noted -> {
          noted
              .withObject("metadata")
              .withObject("annotations")
              .put(REVISION, Integer.toString(revision));
          return noted;
        });
  }

  private void fill(ObjectNode status, ObjectNode deployment, ObjectNode current, int others) {
    List<ObjectNode> updated = members.apply(current);
    int ready = (int) updated.stream().filter(PodFacts::isReady).count();
    status.put("observedGeneration", deployment.at("/metadata/generation").asLong(1));
    status.put("replicas", updated.size() + others).put("updatedReplicas", updated.size());
    status.put("readyReplicas", ready + others).put("availableReplicas", ready + others);
    status.put("unavailableReplicas", updated.size() - ready);
    if (updated.size() == ready) {
      status.remove("unavailableReplicas");
    }
  }

  private void scale(ObjectNode set, int replicas) {
    int now = set.at("/spec/replicas").asInt(0);
    if (now != replicas) {
      Pods.owner(set)
          .flatMap(uid ->
              store.list(deployments, namespace(set)).stream()
                  .filter(deployment -> World.uid(deployment).equals(uid))
                  .findFirst())
          .ifPresent(deployment ->
              events.normal(
                  "deployment-controller",
                  deployment,
                  "ScalingReplicaSet",
                  "Scaled %s replica set %s from %d to %d"
                      .formatted(now < replicas ? "up" : "down", name(set), now, replicas)));
      store.change(
          replicaSets,
          namespace(set),
          name(set),
          scaled -> {
            scaled.withObject("spec").put("replicas", replicas);
            return scaled;
          });
    }
  }

  private static boolean sameTemplate(ObjectNode set, ObjectNode deployment) {
    JsonNode template = set.at("/spec/template").deepCopy();
    if (template.path("metadata").path("labels") instanceof ObjectNode labels) {
      labels.remove(HASH);
    }
    JsonNode wanted = deployment.at("/spec/template");
    return Objects.equals(template.path("spec"), wanted.path("spec"))
        && Objects.equals(template.at("/metadata/labels"), wanted.at("/metadata/labels"))
        && Objects.equals(template.at("/metadata/annotations"), wanted.at("/metadata/annotations"));
  }

  private ObjectNode createSet(ObjectNode deployment, int revision) {
    String hash = Integer.toHexString(deployment.at("/spec/template").hashCode());
    ObjectNode set = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = set.putObject("metadata");
    metadata.put("name", name(deployment) + "-" + hash).put("namespace", namespace(deployment));
    metadata.putObject("annotations").put(REVISION, Integer.toString(revision));
    ObjectNode spec = set.putObject("spec").put("replicas", 0);
    spec.set("template", deployment.at("/spec/template").deepCopy());
    spec.withObject("/template/metadata/labels").put(HASH, hash);
    metadata.set("labels", spec.at("/template/metadata/labels").deepCopy());
    spec.set("selector", deployment.at("/spec/selector").deepCopy());
    spec.withObject("/selector/matchLabels").put(HASH, hash);
    note(deployments, deployment, revision);
    return store.create(replicaSets, Pods.owned(set, deployment));
  }

  private static String name(ObjectNode object) {
    return object.path("metadata").path("name").asString("");
  }

  private static String namespace(ObjectNode object) {
    return object.path("metadata").path("namespace").asString("");
  }
}
