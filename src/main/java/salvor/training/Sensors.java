package salvor.training;

import java.util.HashMap;
import java.util.Map;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.JsonNode;

/**
 * The sensor's pods, one on each node, in whose logs the recorded lines appear. The recording had
 * one sensor for both nodes outside of the cluster; its lines are shared out by the node of the pod
 * that they are about.
 */
final class Sensors {
  private final ObjectStore store;
  private final ApiResources resources;
  private final World world;
  private final ReplayClock clock;
  private final Map<String, String> nodeOf = new HashMap<>();

  Sensors(ObjectStore store, ApiResources resources, World world, ReplayClock clock) {
    this.store = store;
    this.resources = resources;
    this.world = world;
    this.clock = clock;
    store.watch(change -> {
      if (change.resource().plural().equals("pods")) {
        change
            .object()
            .at("/status/containerStatuses")
            .forEach(status ->
                nodeOf.put(
                    World.id(status.path("containerID").asString("")),
                    change.object().at("/spec/nodeName").asString("")));
      }
    });
  }

  /** Writes a line about a container into the log of the sensor on its node. */
  void write(JsonNode line, String container) {
    String node = nodeOf.getOrDefault(container, "");
    store.list(resources.named("pods"), SensorPods.NAMESPACE).stream()
        .filter(pod -> pod.at("/spec/nodeName").asString("").equals(node))
        .findFirst()
        .flatMap(pod -> world.container(pod, SensorPods.CONTAINER))
        .ifPresent(box -> box.write(new World.Line(clock.now(), line.toString())));
  }
}
