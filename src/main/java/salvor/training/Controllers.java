package salvor.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import salvor.cluster.LabelSelector;
import salvor.cluster.PodFacts;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the controllers of workloads do when something was changed: replace pods that are gone or
 * were released, scale, and roll out a new template one pod at a time.
 */
final class Controllers {
  private final ObjectStore store;
  private final ApiResource pods;
  private final ApiResource replicaSets;
  private final ApiResource deployments;
  private final ApiResource daemonSets;
  private final ApiResource statefulSets;
  private final ApiResource nodes;
  private final EventLog events;
  private final RollOuts rollOuts;
  private final Revisions revisions = new Revisions();
  private boolean changed;

  Controllers(ObjectStore store, ApiResources resources, EventLog events) {
    this.store = store;
    this.events = events;
    this.rollOuts = new RollOuts(store, resources, events, this::members);
    this.pods = resources.named("pods");
    this.replicaSets = resources.named("replicasets");
    this.deployments = resources.named("deployments");
    this.daemonSets = resources.named("daemonsets");
    this.statefulSets = resources.named("statefulsets");
    this.nodes = resources.named("nodes");
    List<ApiResource> own = List.of(pods, replicaSets, deployments, daemonSets, statefulSets);
    for (ApiResource kind : List.of(daemonSets, statefulSets)) {
      store.list(kind, "").forEach(set -> revisions.learn(set, owned(set)));
    }
    store.watch(change -> changed |= own.contains(change.resource()));
  }

  /** Brings the workloads nearer to what is wanted, if anything was changed since. */
  void reconcile() {
    if (!changed) {
      return;
    }
    changed = false;
    wanted(deployments).forEach(rollOuts::rollOut);
    wanted(replicaSets).forEach(this::replicas);
    wanted(daemonSets).forEach(this::onEachNode);
    wanted(statefulSets).forEach(this::inOrder);
  }

  /** A workload that is being deleted is left alone. */
  private List<ObjectNode> wanted(ApiResource kind) {
    return store.list(kind, "").stream()
        .filter(workload -> !workload.path("metadata").has("deletionTimestamp"))
        .toList();
  }

  private void replicas(ObjectNode set) {
    List<ObjectNode> own = members(set);
    int wanted = set.at("/spec/replicas").asInt(1);
    for (int missing = own.size(); missing < wanted; missing++) {
      create(set, name(set) + "-" + suffix(), "", "");
    }
    own.stream()
        .sorted(Comparator.comparing(PodFacts::isReady))
        .limit(Math.max(0, own.size() - wanted))
        .forEach(pod -> end(set, pod));
    status(
        set,
        replicaSets,
        status -> {
          List<ObjectNode> now = members(set);
          int ready = (int) now.stream().filter(PodFacts::isReady).count();
          status.put("replicas", now.size()).put("readyReplicas", ready);
          status.put("availableReplicas", ready).put("fullyLabeledReplicas", now.size());
        });
  }

  /** The pods that say that they are of a workload, those that are ending too. */
  private List<ObjectNode> owned(ObjectNode workload) {
    String uid = World.uid(workload);
    return store.list(pods, namespace(workload)).stream()
        .filter(pod -> Pods.owner(pod).filter(uid::equals).isPresent())
        .toList();
  }

  /** The pods of a workload; one that no longer fits its selector is released. */
  private List<ObjectNode> members(ObjectNode workload) {
    String uid = World.uid(workload);
    List<ObjectNode> members = new ArrayList<>();
    for (ObjectNode pod : store.list(pods, namespace(workload))) {
      boolean fits =
          LabelSelector.fits(workload.at("/spec/selector"), pod.path("metadata").path("labels"));
      boolean own = Pods.owner(pod).filter(uid::equals).isPresent();
      if (own && !fits) {
        store.change(pods, namespace(pod), name(pod), Controllers::release);
      } else if (fits && Pods.owner(pod).isEmpty() && !isEnding(pod)) {
        store.change(pods, namespace(pod), name(pod), orphan -> Pods.owned(orphan, workload));
        members.add(pod);
      } else if (own && !isEnding(pod)) {
        members.add(pod);
      }
    }
    return members;
  }

  private static ObjectNode release(ObjectNode pod) {
    ((ObjectNode) pod.path("metadata")).remove("ownerReferences");
    return pod;
  }

  /** A new pod of a revision of the template; of the template itself where that is empty. */
  private void create(ObjectNode workload, String name, String node, String revision) {
    ObjectNode pod = JsonNodeFactory.instance.objectNode();
    JsonNode template =
        revision.isEmpty() ? workload.at("/spec/template") : revisions.template(workload, revision);
    ObjectNode metadata = pod.putObject("metadata");
    metadata.put("name", name).put("namespace", namespace(workload));
    metadata.put("generateName", name(workload) + "-");
    metadata.set("labels", Revisions.labels(template, revision));
    pod.set("spec", template.path("spec").deepCopy());
    if (!node.isEmpty()) {
      pod.withObject("spec").put("nodeName", node);
    }
    pod.putObject("status").put("phase", "Pending");
    store.create(pods, Pods.owned(pod, workload));
    events.normal(component(workload), workload, "SuccessfulCreate", "Created pod: " + name);
  }

  private static String component(ObjectNode workload) {
    return workload.path("kind").asString("").toLowerCase(Locale.ROOT) + "-controller";
  }

  private void end(ObjectNode workload, ObjectNode pod) {
    events.normal(component(workload), workload, "SuccessfulDelete", "Deleted pod: " + name(pod));
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
    List<ObjectNode> all = owned(set); // while one is ending its node gets no other
    List<ObjectNode> on = store.list(nodes, "");
    for (ObjectNode node : on) {
      String of = name(node);
      if (all.stream().noneMatch(pod -> pod.at("/spec/nodeName").asString("").equals(of))) {
        create(set, name(set) + "-" + suffix(), of, revisions.newest(set));
      }
    }
    revisions.onNodes(set, own, on.size()).forEach(pod -> end(set, pod));
    status(set, daemonSets, status -> revisions.fillOnNodes(status, set, own, on.size()));
  }

  /** One after the other: the next pod once the one before it is ready, the last one goes first. */
  private void inOrder(ObjectNode set) {
    List<ObjectNode> own = members(set);
    int wanted = set.at("/spec/replicas").asInt(1);
    for (int i = 0; i < wanted; i++) {
      Optional<ObjectNode> there = store.find(pods, namespace(set), name(set) + "-" + i);
      if (there.isEmpty()) {
        create(set, name(set) + "-" + i, "", revisions.ofNumber(set, i));
      }
      if (there.filter(PodFacts::isReady).isEmpty()) {
        break;
      }
    }
    own.stream()
        .filter(pod -> ordinal(pod) >= wanted)
        .max(Comparator.comparingInt(Controllers::ordinal))
        .ifPresent(pod -> end(set, pod));
    revisions.nextInOrder(set, own).ifPresent(pod -> end(set, pod));
    status(set, statefulSets, status -> revisions.fillInOrder(status, set, own));
  }

  static int ordinal(ObjectNode pod) {
    String number = name(pod).substring(name(pod).lastIndexOf('-') + 1);
    return number.matches("\\d{1,9}") ? Integer.parseInt(number) : -1;
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
