package salvor.collection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import salvor.cluster.AccountRights;
import salvor.cluster.Change;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.Exec;
import salvor.cluster.ExecRequest;
import salvor.cluster.LogLine;
import salvor.cluster.LogRequest;
import salvor.cluster.LogStream;
import salvor.cluster.ObjectKind;
import salvor.cluster.Permission;
import salvor.cluster.Trouble;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Where items come from: programs in the pod, logs, and the API. */
final class Source {
  /** Stands for a kind that the cluster does not know. */
  static final String NOT_SERVED = "not-served";

  /** Stands for the log of a toolbox of ours. */
  static final String OURS = "ours";

  /** Stands for what a program went on with for too long. */
  static final String TOO_LONG = "too-long";

  /** Stands for what would be of another pod. */
  static final String OTHER_POD = "other-pod";

  /** So many times as long as it may be silent, a program may take for all: lines are slow. */
  private static final int SLOW = 3;

  private static final int BUFFER = 1 << 16;

  /** RFC 1123, as names of pods are. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");

  private final Cluster cluster;
  private final Permission permission;
  private final CollectionPlan.OfPod pod;
  private final Duration patience;
  private final long maxSeconds;
  private final InstantSource clock;
  private final ClusterObjects known = new ClusterObjects();

  Source(
      Cluster cluster,
      Permission permission,
      CollectionPlan.OfPod pod,
      Duration patience,
      long maxSeconds,
      InstantSource clock) {
    this.cluster = cluster;
    this.permission = permission;
    this.pod = pod;
    this.patience = patience;
    this.maxSeconds = maxSeconds;
    this.clock = clock;
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
        case TOOLBOX_LOG -> Arrival.failed(null, OURS);
        case POD -> document(cluster.get(ObjectKind.PODS, pod.namespace(), pod.name()), intake);
        case OBJECTS -> objects(item, intake);
        case RIGHTS -> document(rights(), intake);
        case CHECKPOINT -> document(checkpoint(item.container()), intake);
      };
    } catch (ClusterFailure failure) {
      return Arrival.failed(failure.trouble(), "");
    }
  }

  private Arrival ran(Item item, String container, Intake intake, Progress progress)
      throws ClusterFailure, IOException {
    Duration silence = patience.plusSeconds(maxSeconds);
    Instant until = clock.instant().plus(silence.multipliedBy(SLOW));
    ExecRequest request =
        new ExecRequest(pod.namespace(), pod.name(), container, item.argv(), false);
    try (Exec exec = cluster.exec(request, permission, progress)) {
      progress.onCancel(exec::close);
      for (Exec.Piece piece; (piece = exec.next(silence)) != null; ) {
        if (piece.channel() == Exec.Channel.ERROR) {
          intake.hear(piece.bytes());
        } else if (!intake.take(piece.bytes())) {
          return Arrival.ended(false, "more-than-wanted", null);
        }
        if (clock.instant().isAfter(until)) { // whoever drips is never silent
          return Arrival.ended(false, TOO_LONG, null);
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

  private Arrival objects(Item item, Intake intake) throws ClusterFailure, IOException {
    ObjectKind kind = item.objects() == null ? ObjectKind.PODS : item.objects();
    Surrounding of =
        Surrounding.of(kind).orElse(new Surrounding(kind, "", Surrounding.Which.OF_NAMESPACE));
    try {
      return document(list(of), intake);
    } catch (ClusterFailure failure) {
      known.unseen(kind, failure.trouble());
      if (!isServed(kind, failure.trouble())) {
        return Arrival.failed(failure.trouble(), NOT_SERVED);
      }
      throw failure;
    }
  }

  /** Who may not see a kind is told so even where there is none; what is served anybody may ask. */
  private boolean isServed(ObjectKind kind, Trouble trouble) {
    try {
      return !(trouble instanceof Trouble.Missing || trouble instanceof Trouble.Forbidden)
          || cluster.serves(kind);
    } catch (ClusterFailure _) {
      return true; // nobody says that it is not: the first trouble is what is told
    }
  }

  private ObjectNode list(Surrounding of) throws ClusterFailure {
    ObjectKind kind = of.kind();
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    String version = (kind.group().isEmpty() ? "" : kind.group() + "/") + kind.version();
    list.put("apiVersion", "v1").put("kind", "List");
    List<JsonNode> taken = new ArrayList<>();
    cluster.each(
        kind,
        of.namespace(pod),
        object -> {
          if (of.takes(object, pod)) {
            taken.add(object);
            ObjectNode each = list.withArray("items").addObject();
            each.put("apiVersion", version).put("kind", of.name());
            each.setAll((ObjectNode) object);
          }
        });
    list.withArray("items");
    if (AccountFile.KINDS.contains(kind)) {
      known.listed(kind, taken);
    }
    return list;
  }

  /** From the very objects that were taken before. */
  private ObjectNode rights() throws ClusterFailure {
    return AccountFile.of(
        AccountRights.of(cluster.get(ObjectKind.PODS, pod.namespace(), pod.name()), known));
  }

  /**
   * Has the kubelet write one (KEP-2008, {@code POST /checkpoint/NAMESPACE/POD/CONTAINER}), which
   * says where it lies: on the node, from where no API gives it.
   */
  private JsonNode checkpoint(String container) throws ClusterFailure {
    List<String> path = List.of(pod.namespace(), pod.name(), container);
    if (!path.stream().allMatch(name -> NAME.matcher(name).matches())) {
      throw new ClusterFailure(new Trouble.Other("no names of Kubernetes: " + path));
    }
    return cluster.change(
        new Change.Post(
            ObjectKind.NODES,
            "",
            pod.node(),
            "proxy/checkpoint/" + String.join("/", path),
            JsonNodeFactory.instance.objectNode()),
        false,
        permission);
  }

  private static Arrival document(JsonNode document, Intake intake) throws IOException {
    boolean all = intake.take((document.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
    return Arrival.ended(all, all ? "" : "more-than-wanted", null);
  }
}
