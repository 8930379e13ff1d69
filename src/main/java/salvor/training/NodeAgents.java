package salvor.training;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import salvor.training.Happening.RunningProcess;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What scheduler and kubelets do for pods that the recording does not know: give them a node and an
 * address, start their containers, end them gracefully, and start ephemeral containers in any pod.
 */
final class NodeAgents {
  private static final Duration PULL = Duration.ofSeconds(1);
  private static final Duration STOP = Duration.ofSeconds(2);
  private final ObjectStore store;
  private final ApiResource pods;
  private final ApiResource nodes;
  private final World world;
  private final Images images;
  private final Timetable timetable;
  private final Predicate<String> recorded;
  private final Set<String> seen = new HashSet<>();
  private int addresses = 200;
  private long processNumber = 100_000;

  NodeAgents(
      ObjectStore store,
      ApiResources resources,
      World world,
      Images images,
      Timetable timetable,
      Predicate<String> recorded) {
    this.store = store;
    this.pods = resources.named("pods");
    this.nodes = resources.named("nodes");
    this.world = world;
    this.images = images;
    this.timetable = timetable;
    this.recorded = recorded;
    store.watch(change -> {
      if (change.resource().equals(pods) && change.type() != ObjectStore.Change.Type.DELETED) {
        look(change.object());
      }
    });
  }

  private void look(ObjectNode pod) {
    String uid = World.uid(pod);
    boolean ending = pod.path("metadata").has("deletionTimestamp");
    if (ending && seen.add("end " + uid)) {
      timetable.in(STOP, () -> withPod(pod, this::end));
    } else if (!ending
        && !recorded.test(uid)
        && !pod.at("/status").has("containerStatuses")
        && seen.add("start " + uid)) {
      timetable.in(Duration.ZERO, () -> withPod(pod, this::place));
    }
    for (JsonNode container : pod.at("/spec/ephemeralContainers")) {
      String name = container.path("name").asString("");
      if (!hasStatus(pod, name) && seen.add("debug " + uid + name)) {
        timetable.in(PULL, () -> withPod(pod, now -> debug(now, container)));
      }
    }
  }

  private static boolean hasStatus(ObjectNode pod, String container) {
    return pod.at("/status/ephemeralContainerStatuses")
        .valueStream()
        .anyMatch(status -> status.path("name").asString("").equals(container));
  }

  private void withPod(ObjectNode pod, java.util.function.Consumer<ObjectNode> work) {
    JsonNode metadata = pod.path("metadata");
    Optional<ObjectNode> now =
        store.find(
            pods, metadata.path("namespace").asString(""), metadata.path("name").asString(""));
    now.filter(there -> World.uid(there).equals(World.uid(pod))).ifPresent(work);
  }

  private void end(ObjectNode pod) {
    JsonNode metadata = pod.path("metadata");
    if (metadata.path("finalizers").isEmpty()) {
      store.delete(
          pods, metadata.path("namespace").asString(""), metadata.path("name").asString(""));
    }
  }

  private void place(ObjectNode pod) {
    List<ObjectNode> free =
        store.list(nodes, "").stream()
            .filter(node ->
                !node.at("/spec/unschedulable").asBoolean(false)
                    || !pod.at("/spec/nodeName").asString("").isEmpty())
            .toList();
    ObjectNode placed = pod.deepCopy();
    ObjectNode status = placed.withObject("status").put("phase", "Pending");
    if (free.isEmpty()) {
      condition(status, "PodScheduled", "False", "Unschedulable");
      store.replace(pods, placed);
      seen.remove("start " + World.uid(pod));
      return;
    }
    String wanted = pod.at("/spec/nodeName").asString("");
    ObjectNode node =
        free.stream()
            .filter(n -> n.path("metadata").path("name").asString("").equals(wanted))
            .findFirst()
            .orElse(free.get(addresses % free.size()));
    placed.withObject("spec").put("nodeName", node.path("metadata").path("name").asString(""));
    condition(status, "PodScheduled", "True", "");
    status.put("hostIP", node.at("/status/addresses/0/address").asString(""));
    status.put("startTime", store.time().toString());
    store.replace(pods, placed);
    timetable.in(PULL, () -> withPod(placed, this::start));
  }

