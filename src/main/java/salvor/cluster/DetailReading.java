package salvor.cluster;

import static salvor.cluster.PodReading.text;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import salvor.cluster.PodDetail.Condition;
import salvor.cluster.PodDetail.Container;
import salvor.cluster.PodDetail.Mount;
import salvor.cluster.PodDetail.Origin;
import salvor.cluster.PodDetail.Run;
import salvor.cluster.PodDetail.Variable;
import salvor.cluster.PodDetail.Volume;
import tools.jackson.databind.JsonNode;

/** Reads the parts of a pod object that its page shows. */
final class DetailReading {
  private DetailReading() {}

  static List<Container> containers(JsonNode pod) {
    List<Container> all = new ArrayList<>();
    add(pod, "initContainers", "initContainerStatuses", LiveContainer.Role.INIT, all);
    add(pod, "containers", "containerStatuses", LiveContainer.Role.ORDINARY, all);
    add(
        pod,
        "ephemeralContainers",
        "ephemeralContainerStatuses",
        LiveContainer.Role.EPHEMERAL,
        all);
    return all;
  }

  private static void add(
      JsonNode pod, String specs, String statuses, LiveContainer.Role role, List<Container> all) {
    for (JsonNode spec : pod.path("spec").path(specs)) {
      JsonNode status =
          pod.path("status")
              .path(statuses)
              .valueStream()
              .filter(each -> text(each, "name").equals(text(spec, "name")))
              .findFirst()
              .orElse(spec.path("no status"));
      boolean stays = role == LiveContainer.Role.INIT && PodStatus.Counting.stays(spec);
      all.add(container(spec, status, stays ? LiveContainer.Role.SIDECAR : role));
    }
  }

  private static Container container(JsonNode spec, JsonNode status, LiveContainer.Role role) {
    JsonNode before = status.path("lastState");
    return new Container(
        role,
        text(spec, "name"),
        text(spec, "image"),
        text(status, "imageID"),
        status.path("ready").asBoolean(false),
        status.path("restartCount").asInt(0),
        run(status.path("state")),
        before.isEmpty() ? null : run(before),
        Secrets.words(
            Stream.concat(spec.path("command").valueStream(), spec.path("args").valueStream())
                .map(word -> word.asString(""))
                .toList()),
        spec.path("ports").valueStream().map(DetailReading::port).toList(),
        environment(spec),
        spec.path("volumeMounts")
            .valueStream()
            .map(mount ->
                new Mount(
                    text(mount, "name"),
                    text(mount, "mountPath"),
                    mount.path("readOnly").asBoolean(false)))
            .toList());
  }

  private static String port(JsonNode port) {
    String name = text(port, "name");
    return port.path("containerPort").asInt(0)
        + "/"
        + port.path("protocol").asString("TCP")
        + (name.isEmpty() ? "" : " (" + name + ")");
  }

  private static Run run(JsonNode state) {
    for (LiveContainer.State each : LiveContainer.State.values()) {
      JsonNode of = state.path(each.name().toLowerCase(java.util.Locale.ROOT));
      if (of.isObject()) {
        return new Run(
            each,
            text(of, "reason"),
            text(of, "message"),
            time(of, "startedAt"),
            time(of, "finishedAt"),
            of.has("exitCode") ? of.path("exitCode").asInt(0) : null,
            of.has("signal") ? of.path("signal").asInt(0) : null);
      }
    }
    return new Run(LiveContainer.State.UNKNOWN, "", "", null, null, null, null);
  }

  static @Nullable Instant time(JsonNode of, String field) {
    return PodReading.time(text(of, field));
  }

  private static List<Variable> environment(JsonNode container) {
    List<Variable> all = new ArrayList<>();
    for (JsonNode from : container.path("envFrom")) {
      String prefix = text(from, "prefix");
      boolean secret = from.has("secretRef");
      String of = from.at(secret ? "/secretRef/name" : "/configMapRef/name").asString("");
      all.add(
          new Variable(prefix + "*", secret ? Origin.ALL_OF_SECRET : Origin.ALL_OF_CONFIG_MAP, of));
    }
    container.path("env").forEach(variable -> all.add(variable(variable)));
    return all;
  }

  private static Variable variable(JsonNode variable) {
    String name = text(variable, "name");
    JsonNode from = variable.path("valueFrom");
    if (from.has("secretKeyRef") || from.has("configMapKeyRef")) {
      boolean secret = from.has("secretKeyRef");
      JsonNode key = from.path(secret ? "secretKeyRef" : "configMapKeyRef");
      return new Variable(
          name,
          secret ? Origin.SECRET : Origin.CONFIG_MAP,
          text(key, "name") + " / " + text(key, "key"));
    }
    if (from.isObject()) {
      JsonNode field = from.at("/fieldRef/fieldPath");
      return new Variable(
          name, Origin.FIELD, field.asString(from.at("/resourceFieldRef/resource").asString("")));
    }
    return new Variable(name, Origin.PLAIN, Secrets.masked(name, text(variable, "value")));
  }

  static List<Volume> volumes(JsonNode pod) {
    List<Volume> all = new ArrayList<>();
    for (JsonNode volume : pod.at("/spec/volumes")) {
      for (var field : volume.properties()) {
        if (field.getValue().isObject()) {
          all.add(new Volume(text(volume, "name"), field.getKey(), what(field.getValue())));
        }
      }
    }
    return all;
  }

  private static String what(JsonNode source) {
    for (String field :
        List.of("path", "claimName", "secretName", "name", "driver", "server", "medium")) {
      if (!text(source, field).isEmpty()) {
        return text(source, field);
      }
    }
    List<String> parts = new ArrayList<>();
    for (JsonNode each : source.path("sources")) {
      for (var field : each.properties()) {
        String name = text(field.getValue(), "name");
        parts.add(field.getKey() + (name.isEmpty() ? "" : " " + name));
      }
    }
    return String.join(", ", parts);
  }

  static List<Condition> conditions(JsonNode pod) {
    return pod.at("/status/conditions")
        .valueStream()
        .map(condition ->
            new Condition(
                text(condition, "type"),
                text(condition, "status"),
                text(condition, "reason"),
                text(condition, "message"),
                time(condition, "lastTransitionTime")))
        .sorted(
            Comparator.comparing(
                Condition::since, Comparator.nullsFirst(Comparator.naturalOrder())))
        .toList();
  }
}
