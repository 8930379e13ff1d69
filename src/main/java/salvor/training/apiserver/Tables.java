package salvor.training.apiserver;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects as rows, with the columns that {@code kubectl get} prints ({@code meta.k8s.io/v1} {@code
 * Table}; columns of priority 1 are those of {@code -o wide}).
 */
final class Tables {
  private record Column(String name, int priority, Function<JsonNode, String> cell) {}

  private static Column column(String name, Function<JsonNode, String> cell) {
    return new Column(name, 0, cell);
  }

  private static Column wide(String name, Function<JsonNode, String> cell) {
    return new Column(name, 1, cell);
  }

  private static Function<JsonNode, String> at(String path) {
    return object -> text(object.at(path));
  }

  private static final Map<String, List<Column>> COLUMNS =
      Map.ofEntries(
          Map.entry(
              "pods",
              List.of(
                  column("Ready", PodWords::ready),
                  column("Status", PodWords::status),
                  column("Restarts", PodWords::restarts),
                  column("Age", Tables::age),
                  wide("IP", at("/status/podIP")),
                  wide("Node", at("/spec/nodeName")),
                  wide("Nominated Node", at("/status/nominatedNodeName")),
                  wide("Readiness Gates", object -> "<none>"))),
          Map.entry(
              "deployments",
              List.of(
                  column("Ready", ready("/status/readyReplicas", "/spec/replicas")),
                  column("Up-to-date", number("/status/updatedReplicas")),
                  column("Available", number("/status/availableReplicas")),
                  column("Age", Tables::age),
                  wide("Containers", containers("name")),
                  wide("Images", containers("image")),
                  wide("Selector", object -> selectorText(object.at("/spec/selector"))))),
          Map.entry(
              "replicasets",
              List.of(
                  column("Desired", number("/spec/replicas")),
                  column("Current", number("/status/replicas")),
                  column("Ready", number("/status/readyReplicas")),
                  column("Age", Tables::age),
                  wide("Containers", containers("name")),
                  wide("Images", containers("image")))),
          Map.entry(
              "statefulsets",
              List.of(
                  column("Ready", ready("/status/readyReplicas", "/spec/replicas")),
                  column("Age", Tables::age),
                  wide("Containers", containers("name")),
                  wide("Images", containers("image")))),
          Map.entry(
              "daemonsets",
              List.of(
                  column("Desired", number("/status/desiredNumberScheduled")),
                  column("Current", number("/status/currentNumberScheduled")),
                  column("Ready", number("/status/numberReady")),
                  column("Up-to-date", number("/status/updatedNumberScheduled")),
                  column("Available", number("/status/numberAvailable")),
                  column("Node Selector", object -> "<none>"),
                  column("Age", Tables::age),
                  wide("Containers", containers("name")),
                  wide("Images", containers("image")))),
          Map.entry(
              "jobs",
              List.of(
                  column("Status", PodWords::job),
                  column("Completions", ready("/status/succeeded", "/spec/completions")),
                  column("Age", Tables::age))),
          Map.entry(
              "cronjobs",
              List.of(
                  column("Schedule", at("/spec/schedule")),
                  column("Timezone", object -> "<none>"),
                  column(
                      "Suspend",
                      object -> object.at("/spec/suspend").asBoolean(false) ? "True" : "False"),
                  column("Active", object -> Integer.toString(object.at("/status/active").size())),
                  column("Age", Tables::age))),
          Map.entry(
              "services",
              List.of(
                  column("Type", at("/spec/type")),
                  column("Cluster-IP", at("/spec/clusterIP")),
                  column("External-IP", object -> "<none>"),
                  column("Port(s)", PodWords::ports),
                  column("Age", Tables::age))),
          Map.entry(
              "nodes",
              List.of(
                  column("Status", PodWords::node),
                  column("Roles", PodWords::roles),
                  column("Age", Tables::age),
                  column("Version", at("/status/nodeInfo/kubeletVersion")),
                  wide("Internal-IP", PodWords::internalIp),
                  wide("External-IP", object -> "<none>"),
                  wide("OS-Image", at("/status/nodeInfo/osImage")),
                  wide("Kernel-Version", at("/status/nodeInfo/kernelVersion")),
                  wide("Container-Runtime", at("/status/nodeInfo/containerRuntimeVersion")))),
          Map.entry(
              "namespaces",
              List.of(column("Status", at("/status/phase")), column("Age", Tables::age))),
          Map.entry(
              "networkpolicies",
              List.of(
                  column("Pod-Selector", object -> selectorText(object.at("/spec/podSelector"))),
                  column("Age", Tables::age))),
          Map.entry(
              "configmaps",
              List.of(
                  column("Data", object -> Integer.toString(object.path("data").size())),
                  column("Age", Tables::age))),
          Map.entry(
              "secrets",
              List.of(
                  column("Type", at("/type")),
                  column("Data", object -> Integer.toString(object.path("data").size())),
                  column("Age", Tables::age))),
          Map.entry(
              "endpointslices",
              List.of(column("AddressType", at("/addressType")), column("Age", Tables::age))),
          Map.entry(
              "events",
              List.of(
                  column("Last Seen", PodWords::lastSeen),
                  column("Type", at("/type")),
                  column("Reason", at("/reason")),
                  column("Object", PodWords::involved),
                  column("Message", at("/message")))));