  private void start(ObjectNode pod) {
    ObjectNode started = pod.deepCopy();
    ObjectNode status = started.withObject("status");
    ArrayNode statuses = status.putArray("containerStatuses");
    boolean all = true;
    for (JsonNode container : pod.at("/spec/containers")) {
      all &= containerStatus(statuses.addObject(), container);
    }
    if (all) {
      int subnet = pod.at("/spec/nodeName").asString("").endsWith("2") ? 1 : 0;
      status.put("phase", "Running").put("podIP", "10.244." + subnet + "." + addresses++);
      status.putArray("podIPs").addObject().put("ip", status.path("podIP").asString(""));
      for (String type : List.of("Initialized", "ContainersReady", "Ready")) {
        condition(status, type, "True", "");
      }
    }
    store.replace(pods, started);
    fill(started);
  }

  private boolean containerStatus(ObjectNode status, JsonNode container) {
    String image = container.path("image").asString("");
    Optional<String> id = images.id(image);
    status
        .put("name", container.path("name").asString(""))
        .put("image", image)
        .put("imageID", id.orElse(""))
        .put("restartCount", 0)
        .put("ready", id.isPresent())
        .put("started", id.isPresent());
    ObjectNode state = status.putObject("state");
    if (id.isPresent()) {
      status.put("containerID", "containerd://" + SensorPods.hex() + SensorPods.hex());
      state.putObject("running").put("startedAt", store.time().toString());
    } else {
      state
          .putObject("waiting")
          .put("reason", "ErrImagePull")
          .put("message", "practice cluster: image \"" + image + "\" is not part of the recording");
    }
    return id.isPresent();
  }

  /** Lets the new containers run what a recorded container of the same image ran. */
  private void fill(ObjectNode pod) {
    Instant now = store.time();
    for (World.Box box : world.containers(pod)) {
      long first = processNumber;
      List<RunningProcess> like = images.processes(box.image);
      for (RunningProcess process : like) {
        box.processes.put(
            processNumber,
            new RunningProcess(
                box.id,
                processNumber,
                first - 1,
                like.indexOf(process) + 1,
                process.executable(),
                process.name(),
                process.arguments(),
                process.uid(),
                now,
                null));
        processNumber++;
      }
    }
  }

  /**
   * Starts an ephemeral container. An image that runs as root does not start in a pod that forbids
   * root, and can never be taken out again: so it is on a real cluster.
   */
  private void debug(ObjectNode pod, JsonNode container) {
    ObjectNode changed = pod.deepCopy();
    ObjectNode status =
        changed.withObject("status").withArray("ephemeralContainerStatuses").addObject();
    status
        .put("name", container.path("name").asString(""))
        .put("image", container.path("image").asString(""))
        .put("ready", false)
        .put("restartCount", 0);
    boolean never =
        pod.at("/spec/securityContext/runAsNonRoot").asBoolean(false)
            && container.at("/securityContext/runAsNonRoot").asBoolean(true)
            && container
                    .at("/securityContext/runAsUser")
                    .asInt(pod.at("/spec/securityContext/runAsUser").asInt(0))
                == 0;
    if (never) {
      status
          .putObject("state")
          .putObject("waiting")
          .put("reason", "CreateContainerConfigError")
          .put("message", "container has runAsNonRoot and image will run as root");
    } else {
      status.put("containerID", "containerd://" + SensorPods.hex() + SensorPods.hex());
      status.putObject("state").putObject("running").put("startedAt", store.time().toString());
    }
    store.replace(pods, changed);
  }

  private void condition(ObjectNode status, String type, String value, String reason) {
    ArrayNode conditions = status.withArray("conditions");
    ObjectNode condition = JsonNodeFactory.instance.objectNode().put("type", type);
    condition.put("status", value).put("lastTransitionTime", store.time().toString());
    if (!reason.isEmpty()) {
      condition.put("reason", reason);
    }
    for (int i = conditions.size() - 1; i >= 0; i--) {
      if (conditions.get(i).path("type").asString("").equals(type)) {
        conditions.remove(i);
      }
    }
    conditions.add(condition);
  }
}
