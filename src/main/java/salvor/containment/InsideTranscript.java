package salvor.containment;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A look from inside a pod, word for word.
 *
 * @param targets what was to be tried
 * @param answer how long each target had
 * @param runs what was run, and what it told
 */
public record InsideTranscript(
    Vantage container, List<ProbeTarget> targets, Duration answer, List<ToolboxRun> runs) {
  private static final int VERSION = 1;

  /** Copies the lists. */
  public InsideTranscript {
    targets = List.copyOf(targets);
    runs = List.copyOf(runs);
  }

  /** What was seen while nothing cut the pod off, by the last run of each kind. */
  public PodInspection.Before before() {
    ProbeRound round = null;
    SocketTable sockets = null;
    for (ToolboxRun run : runs) {
      if (isOf(run, "probe")) {
        round = PodInspection.round(run, answer);
      } else if (isOf(run, "sockets")) {
        sockets = PodInspection.table(run);
      }
    }
    if (round == null) {
      throw new IllegalArgumentException("nothing was tried in it");
    }
    return new PodInspection.Before(container.pod(), targets, round, sockets);
  }

  private static boolean isOf(ToolboxRun run, String command) {
    return run.argv().size() > 1 && run.argv().get(1).equals(command);
  }

  ObjectNode json() {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("version", VERSION);
    ChosenPod pod = container.pod();
    json.putObject("pod")
        .put("namespace", pod.namespace())
        .put("name", pod.name())
        .put("uid", pod.uid());
    json.put("container", container.container()).put("answerMs", answer.toMillis());
    ArrayNode tried = json.putArray("targets");
    for (ProbeTarget target : targets) {
      tried
          .addObject()
          .put("role", target.role().name())
          .put("word", target.word())
          .put("name", target.name())
          .put("ofNode", target.ofNode());
    }
    ArrayNode told = json.putArray("runs");
    for (ToolboxRun run : runs) {
      ObjectNode each = told.addObject();
      run.argv().forEach(each.putArray("argv")::add);
      each.put("sent", run.sent().toString()).put("answered", run.answered().toString());
      each.put("exit", run.exit()).put("trouble", run.trouble());
      each.put("out", run.out()).put("error", run.error());
    }
    return json;
  }

  /**
   * What was written.
   *
   * @throws IllegalArgumentException when it is none of a version that is known here
   */
  static InsideTranscript of(JsonNode json) {
    if (json.path("version").asInt(0) != VERSION) {
      throw new IllegalArgumentException("not of version " + VERSION);
    }
    JsonNode pod = json.path("pod");
    List<ProbeTarget> targets = new ArrayList<>();
    for (JsonNode each : json.path("targets")) {
      targets.add(
          new ProbeTarget(
              ProbeTarget.Role.valueOf(text(each, "role")),
              text(each, "word"),
              text(each, "name"),
              each.path("ofNode").asBoolean(false)));
    }
    List<ToolboxRun> runs = new ArrayList<>();
    json.path("runs").forEach(each -> runs.add(run(each)));
    return new InsideTranscript(
        new Vantage(
            new ChosenPod(text(pod, "namespace"), text(pod, "name"), text(pod, "uid")),
            text(json, "container")),
        targets,
        Duration.ofMillis(json.path("answerMs").asLong(0)),
        runs);
  }

  private static ToolboxRun run(JsonNode json) {
    return new ToolboxRun(
        json.path("argv").valueStream().map(each -> each.asString("")).toList(),
        time(text(json, "sent")),
        time(text(json, "answered")),
        text(json, "out"),
        text(json, "error"),
        exit(json.path("exit")),
        text(json, "trouble"));
  }

  private static @Nullable Integer exit(JsonNode exit) {
    return exit.isInt() ? exit.asInt() : null;
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException cause) {
      throw new IllegalArgumentException("no time: " + text, cause);
    }
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).asString("");
  }
}