  private static final List<Column> OTHERS =
      List.of(column("Created At", at("/metadata/creationTimestamp")));

  private Tables() {}

  static ObjectNode of(
      ApiResource resource, List<ObjectNode> objects, Instant now, String version) {
    ObjectNode table = JsonNodeFactory.instance.objectNode();
    table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    table.putObject("metadata").put("resourceVersion", version);
    List<Column> columns = COLUMNS.getOrDefault(resource.plural(), OTHERS);
    boolean named = !resource.plural().equals("events");
    ArrayNode definitions = table.putArray("columnDefinitions");
    if (named) {
      define(definitions, "Name", "name", 0);
    }
    columns.forEach(column -> define(definitions, column.name(), "", column.priority()));
    ArrayNode rows = table.putArray("rows");
    Clock clock = new Clock(now);
    for (ObjectNode object : objects) {
      ObjectNode row = rows.addObject();
      ArrayNode cells = row.putArray("cells");
      if (named) {
        cells.add(object.path("metadata").path("name").asString(""));
      }
      for (Column column : columns) {
        String cell = column.cell().apply(object);
        cells.add(cell.startsWith(AGO) ? clock.since(cell.substring(AGO.length())) : cell);
      }
      ObjectNode partial = row.putObject("object");
      partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
      partial.set("metadata", object.path("metadata"));
    }
    return table;
  }

  private static void define(ArrayNode columns, String name, String format, int priority) {
    columns
        .addObject()
        .put("name", name)
        .put("type", "string")
        .put("format", format)
        .put("description", name)
        .put("priority", priority);
  }

  /** Marks a cell that holds a time and is shown as how long ago that was. */
  static final String AGO = "\u0000";

  private record Clock(Instant now) {
    String since(String time) {
      if (time.isEmpty()) {
        return "<unknown>";
      }
      Duration age = Duration.between(Instant.parse(time), now);
      return age.isNegative() ? "0s" : words(age);
    }
  }

  /** As {@code k8s.io/apimachinery/pkg/util/duration.HumanDuration} words it. */
  static String words(Duration age) {
    long seconds = age.toSeconds();
    if (seconds < 120) {
      return seconds + "s";
    }
    long minutes = age.toMinutes();
    if (minutes < 10) {
      return minutes + "m" + rest(seconds % 60, "s");
    }
    if (minutes < 180) {
      return minutes + "m";
    }
    long hours = age.toHours();
    if (hours < 8) {
      return hours + "h" + rest(minutes % 60, "m");
    }
    if (hours < 48) {
      return hours + "h";
    }
    long days = age.toDays();
    return days < 8 ? days + "d" + rest(hours % 24, "h") : days + "d";
  }

  private static String rest(long number, String unit) {
    return number == 0 ? "" : number + unit;
  }

  private static String age(JsonNode object) {
    return AGO + object.path("metadata").path("creationTimestamp").asString("");
  }

  private static Function<JsonNode, String> number(String path) {
    return object -> Integer.toString(object.at(path).asInt(0));
  }

  private static Function<JsonNode, String> ready(String is, String wanted) {
    return object -> object.at(is).asInt(0) + "/" + object.at(wanted).asInt(1);
  }

  private static Function<JsonNode, String> containers(String field) {
    return object ->
        String.join(
            ",",
            object
                .at("/spec/template/spec/containers")
                .valueStream()
                .map(container -> container.path(field).asString(""))
                .toList());
  }

  static String selectorText(JsonNode selector) {
    String labels =
        String.join(
            ",",
            selector.path("matchLabels").properties().stream()
                .map(label -> label.getKey() + "=" + label.getValue().asString(""))
                .toList());
    return labels.isEmpty() ? "<none>" : labels;
  }

  private static String text(JsonNode node) {
    String text = node.asString("");
    return text.isEmpty() ? "<none>" : text;
  }
}
