package salvor.ingest.kubescape;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.ingest.BriefText;
import salvor.ingest.Fields;
import salvor.ingest.OpenFlags;
import salvor.ingest.Sink;
import salvor.workload.ImageDigest;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;

/**
 * Reads the alerts of Kubescape's node agent.
 *
 * <p>What was done stands in the arguments, whatever the rule. Of the three times the one to the
 * nanosecond is the event's own; the outer one is to the second, and replays shift it. Of the two
 * digests the image's is that of the profiles; {@code imageDigest} is of another class and is not
 * taken for it.
 */
final class AlertReader {
  /**
   * System calls are counted by container: the process that such a record names is the container's
   * first, whoever made the call, the container runtime before it included.
   */
  private static final String COUNTED_BY_CONTAINER = "R0003";

  /** The rules about a program's start; not all of them write its arguments. */
  private static final Set<String> OF_STARTS = Set.of("R0001", "R1000", "R1001", "R1004", "R1005");

  private AlertReader() {}

  static void read(JsonNode record, RecordRef ref, Sink sink) {
    JsonNode base = Fields.at(record, "BaseRuntimeMetadata");
    String id = Fields.text(record, "RuleID");
    String name = Fields.text(base, "alertName");
    if (id == null && name == null) {
      sink.unreadable(ref, "Kubescape alert without a rule");
      return;
    }
    JsonNode arguments = Fields.at(base, "arguments");
    AlertProcess process = AlertProcess.of(record, base, arguments);
    Activity about = about(id == null ? "" : id, arguments);
    boolean counted =
        COUNTED_BY_CONTAINER.equals(id)
            && about instanceof Activity.KernelAction(var type, _, _)
            && type == Activity.KernelAction.Type.SYSCALL;
    Activity alert =
        new Activity.Alert(
            id == null || name == null ? String.valueOf(id == null ? name : id) : id + " " + name,
            Fields.text(base, "severity"),
            Fields.text(record, "message"),
            about);
    sink.observed(
        new Observation(
            time(record, base),
            location(record),
            counted ? ProcessInfo.UNKNOWN : process.info(),
            alert,
            counted ? Set.of() : process.quality(),
            ref));
  }

  private static @Nullable ObservedTime time(JsonNode record, @Nullable JsonNode base) {
    ObservedTime time = Fields.time(base, "timestamp");
    time = time != null ? time : Fields.time(record, "event", "timestamp");
    return Fields.orWithoutZone(
        time != null ? time : Fields.time(record, "time"), base, "timestamp");
  }

  private static Location location(JsonNode record) {
    JsonNode k8s = Fields.at(record, "RuntimeK8sDetails");
    String namespace = Fields.firstText(k8s, "podNamespace", "namespace");
    String image = Fields.text(k8s, "image");
    String workload = Fields.text(k8s, "workloadName");
    String owner = Fields.text(k8s, "workloadNamespace");
    String container = Fields.text(k8s, "containerID");
    return new Location(
        Fields.firstText(k8s, "nodeName", "hostName"),
        namespace,
        Fields.text(k8s, "podName"),
        Fields.text(k8s, "podUID"),
        Fields.text(k8s, "containerName"),
        Location.bareContainerId(
            container != null
                ? container
                : Fields.text(record, "RuntimeProcessDetails", "containerID")),
        Fields.imageName(image),
        ImageDigest.in(image).orElse(null),
        workload == null || (owner == null && namespace == null)
            ? null
            : new WorkloadRef(
                owner != null ? owner : String.valueOf(namespace),
                Fields.text(k8s, "workloadKind"),
                workload));
  }

  /** What the process did, null when the arguments do not tell. */
  private static @Nullable Activity about(String rule, @Nullable JsonNode arguments) {
    String path = Fields.exact(arguments, "path");
    String domain = Fields.text(arguments, "domain");
    String address = Fields.firstText(arguments, "ip", "dstIP");
    String call = Fields.text(arguments, "syscall");
    String capability = Fields.text(arguments, "capability");
    String link = Fields.exact(arguments, "newPath");
    if (Fields.present(arguments, "exec") || OF_STARTS.contains(rule)) {
      return new Activity.ProcessStarted();
    }
    if (path != null) {
      List<String> flags = Fields.texts(arguments, "flags");
      return OpenFlags.opened(path, flags.isEmpty() ? null : String.join("|", flags));
    }
    if (link != null) {
      return new Activity.FileWritten(link, "link " + Fields.exact(arguments, "oldPath"));
    }
    if (address != null) {
      return new Activity.ConnectionOpened(
          Endpoint.NONE,
          new Endpoint(address, port(arguments), domain),
          lower(Fields.firstText(arguments, "proto", "protocol")));
    }
    if (domain != null) {
      List<String> answers = Fields.texts(arguments, "addresses");
      return new Activity.NameLookedUp(
          domain, answers.isEmpty() ? null : String.join(" ", answers));
    }
    if (capability != null) {
      return new Activity.KernelAction(
          Activity.KernelAction.Type.CAPABILITY, Fields.capability(capability), call);
    }
    if (call != null) {
      return new Activity.KernelAction(Activity.KernelAction.Type.SYSCALL, call, null);
    }
    String operation = Fields.text(arguments, "operation");
    return operation == null
        ? null
        : new Activity.KernelAction(
            Activity.KernelAction.Type.HOOK, operation, BriefText.of(arguments));
  }

  private static int port(@Nullable JsonNode arguments) {
    int port = Fields.port(arguments, "port");
    return port != 0 ? port : Fields.port(arguments, "dstPort");
  }

  private static @Nullable String lower(@Nullable String protocol) {
    return protocol == null ? null : protocol.toLowerCase(Locale.ROOT);
  }
}
