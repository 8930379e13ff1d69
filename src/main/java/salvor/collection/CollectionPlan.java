package salvor.collection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.collection.Item.Kind;
import tools.jackson.databind.JsonNode;

/**
 * What will be taken from pods, in which order and by which way, what it leaves behind, and what
 * may not be done.
 *
 * @param missing rights that are needed and not given, or not known
 */
public record CollectionPlan(CollectionWish wish, List<OfPod> pods, List<Right> missing) {
  /** What is asked of an image's own programs where no toolbox can be brought in: no shell. */
  private static final Map<String, List<String>> OWN =
      Map.of(
          "exec/ps.txt", List.of("ps", "-ef"),
          "exec/proc/net/tcp", List.of("cat", "/proc/net/tcp"),
          "exec/proc/net/tcp6", List.of("cat", "/proc/net/tcp6"),
          "exec/proc/stat", List.of("cat", "/proc/stat"),
          "exec/proc/uptime", List.of("cat", "/proc/uptime"));

  /**
   * One pod.
   *
   * @param targets the containers that are looked into, each from one of ours
   * @param items in the order in which they are taken
   * @param tried what the dry runs said, container by container; what was not asked is planned as
   *     if it were let
   * @param footprint what stays behind
   */
  public record OfPod(
      String namespace,
      String name,
      String uid,
      String node,
      List<String> targets,
      List<Item> items,
      Map<String, List<Attempt>> tried,
      List<String> footprint) {
    /** Copies the collections. */
    public OfPod {
      targets = List.copyOf(targets);
      items = List.copyOf(items);
      tried = Map.copyOf(tried);
      footprint = List.copyOf(footprint);
    }

    /** Whether the cluster was asked, for each container, whether the toolbox may come in. */
    public boolean isAsked() {
      return tried.keySet().containsAll(targets);
    }

    /** Whether the toolbox gets into a container, as far as a dry run tells. */
    public boolean isReached(String container) {
      return tried.getOrDefault(container, List.of()).stream().anyMatch(Attempt::isUsable);
    }
  }

  /** Copies the lists. */
  public CollectionPlan {
    pods = List.copyOf(pods);
    missing = List.copyOf(missing);
  }

  /** Of pods, by what the dry runs said of their containers and what may be done. */
  public static CollectionPlan of(
      CollectionWish wish, Map<JsonNode, Map<String, List<Attempt>>> pods, Rights rights) {
    return new CollectionPlan(
        wish,
        pods.entrySet().stream().map(pod -> pod(wish, pod.getKey(), pod.getValue())).toList(),
        wish.rights().stream()
            .filter(right -> right != Right.ATTACH_GET && right != Right.ATTACH_CREATE)
            .filter(right -> !rights.allows(right))
            .toList());
  }

  /** The containers of a pod that run and are looked into: one where they share their processes. */
  public static List<String> targets(JsonNode pod) {
    List<String> running = running(pod);
    return pod.at("/spec/shareProcessNamespace").asBoolean(false) && !running.isEmpty()
        ? running.subList(0, 1)
        : running;
  }

  private static List<String> running(JsonNode pod) {
    return pod.at("/status/containerStatuses")
        .valueStream()
        .filter(status -> status.at("/state").has("running"))
        .map(status -> status.path("name").asString(""))
        .toList();
  }

  private static OfPod pod(CollectionWish wish, JsonNode pod, Map<String, List<Attempt>> tried) {
    List<String> targets = targets(pod);
    List<Item> items = new ArrayList<>();
    List<String> footprint = new ArrayList<>();
    for (String target : targets) {
      List<Attempt> asked = tried.get(target);
      boolean reached = asked == null || asked.stream().anyMatch(Attempt::isUsable);
      items.addAll(reached ? toolbox(wish, target, items.isEmpty()) : own(target));
      if (reached) {
        footprint.add("ephemeral container in " + name(pod) + " beside " + target);
      }
    }
    if (!footprint.isEmpty()) {
      footprint.add(
          "image " + wish.image().reference() + " on " + pod.at("/spec/nodeName").asString(""));
    }
    items.addAll(logs(wish, pod));
    items.add(Item.told(Kind.POD, "", "objects/pod.json"));
    Surrounding.ALL.forEach(kind -> items.add(Item.list(kind)));
    items.add(Item.told(Kind.RIGHTS, "", "objects/account-rights.json"));
    if (wish.checkpoint()) { // last of all, as it can end what it is of
      for (String target : running(pod)) {
        items.add(Item.told(Kind.CHECKPOINT, target, "checkpoint/" + target + ".json"));
        footprint.add(
            "checkpoint of "
                + target
                + " in /var/lib/kubelet/checkpoints on "
                + pod.at("/spec/nodeName").asString(""));
      }
    }
    return new OfPod(
        pod.at("/metadata/namespace").asString(""),
        pod.at("/metadata/name").asString(""),
        pod.at("/metadata/uid").asString(""),
        pod.at("/spec/nodeName").asString(""),
        targets,
        items,
        tried,
        footprint);
  }

