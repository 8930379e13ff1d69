package salvor.training;

import java.time.Instant;
import java.util.UUID;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The objects of the sensor: the recording's Falco ran outside of the cluster; here it is a
 * DaemonSet, as its chart installs it.
 */
final class SensorPods {
  static final String NAMESPACE = "falco";
  static final String CONTAINER = "falco";
  static final String IMAGE = "docker.io/falcosecurity/falco:0.40.0";

  /** As a kubelet would tell it: of no real image, as none is pulled here. */
  static final String IMAGE_ID = "docker.io/falcosecurity/falco@sha256:" + "fa1c0040".repeat(8);

  private SensorPods() {}

  /** Stores namespace, DaemonSet and a pod on each node, as old as {@code since}. */
  static void add(ObjectStore store, ApiResources resources, Instant since) {
    ObjectNode namespace = object(NAMESPACE, "", since);
    namespace
        .withObject("metadata")
        .putObject("labels")
        .put("kubernetes.io/metadata.name", NAMESPACE);
    namespace.putObject("status").put("phase", "Active");
    store.create(resources.named("namespaces"), namespace);
    ObjectNode set = object("falco", NAMESPACE, since);
    ObjectNode spec = set.putObject("spec");
    spec.putObject("selector").set("matchLabels", labels());
    ObjectNode template = spec.putObject("template");
    template.putObject("metadata").set("labels", labels());
    template.set("spec", podSpec());
    int nodes = store.list(resources.named("nodes"), "").size();
    set.putObject("status")
        .put("desiredNumberScheduled", nodes)
        .put("currentNumberScheduled", nodes)
        .put("numberReady", nodes)
        .put("updatedNumberScheduled", nodes)
        .put("numberAvailable", nodes)
        .put("observedGeneration", 1);
    ObjectNode stored = store.create(resources.named("daemonsets"), set);
    for (ObjectNode node : store.list(resources.named("nodes"), "")) {
      store.create(resources.named("pods"), pod(stored, node, since));
    }
  }

  private static ObjectNode pod(ObjectNode set, ObjectNode node, Instant since) {
    String nodeName = node.path("metadata").path("name").asString("");
    ObjectNode pod = object("falco-" + nodeName, NAMESPACE, since);
    ObjectNode metadata = pod.withObject("metadata");
    metadata.set("labels", labels());
    metadata
        .withArray("ownerReferences")
        .addObject()
        .put("apiVersion", "apps/v1")
        .put("kind", "DaemonSet")
        .put("name", "falco")
        .put("uid", set.path("metadata").path("uid").asString(""))
        .put("controller", true);
    pod.set("spec", podSpec().put("nodeName", nodeName));
    ObjectNode status = pod.putObject("status").put("phase", "Running");
    status.put("hostIP", node.at("/status/addresses/0/address").asString(""));
    status.put("podIP", node.at("/status/addresses/0/address").asString(""));
    status.put("startTime", since.toString());
    status.withArray("conditions").addObject().put("type", "Ready").put("status", "True");
    ObjectNode container =
        status
            .withArray("containerStatuses")
            .addObject()
            .put("name", CONTAINER)
            .put("ready", true)
            .put("started", true)
            .put("restartCount", 0)
            .put("image", IMAGE)
            .put("imageID", IMAGE_ID)
            .put("containerID", "containerd://" + hex() + hex());
    container.putObject("state").putObject("running").put("startedAt", since.toString());
    return pod;
  }

  private static ObjectNode podSpec() {
    ObjectNode spec = JsonNodeFactory.instance.objectNode();
    spec.put("hostNetwork", true).put("restartPolicy", "Always");
    ObjectNode container = spec.withArray("containers").addObject();
    container.put("name", CONTAINER).put("image", IMAGE);
    container.withArray("args").add("/usr/bin/falco").add("-o").add("json_output=true");
    container.putObject("securityContext").put("privileged", true);
    return spec;
  }

  private static ObjectNode labels() {
    return JsonNodeFactory.instance.objectNode().put("app.kubernetes.io/name", "falco");
  }

  private static ObjectNode object(String name, String namespace, Instant since) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    ObjectNode metadata = object.putObject("metadata").put("name", name);
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    metadata.put("creationTimestamp", since.toString());
    return object;
  }

  static String hex() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
