package salvor.cluster;

import tools.jackson.databind.JsonNode;

/**
 * Ready, status and restarts of a pod as {@code kubectl get pods} tells them ({@code printPod} in
 * Kubernetes' printers), so that nobody has to compare two tools' words.
 */
record PodStatus(int ready, int total, String word, int restarts) {

  static PodStatus of(JsonNode pod) {
    Counting counting = new Counting(pod);
    boolean initializing = counting.initContainers();
    if (!initializing || counting.isTrue("Initialized")) {
      counting.containers();
    }
    boolean deleted = pod.path("metadata").has("deletionTimestamp");
    String phase = pod.at("/status/phase").asString("");
    if (deleted && pod.at("/status/reason").asString("").equals("NodeLost")) {
      counting.word = "Unknown";
    } else if (deleted && !phase.equals("Failed") && !phase.equals("Succeeded")) {
      counting.word = "Terminating";
    }
    return new PodStatus(counting.ready, counting.total, counting.word, counting.restarts);
  }

  static final class Counting {
    private final JsonNode pod;
    private String word;
    private int ready;
    private int total;
    private int restarts;
    private int sidecarRestarts;

    Counting(JsonNode pod) {
      this.pod = pod;
      this.word = pod.at("/status/reason").asString(pod.at("/status/phase").asString("Unknown"));
      if (pod.at("/status/conditions")
          .valueStream()
          .anyMatch(condition ->
              text(condition, "type").equals("PodScheduled")
                  && text(condition, "reason").equals("SchedulingGated"))) {
        word = "SchedulingGated";
      }
      total =
          pod.at("/spec/containers").size()
              + (int) pod.at("/spec/initContainers").valueStream().filter(Counting::stays).count();
    }

    /** An init container that is started again when it ends stays beside the others. */
    static boolean stays(JsonNode container) {
      return text(container, "restartPolicy").equals("Always");
    }

    boolean initContainers() {
      JsonNode specified = pod.at("/spec/initContainers");
      int number = 0;
      for (JsonNode status : pod.at("/status/initContainerStatuses")) {
        JsonNode terminated = status.at("/state/terminated");
        boolean sidecar =
            specified
                .valueStream()
                .anyMatch(c -> stays(c) && text(c, "name").equals(text(status, "name")));
        restarts += status.path("restartCount").asInt(0);
        sidecarRestarts += sidecar ? status.path("restartCount").asInt(0) : 0;
        if (sidecar && status.path("started").asBoolean(false)) {
          ready += status.path("ready").asBoolean(false) ? 1 : 0;
        } else if (!terminated.isObject() || terminated.path("exitCode").asInt(-1) != 0) {
          word = "Init:" + beginning(status, number, specified.size());
          return true;
        }
        number++;
      }
      return false;
    }

    private static String beginning(JsonNode status, int number, int all) {
      JsonNode terminated = status.at("/state/terminated");
      String waiting = status.at("/state/waiting/reason").asString("");
      if (terminated.isObject()) {
        return ending(terminated);
      }
      return waiting.isEmpty() || waiting.equals("PodInitializing") ? number + "/" + all : waiting;
    }

    private static String ending(JsonNode terminated) {
      String reason = text(terminated, "reason");
      int signal = terminated.path("signal").asInt(0);
      return !reason.isEmpty()
          ? reason
          : signal != 0 ? "Signal:" + signal : "ExitCode:" + terminated.path("exitCode").asInt(0);
    }

    void containers() {
      restarts = sidecarRestarts;
      boolean running = false;
      JsonNode statuses = pod.at("/status/containerStatuses");
      for (int i = statuses.size() - 1; i >= 0; i--) {
        JsonNode status = statuses.path(i);
        String waiting = status.at("/state/waiting/reason").asString("");
        restarts += status.path("restartCount").asInt(0);
        if (!waiting.isEmpty()) {
          word = waiting;
        } else if (status.at("/state/terminated").isObject()) {
          word = ending(status.at("/state/terminated"));
        } else if (status.path("ready").asBoolean(false)
            && status.at("/state/running").isObject()) {
          running = true;
          ready++;
        }
      }
      if (word.equals("Completed") && running) {
        word = isTrue("Ready") ? "Running" : "NotReady";
      }
    }

    boolean isTrue(String type) {
      return pod.at("/status/conditions")
          .valueStream()
          .anyMatch(c -> text(c, "type").equals(type) && text(c, "status").equals("True"));
    }

    private static String text(JsonNode of, String field) {
      return of.path(field).asString("");
    }
  }
}
