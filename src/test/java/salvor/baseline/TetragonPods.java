package salvor.baseline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Tetragon asks the cluster of a container, from the recorded pods, in its own words. */
final class TetragonPods {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern OF_CRON_JOB = Pattern.compile("(.+)-\\d{8,10}");

  /** A container: the node it runs on and what stands in an event below {@code pod}. */
  record Container(String node, Map<String, Object> pod, @Nullable String started) {
    /** The same with the process id inside of it. */
    Map<String, Object> pod(int pid) {
      Map<String, Object> copy = new LinkedHashMap<>(pod);
      @SuppressWarnings("unchecked")
      Map<String, Object> inside = new LinkedHashMap<>((Map<String, Object>) pod.get("container"));
      inside.put("pid", pid);
      copy.put("container", inside);
      return copy;
    }
  }

  private final Map<String, Container> byId = new HashMap<>();

  TetragonPods(Path folder) throws IOException {
    for (String file : new String[] {"pods-before.json", "pods-after.json"}) {
      for (JsonNode pod : JSON.readTree(Files.readString(folder.resolve(file))).path("items")) {
        for (String kind : new String[] {"containerStatuses", "ephemeralContainerStatuses"}) {
          pod.path("status").path(kind).forEach(status -> add(pod, status));
        }
      }
    }
  }

  private void add(JsonNode pod, JsonNode status) {
    String id = status.path("containerID").asString("");
    JsonNode state = status.path("state");
    String started =
        state
            .path("running")
            .path("startedAt")
            .asString(state.path("terminated").path("startedAt").asString(""));
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("id", id);
    container.put("name", status.path("name").asString());
    container.put(
        "image",
        new LinkedHashMap<>(
            Map.of(
                "id", status.path("imageID").asString(), "name", status.path("image").asString())));
    if (!started.isEmpty()) {
      container.put("start_time", started);
    }
    JsonNode meta = pod.path("metadata");
    Map<String, Object> labels = new LinkedHashMap<>();
    meta.path("labels").properties().forEach(l -> labels.put(l.getKey(), l.getValue().asString()));
    JsonNode owner = meta.path("ownerReferences").path(0);
    String hash = "-" + meta.path("labels").path("pod-template-hash").asString("none");
    String name = meta.path("name").asString();
    byId.putIfAbsent(
        id.substring(id.indexOf("//") + 2),
        new Container(
            pod.path("spec").path("nodeName").asString(),
            pod(
                meta.path("namespace").asString(),
                name,
                container,
                labels,
                owner.path("kind").asString("Pod"),
                owner.isMissingNode() ? name : owner.path("name").asString().replace(hash, "")),
            started.isEmpty() ? null : started));
  }

  private static Map<String, Object> pod(
      String namespace,
      String name,
      Map<String, Object> container,
      Map<String, Object> labels,
      String kind,
      String workload) {
    Map<String, Object> pod = new LinkedHashMap<>();
    pod.put("namespace", namespace);
    pod.put("name", name);
    pod.put("container", container);
    pod.put("pod_labels", labels);
    Matcher job = OF_CRON_JOB.matcher(workload);
    boolean cron = kind.equals("Job") && job.matches();
    pod.put("workload", cron ? job.group(1) : workload);
    pod.put("workload_kind", cron ? "CronJob" : kind.equals("ReplicaSet") ? "Deployment" : kind);
    return pod;
  }

  /** The container of a Falco record; one that was gone at both looks is told by the record. */
  Container of(JsonNode fields) {
    String id = fields.path("container.full_id").asString("");
    return byId.computeIfAbsent(
        id,
        _ -> {
          String image = fields.path("container.image.repository").asString("");
          String name = fields.path("k8s.pod.name").asString("");
          Map<String, Object> container = new LinkedHashMap<>();
          container.put("id", "containerd://" + id);
          container.put("name", fields.path("container.name").asString(""));
          container.put(
              "image",
              new LinkedHashMap<>(
                  Map.of(
                      "id",
                      image + "@" + fields.path("container.image.digest").asString(""),
                      "name",
                      image + ":" + fields.path("container.image.tag").asString(""))));
          boolean job = name.startsWith("report-");
          return new Container(
              fields.path("k8s.pod.ip").asString("").startsWith("10.244.0.") ? "node1" : "node2",
              pod(
                  fields.path("k8s.ns.name").asString(""),
                  name,
                  container,
                  new LinkedHashMap<>(),
                  job ? "Job" : "Pod",
                  job ? name.substring(0, name.lastIndexOf('-')) : name),
              null);
        });
  }
}
