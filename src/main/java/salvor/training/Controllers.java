package salvor.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import salvor.training.apiserver.Selectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the controllers of workloads do when something was changed: replace pods that are gone or
 * were released, scale, and roll out a new template one pod at a time.
 */
final class Controllers {
  private static final String HASH = "pod-template-hash";
  private static final String REVISION = "deployment.kubernetes.io/revision";
  private final ObjectStore store;
  private final ApiResource pods;
  private final ApiResource replicaSets;
  private final ApiResource deployments;
  private final ApiResource daemonSets;
  private final ApiResource statefulSets;
  private final ApiResource nodes;
  private boolean changed;

  Controllers(ObjectStore store, ApiResources resources) {
    this.store = store;
    this.pods = resources.named("pods");
    this.replicaSets = resources.named("replicasets");
    this.deployments = resources.named("deployments");
    this.daemonSets = resources.named("daemonsets");
    this.statefulSets = resources.named("statefulsets");
    this.nodes = resources.named("nodes");
    List<ApiResource> own = List.of(pods, replicaSets, deployments, daemonSets, statefulSets);
    store.watch(change -> changed |= own.contains(change.resource()));
  }

  /** Brings the workloads nearer to what is wanted, if anything was changed since. */
  void reconcile() {
    if (!changed) {
      return;
    }
    changed = false;
    store.list(deployments, "").forEach(this::rollOut);
    store.list(replicaSets, "").forEach(this::replicas);
    store.list(daemonSets, "").forEach(this::onEachNode);
    store.list(statefulSets, "").forEach(this::inOrder);
  }

  private void replicas(ObjectNode set) {
    List<ObjectNode> own = members(set);
    int wanted = set.at("/spec/replicas").asInt(1);
    for (int missing = own.size(); missing < wanted; missing++) {
      create(set, name(set) + "-" + suffix(), "");
    }
    own.stream()
        .sorted(Comparator.comparing(Controllers::isReady))
        .limit(Math.max(0, own.size() - wanted))
        .forEach(this::end);
    status(
        set,
        replicaSets,
        status -> {
          List<ObjectNode> now = members(set);
          int ready = (int) now.stream().filter(Controllers::isReady).count();
          status.put("replicas", now.size()).put("readyReplicas", ready);
          status.put("availableReplicas", ready).put("fullyLabeledReplicas", now.size());
        });
  }

  /** The pods of a workload; one that no longer fits its selector is released. */
  private List<ObjectNode> members(ObjectNode workload) {
    String uid = World.uid(workload);
    List<ObjectNode> members = new ArrayList<>();
    for (ObjectNode pod : store.list(pods, namespace(workload))) {
      boolean fits =
          Selectors.fits(workload.at("/spec/selector"), pod.path("metadata").path("labels"));
      boolean own = owner(pod).filter(uid::equals).isPresent();
      if (own && !fits) {
        store.change(pods, namespace(pod), name(pod), Controllers::release);
      } else if (fits && owner(pod).isEmpty() && !isEnding(pod)) {
        store.change(pods, namespace(pod), name(pod), orphan -> adopt(orphan, workload));
        members.add(pod);
      } else if (own && !isEnding(pod)) {
        members.add(pod);
      }
    }
    return members;
  }

  private static Optional<String> owner(ObjectNode object) {
    return object
        .path("metadata")
        .path("ownerReferences")
        .valueStream()
        .filter(reference -> reference.path("controller").asBoolean(false))
        .map(reference -> reference.path("uid").asString(""))
        .findFirst();
  }

  private static ObjectNode release(ObjectNode pod) {
    ((ObjectNode) pod.path("metadata")).remove("ownerReferences");
    return pod;
  }

  private static ObjectNode adopt(ObjectNode object, ObjectNode owner) {
    ObjectNode reference = object.withObject("metadata").withArray("ownerReferences").addObject();
    reference
        .put("apiVersion", owner.path("apiVersion").asString(""))
        .put("kind", owner.path("kind").asString(""))
        .put("name", name(owner))
        .put("uid", World.uid(owner))
        .put("controller", true)
        .put("blockOwnerDeletion", true);
    return object;
  }

  private void create(ObjectNode workload, String name, String node) {
    ObjectNode pod = JsonNodeFactory.instance.objectNode();
    JsonNode template = workload.at("/spec/template");
    ObjectNode metadata = pod.putObject("metadata");
    metadata.put("name", name).put("namespace", namespace(workload));
    metadata.put("generateName", name(workload) + "-");
    metadata.set("labels", template.path("metadata").path("labels").deepCopy());
    pod.set("spec", template.path("spec").deepCopy());
    if (!node.isEmpty()) {
      pod.withObject("spec").put("nodeName", node);
    }
    pod.putObject("status").put("phase", "Pending");
    store.create(pods, adopt(pod, workload));
  }

