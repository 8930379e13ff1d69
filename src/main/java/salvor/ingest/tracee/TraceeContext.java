package salvor.ingest.tracee;

import org.jspecify.annotations.Nullable;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.TimeText;
import salvor.ingest.Fields;
import salvor.workload.ImageDigest;
import salvor.workload.Location;
import tools.jackson.databind.JsonNode;

/** When, where and who, in the three generations. */
final class TraceeContext {
  private static final long SECOND = 1_000_000_000L;

  private TraceeContext() {}

  /** A number of nanoseconds or, in the third generation, seconds (as text) and nanoseconds. */
  static @Nullable ObservedTime time(JsonNode record) {
    JsonNode stamp = Fields.at(record, "timestamp");
    if (stamp == null || !stamp.isObject()) {
      return Fields.orWithoutZone(Fields.time(stamp), stamp);
    }
    Long seconds = Fields.number(stamp, "seconds");
    Long nanos = Fields.number(stamp, "nanos");
    if (seconds == null || seconds <= 0 || seconds > Long.MAX_VALUE / SECOND - 1) {
      return null;
    }
    long rest = nanos == null || nanos < 0 || nanos >= SECOND ? 0 : nanos;
    String original = stamp.size() <= 2 ? stamp.toString() : seconds + "." + rest;
    return TimeText.ofNanos(seconds * SECOND + rest)
        .map(t -> new ObservedTime(t.nanos(), original))
        .orElse(null);
  }

  /**
   * The host name is that of the process' own UTS namespace: inside a container it is the pod's, so
   * it names the node only for processes outside of containers.
   */
  static Location location(JsonNode record) {
    return TraceeFormat.isToday(record) ? today(Fields.at(record, "workload")) : before(record);
  }

  private static Location before(JsonNode record) {
    JsonNode container = Fields.at(record, "container");
    JsonNode kubernetes = Fields.at(record, "kubernetes");
    String flatId = Fields.text(record, "containerId");
    String id = Location.bareContainerId(flatId != null ? flatId : Fields.text(container, "id"));
    String flatImage = Fields.text(record, "containerImage");
    String image = flatImage != null ? flatImage : Fields.text(container, "image");
    String name = Fields.text(record, "containerName");
    String pod = either(record, kubernetes, "podName");
    return new Location(
        id == null && pod == null ? Fields.text(record, "hostName") : null,
        either(record, kubernetes, "podNamespace"),
        pod,
        either(record, kubernetes, "podUID"),
        name != null ? name : Fields.text(container, "name"),
        id,
        Fields.imageName(image),
        ImageDigest.in(Fields.text(container, "imageDigest"))
            .or(() -> ImageDigest.in(image))
            .orElse(null),
        null);
  }

  private static @Nullable String either(JsonNode flat, @Nullable JsonNode nested, String name) {
    String text = Fields.text(flat, name);
    return text != null ? text : Fields.text(nested, name);
  }

  private static Location today(@Nullable JsonNode workload) {
    JsonNode container = Fields.at(workload, "container");
    JsonNode k8s = Fields.at(workload, "k8s");
    JsonNode inside = Fields.at(k8s, "pod");
    JsonNode pod = inside != null ? inside : Fields.at(workload, "pod");
    String namespace = Fields.text(k8s, "namespace", "name");
    String image = Fields.text(container, "image", "name");
    JsonNode digests = Fields.at(container, "image", "repo_digests");
    String digest =
        digests != null && digests.isArray() && !digests.isEmpty()
            ? Fields.text(digests.get(0))
            : null;
    return new Location(
        null,
        namespace != null ? namespace : Fields.text(pod, "namespace"),
        Fields.text(pod, "name"),
        Fields.text(pod, "uid"),
        Fields.text(container, "name"),
        Location.bareContainerId(Fields.text(container, "id")),
        Fields.imageName(image),
        ImageDigest.in(digest).or(() -> ImageDigest.in(image)).orElse(null),
        null);
  }

  static ProcessInfo process(JsonNode record) {
    return TraceeFormat.isToday(record)
        ? todays(Fields.at(record, "workload", "process"))
        : befores(record);
  }

  private static ProcessInfo befores(JsonNode record) {
    String older = "hostProcessID";
    Integer parent = pid(record, "hostParentProcessId", "hostParentProcessID");
    String parentId = entity(record, "parentEntityId");
    Integer uid = Fields.uid(record, "userId");
    return new ProcessInfo(
        pid(record, "hostProcessId", older),
        pid(record, "processId", "processID"),
        entity(record, "processEntityId"),
        Fields.text(record, "executable", "path"),
        Fields.text(record, "processName"),
        null,
        null,
        uid != null ? uid : Fields.uid(record, "userID"),
        parent == null && parentId == null
            ? null
            : new ProcessInfo.Parent(parent, parentId, null, null, null));
  }

  private static @Nullable Integer pid(JsonNode record, String name, String older) {
    Integer pid = Fields.pid(record, name);
    return pid != null ? pid : Fields.pid(record, older);
  }

  /** Entity ids are hashes of the thread id and its start; 0 is none. */
  private static @Nullable String entity(JsonNode record, String name) {
    String id = Fields.text(record, name);
    return "0".equals(id) ? null : id;
  }

  private static ProcessInfo todays(@Nullable JsonNode process) {
    JsonNode ancestors = Fields.at(process, "ancestors");
    JsonNode parent =
        ancestors != null && ancestors.isArray() && !ancestors.isEmpty() ? ancestors.get(0) : null;
    Integer pid = wrappedPid(process, "host_pid");
    return new ProcessInfo(
        pid != null ? pid : wrappedPid(Fields.at(process, "thread"), "host_tid"),
        wrappedPid(process, "pid"),
        Fields.text(wrapped(process, "unique_id")),
        Fields.text(process, "executable", "path"),
        Fields.text(process, "thread", "name"),
        null,
        null,
        Fields.uid(wrapped(Fields.at(process, "real_user"), "id")),
        parent == null ? null : parentOf(parent));
  }

  private static ProcessInfo.@Nullable Parent parentOf(JsonNode parent) {
    Integer pid = wrappedPid(parent, "host_pid");
    String id = Fields.text(wrapped(parent, "unique_id"));
    String path = Fields.text(parent, "executable", "path");
    String name = Fields.text(parent, "thread", "name");
    return pid == null && id == null && path == null && name == null
        ? null
        : new ProcessInfo.Parent(pid, id, path, name, null);
  }

  /** Protobuf's wrapped numbers stand as themselves or inside {@code {"value": ...}}. */
  private static @Nullable JsonNode wrapped(@Nullable JsonNode node, String name) {
    JsonNode value = Fields.at(node, name);
    JsonNode inside = Fields.at(value, "value");
    return inside != null ? inside : value;
  }

  private static @Nullable Integer wrappedPid(@Nullable JsonNode node, String name) {
    return Fields.pid(wrapped(node, name));
  }
}