  private static String name(JsonNode pod) {
    return pod.at("/metadata/namespace").asString("") + "/" + pod.at("/metadata/name").asString("");
  }

  /** The most volatile first; packets are the pod's, whatever its containers. */
  private static List<Item> toolbox(CollectionWish wish, String target, boolean first) {
    List<Item> items = new ArrayList<>();
    String bytes = Long.toString(wish.maxBytes());
    String seconds = Long.toString(wish.maxSeconds());
    items.add(
        program(Kind.STATE, target, "state/" + target + ".tar", collect(wish, bytes, seconds)));
    for (CollectionWish.Memory memory : wish.memory()) {
      items.add(
          program(
              Kind.MEMORY,
              target,
              "memory/" + target + "-" + memory.pid() + "-" + memory.range() + ".bin",
              List.of(
                  "memory", "--max-bytes", bytes, Integer.toString(memory.pid()), memory.range())));
    }
    if (wish.captureSeconds() > 0 && first) {
      items.add(
          program(
              Kind.CAPTURE,
              target,
              "capture.pcap",
              List.of(
                  "capture",
                  "--max-bytes",
                  bytes,
                  "--max-seconds",
                  Long.toString(wish.captureSeconds()))));
    }
    if (!wish.paths().isEmpty()) {
      List<String> argv = new ArrayList<>(List.of("copy", "--max-bytes", bytes));
      argv.addAll(List.of("--max-seconds", seconds));
      argv.addAll(wish.paths());
      items.add(program(Kind.COPY, target, "files/" + target + ".tar", argv));
    }
    return items;
  }

  private static List<String> collect(CollectionWish wish, String bytes, String seconds) {
    List<String> argv = new ArrayList<>(List.of("collect", "--max-bytes", bytes));
    argv.addAll(List.of("--max-seconds", seconds));
    Instant since = wish.changedSince();
    if (since != null) {
      argv.addAll(List.of("--changed-since", Long.toString(since.getEpochSecond())));
    }
    return argv;
  }

  private static Item program(Kind kind, String target, String file, List<String> argv) {
    List<String> whole = new ArrayList<>(List.of(DebugContainer.PROGRAM));
    whole.addAll(argv);
    return Item.program(kind, target, file, whole);
  }

  /** What is asked of the image itself. */
  static List<Item> own(String target) {
    return OWN.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(each ->
            Item.program(Kind.OUTPUT, target, target + "/" + each.getKey(), each.getValue()))
        .toList();
  }

  /** Where must-gather puts them: no container's name can be taken for another's. */
  private static List<Item> logs(CollectionWish wish, JsonNode pod) {
    String folder =
        "namespaces/"
            + pod.at("/metadata/namespace").asString("")
            + "/pods/"
            + pod.at("/metadata/name").asString("")
            + "/";
    return Stream.of("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses")
        .flatMap(list -> pod.path("status").path(list).valueStream())
        .flatMap(status -> {
          String name = status.path("name").asString("");
          String logs = folder + name + "/logs/";
          if (ToolboxContainer.isOurs(pod, name, wish.image())) {
            return Stream.of(Item.told(Kind.TOOLBOX_LOG, name, logs + "current.log"));
          }
          Item now = Item.told(Kind.LOG, name, logs + "current.log");
          return status.path("restartCount").asInt(0) == 0
              ? Stream.of(now)
              : Stream.of(Item.told(Kind.PREVIOUS_LOG, name, logs + "previous.log"), now);
        })
        .toList();
  }
}