  private void end(ObjectNode pod) {
    store.change(
        pods,
        namespace(pod),
        name(pod),
        ending -> {
          ending
              .withObject("metadata")
              .put("deletionTimestamp", store.time().toString())
              .put("deletionGracePeriodSeconds", 30);
          return ending;
        });
  }

  private void onEachNode(ObjectNode set) {
    List<ObjectNode> own = members(set);
    for (ObjectNode node : store.list(nodes, "")) {
      String of = name(node);
      if (own.stream().noneMatch(pod -> pod.at("/spec/nodeName").asString("").equals(of))) {
        create(set, name(set) + "-" + suffix(), of);
      }
    }
  }

  private void inOrder(ObjectNode set) {
    members(set);
    for (int i = 0; i < set.at("/spec/replicas").asInt(1); i++) {
      String name = name(set) + "-" + i;
      if (store.find(pods, namespace(set), name).isEmpty()) {
        create(set, name, "");
      }
    }
  }

  private void rollOut(ObjectNode deployment) {
    if (deployment.at("/spec/paused").asBoolean(false)) {
      return;
    }
    List<ObjectNode> sets =
        store.list(replicaSets, namespace(deployment)).stream()
            .filter(set -> owner(set).filter(World.uid(deployment)::equals).isPresent())
            .toList();
    ObjectNode current =
        sets.stream()
            .filter(set -> sameTemplate(set, deployment))
            .findFirst()
            .orElseGet(() -> createSet(deployment, sets.size() + 1));
    int wanted = deployment.at("/spec/replicas").asInt(1);
    List<ObjectNode> old =
        sets.stream()
            .filter(set ->
                !World.uid(set).equals(World.uid(current)) && set.at("/spec/replicas").asInt(0) > 0)
            .toList();
    int ready = (int) members(current).stream().filter(Controllers::isReady).count();
    int now = current.at("/spec/replicas").asInt(0);
    int others = old.stream().mapToInt(set -> set.at("/spec/replicas").asInt(0)).sum();
    if (old.isEmpty()) {
      scale(current, wanted);
    } else if (now + others > wanted && ready == now) {
      scale(old.getFirst(), old.getFirst().at("/spec/replicas").asInt(0) - 1);
    } else if (now < wanted && now + others <= wanted) {
      scale(current, now + 1);
    }
    status(deployment, deployments, status -> fill(status, deployment, current, others));
  }

  private void fill(ObjectNode status, ObjectNode deployment, ObjectNode current, int others) {
    List<ObjectNode> updated = members(current);
    int ready = (int) updated.stream().filter(Controllers::isReady).count();
    status.put("observedGeneration", deployment.at("/metadata/generation").asLong(1));
    status.put("replicas", updated.size() + others).put("updatedReplicas", updated.size());
    status.put("readyReplicas", ready + others).put("availableReplicas", ready + others);
    status.put("unavailableReplicas", updated.size() - ready);
    if (updated.size() == ready) {
      status.remove("unavailableReplicas");
    }
  }

  private void scale(ObjectNode set, int replicas) {
    if (set.at("/spec/replicas").asInt(0) != replicas) {
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
    store.change(
        deployments,
        namespace(deployment),
        name(deployment),
        noted -> {
          noted.withObject("/metadata/annotations").put(REVISION, Integer.toString(revision));
          return noted;
        });
    return store.create(replicaSets, adopt(set, deployment));
  }

  private void status(
      ObjectNode workload, ApiResource resource, java.util.function.Consumer<ObjectNode> fill) {
    store.change(
        resource,
        namespace(workload),
        name(workload),
        changedObject -> {
          fill.accept(changedObject.withObject("status"));
          return changedObject;
        });
  }

  private static boolean isReady(ObjectNode pod) {
    return pod.at("/status/conditions")
        .valueStream()
        .anyMatch(condition ->
            condition.path("type").asString("").equals("Ready")
                && condition.path("status").asString("").equals("True"));
  }

  private static boolean isEnding(ObjectNode pod) {
    return pod.path("metadata").has("deletionTimestamp")
        || pod.at("/status/phase").asString("").matches("Succeeded|Failed");
  }

  private static String name(ObjectNode object) {
    return object.path("metadata").path("name").asString("");
  }

  private static String namespace(ObjectNode object) {
    return object.path("metadata").path("namespace").asString("");
  }

  private static String suffix() {
    return SensorPods.hex().substring(0, 5);
  }
}
