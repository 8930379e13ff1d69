package salvor.training;

import java.util.HashMap;
import java.util.Map;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Kubernetes Events: what scheduler, kubelets and controllers tell of their work. */
final class EventLog {
  private final ObjectStore store;
  private final ApiResource events;
  private final Map<String, String> told = new HashMap<>();

  EventLog(ObjectStore store, ApiResources resources) {
    this.store = store;
    this.events = resources.named("events");
  }

  /** Tells of something as expected. */
  void normal(String component, ObjectNode about, String reason, String message) {
    tell("Normal", component, about, reason, message);
  }

  /** Tells of something that is not as it should be. */
  void warning(String component, ObjectNode about, String reason, String message) {
    tell("Warning", component, about, reason, message);
  }

  private void tell(
      String type, String component, ObjectNode about, String reason, String message) {
    String namespace = about.path("metadata").path("namespace").asString("default");
    String same = World.uid(about) + " " + reason + " " + message;
    String now = store.time().toString();
    if (store.find(events, namespace, told.getOrDefault(same, "")).isPresent()) {
      store.change(events, namespace, told.getOrDefault(same, ""), event -> again(event, now));
      return;
    }
    String name = about.path("metadata").path("name").asString("");
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    String own = name + "." + SensorPods.hex().substring(0, 16);
    event.putObject("metadata").put("name", own).put("namespace", namespace);
    event
        .putObject("involvedObject")
        .put("apiVersion", about.path("apiVersion").asString(""))
        .put("kind", about.path("kind").asString(""))
        .put("name", name)
        .put("namespace", about.path("metadata").path("namespace").asString(""))
        .put("uid", World.uid(about));
    event.put("type", type).put("reason", reason).put("message", message).put("count", 1);
    event.put("firstTimestamp", now).put("lastTimestamp", now);
    event.putObject("source").put("component", component);
    event.put("reportingComponent", component).put("reportingInstance", "");
    told.put(same, own);
    store.create(events, event);
  }

  private static ObjectNode again(ObjectNode event, String now) {
    return event.put("count", event.path("count").asInt(1) + 1).put("lastTimestamp", now);
  }
}
