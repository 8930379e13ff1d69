package salvor.ingest.gadget;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.ingest.Fields;
import salvor.workload.ImageDigest;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;

/**
 * What every gadget's event says beside its own subject: when, where, who, and whether it
 * succeeded.
 */
final class GadgetContext {
  /** What separates arguments: newer versions keep them apart by a space that does not break. */
  private static final char HARD_SPACE = '\u00a0';

  private GadgetContext() {}

  /**
   * The text is exact; the number beside it went through a floating point number in some versions.
   */
  static @Nullable ObservedTime time(JsonNode record) {
    ObservedTime time = Fields.time(record, "timestamp");
    return Fields.orWithoutZone(
        time != null ? time : Fields.time(record, "timestamp_raw"), record, "timestamp");
  }

  static Location location(JsonNode record) {
    JsonNode k8s = Fields.at(record, "k8s");
    JsonNode runtime = Fields.at(record, "runtime");
    JsonNode place = k8s != null ? k8s : record;
    String namespace = Fields.text(place, "namespace");
    String container = Fields.firstText(place, "containerName", "container");
    String image = Fields.text(runtime, "containerImageName");
    String owner = Fields.text(place, "owner", "name");
    return new Location(
        Fields.text(place, "node"),
        namespace,
        Fields.firstText(place, "podName", "pod"),
        Fields.text(place, "podUID"),
        container != null ? container : Fields.text(runtime, "containerName"),
        Location.bareContainerId(Fields.text(runtime, "containerId")),
        Fields.imageName(image),
        ImageDigest.in(Fields.text(runtime, "containerImageDigest"))
            .or(() -> ImageDigest.in(image))
            .orElse(null),
        namespace == null || owner == null
            ? null
            : new WorkloadRef(namespace, Fields.text(place, "owner", "kind"), owner));
  }

  static ProcessInfo process(JsonNode record) {
    JsonNode proc = Fields.at(record, "proc");
    JsonNode who = proc != null ? proc : record;
    String name = Fields.firstText(who, "comm", "task");
    Integer uid = Fields.uid(who, "creds", "uid");
    return new ProcessInfo(
        Fields.pid(who, "pid"),
        null,
        null,
        Fields.text(record, "exepath"),
        name != null ? name : Fields.text(record, "pcomm"),
        commandLine(Fields.at(record, "args")),
        Fields.text(record, "cwd"),
        uid != null ? uid : Fields.uid(who, "uid"),
        parent(record, who, name != null));
  }

  /**
   * {@code pcomm} is the parent's name beside a {@code comm}; in the first versions it is the
   * process' own.
   */
  private static ProcessInfo.@Nullable Parent parent(JsonNode record, JsonNode who, boolean named) {
    Integer pid = Fields.pid(who, "parent", "pid");
    String name = Fields.text(who, "parent", "comm");
    ProcessInfo.Parent parent =
        new ProcessInfo.Parent(
            pid != null ? pid : Fields.pid(who, "ppid"),
            null,
            Fields.text(record, "parent_exepath"),
            name == null && named ? Fields.text(record, "pcomm") : name,
            null);
    return parent.pid() == null && parent.executable() == null && parent.name() == null
        ? null
        : parent;
  }

  private static @Nullable String commandLine(@Nullable JsonNode args) {
    if (args == null || !args.isArray()) {
      String text = Fields.exact(args);
      return text == null ? null : text.replace(HARD_SPACE, '\0');
    }
    List<String> argv = Fields.texts(args);
    return argv.isEmpty() ? null : String.join("\0", argv);
  }

  /** What an event says of its end: an error by name or number, or the returned value. */
  static Outcome outcome(JsonNode record) {
    Long error = null;
    for (String member : new String[] {"error_raw", "err", "errno"}) {
      error = error == null ? Fields.number(record, member) : error;
    }
    String name = Fields.text(record, "error");
    Long returned = Fields.number(record, Fields.present(record, "retval") ? "retval" : "ret");
    if (name != null && (error == null || error != 0)) {
      return new Outcome(Outcome.Result.FAILED, name);
    }
    if (error != null && error != 0) {
      return Outcome.ofReturned(-Math.abs(error));
    }
    return returned != null
        ? Outcome.ofReturned(returned)
        : error != null ? Outcome.ofReturned(0) : Outcome.UNKNOWN;
  }

  static Set<Quality> quality(JsonNode record) {
    Set<Quality> quality = EnumSet.noneOf(Quality.class);
    if (Fields.isTrue(record, "upper_layer") || Fields.isTrue(record, "upperlayer")) {
      quality.add(Quality.EXE_UPPER_LAYER);
    }
    String args = Fields.exact(record, "args");
    if (args != null && args.indexOf(HARD_SPACE) < 0 && args.indexOf(' ') >= 0) {
      quality.add(Quality.LOSSY_ARGUMENTS);
    }
    String exe = Fields.text(record, "exepath");
    if (exe != null && (exe.startsWith("memfd:") || exe.startsWith("/memfd:"))) {
      quality.add(Quality.EXE_FROM_MEMFD);
    }
    return quality;
  }
}
