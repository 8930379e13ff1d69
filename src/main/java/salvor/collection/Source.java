package salvor.collection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Exec;
import salvor.cluster.ExecRequest;
import salvor.cluster.LogLine;
import salvor.cluster.LogRequest;
import salvor.cluster.LogStream;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.collection.Collection.Arrival;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where items come from: programs in the pod, logs, and the API. */
final class Source {
  private static final int BUFFER = 1 << 16;

  /** What an object of a list is called where the list does not say. */
  private static final Map<ObjectKind, String> KINDS =
      Map.ofEntries(
          Map.entry(ObjectKind.PODS, "Pod"),
          Map.entry(ObjectKind.EVENTS, "Event"),
          Map.entry(ObjectKind.REPLICA_SETS, "ReplicaSet"),
          Map.entry(ObjectKind.DEPLOYMENTS, "Deployment"),
          Map.entry(ObjectKind.STATEFUL_SETS, "StatefulSet"),
          Map.entry(ObjectKind.DAEMON_SETS, "DaemonSet"),
          Map.entry(ObjectKind.JOBS, "Job"),
          Map.entry(ObjectKind.CRON_JOBS, "CronJob"),
          Map.entry(ObjectKind.SERVICES, "Service"),
          Map.entry(ObjectKind.ENDPOINT_SLICES, "EndpointSlice"),
          Map.entry(ObjectKind.NETWORK_POLICIES, "NetworkPolicy"),
          Map.entry(ObjectKind.NODES, "Node"),
          Map.entry(ObjectKind.SERVICE_ACCOUNTS, "ServiceAccount"),
          Map.entry(ObjectKind.ROLES, "Role"),
          Map.entry(ObjectKind.ROLE_BINDINGS, "RoleBinding"),
          Map.entry(ObjectKind.CLUSTER_ROLES, "ClusterRole"),
          Map.entry(ObjectKind.CLUSTER_ROLE_BINDINGS, "ClusterRoleBinding"));

  private final Cluster cluster;
  private final Permission permission;
  private final CollectionPlan.OfPod pod;
  private final Duration patience;
  private final long maxSeconds;

  Source(
      Cluster cluster,
      Permission permission,
      CollectionPlan.OfPod pod,
      Duration patience,
      long maxSeconds) {
    this.cluster = cluster;
    this.permission = permission;
    this.pod = pod;
    this.patience = patience;
    this.maxSeconds = maxSeconds;
  }

  /**
   * Reads an item into a file.
   *
   * @param container in which its program runs
   * @throws IOException when the file cannot be written
   */
  Arrival read(Item item, String container, Intake intake, Progress progress) throws IOException {
    try {
      return switch (item.kind()) {
        case STATE, MEMORY, CAPTURE, COPY, OUTPUT -> ran(item, container, intake, progress);
        case LOG, PREVIOUS_LOG -> log(item, intake, progress);
        case POD -> document(cluster.get(ObjectKind.PODS, pod.namespace(), pod.name()), intake);
        case OBJECTS -> document(list(item), intake);
      };
    } catch (ClusterFailure failure) {
      return Arrival.failed(failure.trouble(), "");
    }
  }

  private Arrival ran(Item item, String container, Intake intake, Progress progress)
      throws ClusterFailure, IOException {
    Duration silence = patience.plusSeconds(maxSeconds);
    ExecRequest request =
        new ExecRequest(pod.namespace(), pod.name(), container, item.argv(), false);
    try (Exec exec = cluster.exec(request, permission)) {
      progress.onCancel(exec::close);
      for (Exec.Piece piece; (piece = exec.next(silence)) != null; ) {
        if (piece.channel() == Exec.Channel.ERROR) {
          intake.hear(piece.bytes());
        } else if (!intake.take(piece.bytes())) {
          return Arrival.ended(false, "more-than-wanted", null);
        }
      }
      return switch (exec.end()) {
        case Exec.End.Exited(int code) -> Arrival.ended(code == 0, intake.words(), code);
        case Exec.End.NotRun(String reason, String said) ->
            Arrival.ended(false, (reason + ": " + said).replaceFirst("^: ", ""), null);
        case Exec.End.Lost(String said) -> Arrival.ended(false, "lost " + said, null);
      };
    } finally {
      progress.onCancel(() -> {});
    }
  }

  private Arrival log(Item item, Intake intake, Progress progress)
      throws ClusterFailure, IOException {
    boolean before = item.kind() == Item.Kind.PREVIOUS_LOG;
    LogRequest request =
        new LogRequest(
            pod.namespace(), pod.name(), item.container(), false, before, true, null, -1);
    try (LogStream stream = cluster.logs(request)) {
      progress.onCancel(stream::close);
      java.io.ByteArrayOutputStream buffer = new java.io.ByteArrayOutputStream();
      for (LogLine line; (line = stream.next()) != null; ) {
        buffer.writeBytes(line.bytes());
        if (line.ends()) {
          buffer.write('\n');
        }
        if (buffer.size() > BUFFER) {
          if (!intake.take(buffer.toByteArray())) {
            return Arrival.ended(false, "more-than-wanted", null);
          }
          buffer.reset();
        }
      }
      boolean all = intake.take(buffer.toByteArray());
      return Arrival.ended(all, all ? "" : "more-than-wanted", null);
    } finally {
      progress.onCancel(() -> {});
    }
  }

  private ObjectNode list(Item item) throws ClusterFailure {
    ObjectKind kind = item.objects() == null ? ObjectKind.PODS : item.objects();
    boolean ofCluster =
        kind.equals(ObjectKind.NODES)
            || kind.equals(ObjectKind.CLUSTER_ROLES)
            || kind.equals(ObjectKind.CLUSTER_ROLE_BINDINGS);
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    String version = (kind.group().isEmpty() ? "" : kind.group() + "/") + kind.version();
    list.put("apiVersion", "v1").put("kind", "List");
    cluster.each(
        kind,
        ofCluster ? "" : pod.namespace(),
        object -> {
          if (isAbout(kind, object)) {
            ObjectNode each = list.withArray("items").addObject();
            each.put("apiVersion", version).put("kind", KINDS.getOrDefault(kind, ""));
            each.setAll((ObjectNode) object);
          }
        });
    list.withArray("items");
    return list;
  }

  /** Of events and nodes those of the pod alone; of all else what is in its namespace. */
  private boolean isAbout(ObjectKind kind, JsonNode object) {
    if (kind.equals(ObjectKind.EVENTS)) {
      return object.at("/involvedObject/uid").asString("").equals(pod.uid());
    }
    return !kind.equals(ObjectKind.NODES)
        || object.at("/metadata/name").asString("").equals(pod.node());
  }

  private static Arrival document(JsonNode document, Intake intake) throws IOException {
    boolean all = intake.take((document.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    return Arrival.ended(all, all ? "" : "more-than-wanted", null);
  }
}
