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
  private static final Duration JOB = Duration.ofSeconds(5);
  private static final String SCHEDULER = "default-scheduler";
  private static final String KUBELET = "kubelet";
  private final ObjectStore store;
  private final ApiResource pods;
  private final ApiResource nodes;
  private final World world;
  private final Images images;
  private final Timetable timetable;
  private final Predicate<String> recorded;
  private final EventLog events;
  private final Set<String> seen = new HashSet<>();
  private int addresses = 200;
  private long processNumber = 100_000;

  NodeAgents(
      ObjectStore store,
      ApiResources resources,
      World world,
      Images images,
      Timetable timetable,
      Predicate<String> recorded,
      EventLog events) {
    this.store = store;
    this.pods = resources.named("pods");
    this.nodes = resources.named("nodes");
    this.world = world;
    this.images = images;
    this.timetable = timetable;
    this.recorded = recorded;
    this.events = events;
    store.watch(change -> {
      if (change.resource().equals(pods) && change.type() != ObjectStore.Change.Type.DELETED) {
        look(change.object());
      } else if (change.resource().equals(nodes)) {
        store.list(pods, "").forEach(this::look);
      }
    });
  }

  private void look(ObjectNode pod) {
    String uid = World.uid(pod);
    boolean ending = pod.path("metadata").has("deletionTimestamp");
    if (ending && seen.add("end " + uid)) {
      if (pod.at("/status/phase").asString("").equals("Running")) {
        names(pod)
            .forEach(name -> events.normal(KUBELET, pod, "Killing", "Stopping container " + name));
      }
      timetable.in(STOP, () -> withPod(pod, this::end));
    } else if (!ending
        && !recorded.test(uid)
        && !pod.at("/status").has("containerStatuses")
        && isOurs(pod)
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

  /** Another scheduler's pods wait until it binds them. */
  private static boolean isOurs(ObjectNode pod) {
    return !pod.at("/spec/nodeName").asString("").isEmpty()
        || pod.at("/spec/schedulerName").asString(SCHEDULER).equals(SCHEDULER);
  }

  private static List<String> names(ObjectNode pod) {
    return pod.at("/spec/containers").valueStream().map(c -> c.path("name").asString("")).toList();
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

  /** Once a pod has ended its job has no more use for it, and lets it go. */
  private void end(ObjectNode pod) {
    JsonNode metadata = pod.path("metadata");
    if (metadata
        .path("finalizers")
        .valueStream()
        .allMatch(f -> f.asString("").equals("batch.kubernetes.io/job-tracking"))) {
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
      events.warning(
          SCHEDULER,
          pod,
          "FailedScheduling",
          "0/%1$d nodes are available: %1$d node(s) were unschedulable."
              .formatted(store.list(nodes, "").size()));
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
    events.normal(
        SCHEDULER,
        pod,
        "Scheduled",
        "Successfully assigned %s/%s to %s"
            .formatted(
                pod.path("metadata").path("namespace").asString(""),
                pod.path("metadata").path("name").asString(""),
                placed.at("/spec/nodeName").asString("")));
    timetable.in(PULL, () -> withPod(placed, this::start));
  }

  private void start(ObjectNode pod) {
    ObjectNode started = pod.deepCopy();
    ObjectNode status = started.withObject("status");
    ArrayNode statuses = status.putArray("containerStatuses");
    boolean all = true;
    for (JsonNode container : pod.at("/spec/containers")) {
      all &= containerStatus(pod, statuses.addObject(), container);
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
    if (all && pod.at("/metadata/ownerReferences/0/kind").asString("").equals("Job")) {
      timetable.in(JOB, () -> withPod(pod, this::complete));
    }
  }

  private boolean containerStatus(ObjectNode pod, ObjectNode status, JsonNode container) {
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
      events.normal(KUBELET, pod, "Pulled", "Successfully pulled image \"" + image + "\"");
      started(pod, container);
    } else {
      events.warning(KUBELET, pod, "Failed", "Failed to pull image \"" + image + "\": not found");
      state
          .putObject("waiting")
          .put("reason", "ErrImagePull")
          .put("message", "practice cluster: image \"" + image + "\" is not part of the recording");
    }
    return id.isPresent();
  }

  private void started(ObjectNode pod, JsonNode container) {
    String name = container.path("name").asString("");
    events.normal(KUBELET, pod, "Created", "Created container: " + name);
    events.normal(KUBELET, pod, "Started", "Started container " + name);
  }

  /** The pod of a job has done its work. */
  private void complete(ObjectNode pod) {
    ObjectNode done = pod.deepCopy();
    ObjectNode status = done.withObject("status").put("phase", "Succeeded");
    for (JsonNode container : status.path("containerStatuses")) {
      ObjectNode of = ((ObjectNode) container).put("ready", false).put("started", false);
      JsonNode began = of.at("/state/running/startedAt");
      ObjectNode ended = of.putObject("state").putObject("terminated");
      ended.put("exitCode", 0).put("reason", "Completed").put("startedAt", began.asString(""));
      ended.put("finishedAt", store.time().toString()).set("containerID", of.path("containerID"));
    }
    condition(status, "Ready", "False", "PodCompleted");
    store.replace(pods, done);
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
      started(pod, container);
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
