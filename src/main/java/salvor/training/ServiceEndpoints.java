package salvor.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import salvor.cluster.LabelSelector;
import salvor.cluster.PodFacts;
import salvor.training.apiserver.ApiResource;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Keeps Endpoints and EndpointSlices as the pods that a Service selects are: there, and ready. */
final class ServiceEndpoints {
  private static final String SERVICE = "kubernetes.io/service-name";
  private final ObjectStore store;
  private final ApiResource services;
  private final ApiResource pods;
  private final ApiResource endpoints;
  private final ApiResource slices;
  private boolean changed = true;

  ServiceEndpoints(ObjectStore store, ApiResources resources) {
    this.store = store;
    this.services = resources.named("services");
    this.pods = resources.named("pods");
    this.endpoints = resources.named("endpoints");
    this.slices = resources.named("endpointslices");
    store.watch(change -> {
      changed |= change.resource().equals(pods) || change.resource().equals(services);
      if (change.resource().equals(services)
          && change.type() == ObjectStore.Change.Type.DELETED
          && store.find(endpoints, namespace(change.object()), name(change.object())).isPresent()) {
        store.delete(endpoints, namespace(change.object()), name(change.object()));
      }
    });
  }

  /** Brings them up to date if a pod or Service was changed since. */
  void follow() {
    if (changed) {
      changed = false;
      store.list(services, "").stream()
          .filter(service -> !service.at("/spec/selector").isEmpty())
          .forEach(this::follow);
    }
  }

  private void follow(ObjectNode service) {
    Map<ArrayNode, ObjectNode> subsets = new LinkedHashMap<>();
    ArrayNode addresses = JsonNodeFactory.instance.arrayNode();
    ArrayNode slicePorts = JsonNodeFactory.instance.arrayNode();
    for (ObjectNode pod : store.list(pods, namespace(service))) {
      String address = pod.at("/status/podIP").asString("");
      if (address.isEmpty()
          || pod.at("/status/phase").asString("").matches("Succeeded|Failed")
          || !LabelSelector.fitsMap(service.at("/spec/selector"), pod.at("/metadata/labels"))) {
        continue;
      }
      boolean ready = PodFacts.isReady(pod) && !pod.path("metadata").has("deletionTimestamp");
      ArrayNode ports = ports(service, pod);
      if (slicePorts.isEmpty()) {
        // A slice names every port, if only with an empty text: kubectl relies on it.
        ports.forEach(port ->
            slicePorts.add(
                port.has("name") ? port : ((ObjectNode) port).deepCopy().put("name", "")));
      }
      ObjectNode subset =
          subsets.computeIfAbsent(ports, _ -> JsonNodeFactory.instance.objectNode());
      ObjectNode entry =
          subset
              .withArray(ready ? "addresses" : "notReadyAddresses")
              .addObject()
              .put("ip", address);
      entry.put("nodeName", pod.at("/spec/nodeName").asString("")).set("targetRef", reference(pod));
      ObjectNode slice = addresses.addObject();
      slice.putArray("addresses").add(address);
      slice.putObject("conditions").put("ready", ready).put("serving", PodFacts.isReady(pod));
      slice.put("nodeName", pod.at("/spec/nodeName").asString("")).set("targetRef", reference(pod));
    }
    ArrayNode whole = JsonNodeFactory.instance.arrayNode();
    subsets.forEach((ports, subset) -> whole.add(subset.set("ports", ports)));
    keepEndpoints(service, whole);
    keepSlice(service, addresses, slicePorts);
  }

  private void keepEndpoints(ObjectNode service, ArrayNode subsets) {
    String namespace = namespace(service);
    if (store.find(endpoints, namespace, name(service)).isEmpty()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      object.putObject("metadata").put("name", name(service)).put("namespace", namespace);
      store.create(endpoints, object);
    }
    store.change(endpoints, namespace, name(service), object -> object.set("subsets", subsets));
  }

  private void keepSlice(ObjectNode service, ArrayNode addresses, ArrayNode ports) {
    String namespace = namespace(service);
    Optional<ObjectNode> there =
        store.list(slices, namespace).stream()
            .filter(slice ->
                slice.at("/metadata/labels").path(SERVICE).asString("").equals(name(service)))
            .findFirst();
    ObjectNode slice =
        there.map(ObjectNode::deepCopy).orElseGet(JsonNodeFactory.instance::objectNode);
    slice.put("addressType", "IPv4").set("endpoints", addresses);
    slice.set("ports", ports);
    if (there.isPresent()) {
      store.replace(slices, slice);
      return;
    }
    ObjectNode metadata = slice.putObject("metadata").put("namespace", namespace);
    metadata.put("name", name(service) + "-" + SensorPods.hex().substring(0, 5));
    metadata.putObject("labels").put(SERVICE, name(service));
    store.create(slices, Pods.owned(slice, service));
  }

  private static ArrayNode ports(ObjectNode service, ObjectNode pod) {
    ArrayNode ports = JsonNodeFactory.instance.arrayNode();
    for (JsonNode port : service.at("/spec/ports")) {
      ObjectNode entry = ports.addObject();
      if (port.has("name")) {
        entry.set("name", port.path("name"));
      }
      entry
          .put("port", PodFacts.targetPort(port, pod))
          .put("protocol", port.path("protocol").asString("TCP"));
    }
    return ports;
  }

  private static ObjectNode reference(ObjectNode pod) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", "Pod")
        .put("namespace", namespace(pod))
        .put("name", name(pod))
        .put("uid", World.uid(pod));
  }

  private static String name(ObjectNode object) {
    return object.path("metadata").path("name").asString("");
  }

  private static String namespace(ObjectNode object) {
    return object.path("metadata").path("namespace").asString("");
  }
}
