package salvor.ingest.tetragon;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.ingest.Fields;
import salvor.workload.ImageDigest;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;

/** Tetragon's Process message: who, where, and what the sensor says of its own knowledge. */
final class TetragonProcess {
  private TetragonProcess() {}

  static ProcessInfo of(@Nullable JsonNode process, @Nullable JsonNode parent) {
    if (process == null) {
      return ProcessInfo.UNKNOWN;
    }
    return new ProcessInfo(
        Fields.pid(process, "pid"),
        Fields.pid(process, "pod", "container", "pid"),
        Fields.text(process, "exec_id"),
        Fields.text(process, "binary"),
        null,
        commandLine(process),
        Fields.text(process, "cwd"),
        Fields.uid(process, "uid"),
        parent(process, parent));
  }

  private static ProcessInfo.@Nullable Parent parent(JsonNode process, @Nullable JsonNode parent) {
    String stated = Fields.text(process, "parent_exec_id");
    String id = stated != null ? stated : Fields.text(parent, "exec_id");
    String binary = Fields.text(parent, "binary");
    Integer pid = Fields.pid(parent, "pid");
    return id == null && binary == null && pid == null
        ? null
        : new ProcessInfo.Parent(
            pid, id, binary, null, parent == null ? null : commandLine(parent));
  }

  /** Tetragon leaves argv[0] out: the binary stands for it. */
  private static @Nullable String commandLine(JsonNode process) {
    String binary = Fields.text(process, "binary");
    String arguments = Fields.exact(process, "arguments");
    return binary == null || arguments == null
        ? binary
        : binary + "\0" + String.join("\0", JoinedArguments.apart(arguments));
  }

  static Location location(JsonNode record, @Nullable JsonNode process) {
    JsonNode pod = Fields.at(process, "pod");
    JsonNode container = Fields.at(pod, "container");
    String namespace = Fields.text(pod, "namespace");
    String id = Location.bareContainerId(Fields.text(container, "id"));
    String image = Fields.text(container, "image", "name");
    ImageDigest digest =
        ImageDigest.in(Fields.text(container, "image", "id"))
            .or(() -> ImageDigest.in(image))
            .orElse(null);
    String workload = Fields.text(pod, "workload");
    return new Location(
        Fields.text(record, "node_name"),
        namespace,
        Fields.text(pod, "name"),
        Fields.text(pod, "uid"),
        Fields.text(container, "name"),
        id != null ? id : Location.bareContainerId(Fields.text(process, "docker")),
        Fields.imageName(image),
        digest,
        namespace == null || workload == null
            ? null
            : new WorkloadRef(namespace, Fields.text(pod, "workload_kind"), workload));
  }

  /**
   * Adds what flags and properties of the process say; the spelling of flags varies in case between
   * versions.
   */
  static void quality(@Nullable JsonNode process, Set<Quality> quality) {
    String flags = Fields.text(process, "flags");
    for (String flag :
        flags == null ? new String[0] : flags.toLowerCase(Locale.ROOT).split("\\s+")) {
      switch (flag) {
        case "truncargs", "truncfilename", "errorargs", "errorfilename", "errorcwd", "truncpath" ->
            quality.add(Quality.TRUNCATED);
        case "procfs", "taskwalk" -> quality.add(Quality.RUNNING_BEFORE_SENSOR);
        default -> {}
      }
    }
    if (Fields.present(process, "arguments")) {
      quality.add(Quality.LOSSY_ARGUMENTS);
    }
    Boolean inInitTree = Fields.truth(process, "in_init_tree");
    if (inInitTree != null) {
      quality.add(inInitTree ? Quality.IN_INIT_TREE : Quality.NOT_IN_INIT_TREE);
    }
    if (Fields.isTrue(process, "pod", "container", "maybe_exec_probe")) {
      quality.add(Quality.MAYBE_PROBE);
    }
    executable(process, quality);
  }

  /** An anonymous or unlinked file has no links left (Process.binary_properties.file). */
  private static void executable(@Nullable JsonNode process, Set<Quality> quality) {
    String binary = Fields.text(process, "binary");
    String file = Fields.text(process, "binary_properties", "file", "path");
    Long links = Fields.number(process, "binary_properties", "file", "inode", "links");
    if (inMemory(binary) || inMemory(file)) {
      quality.add(Quality.EXE_FROM_MEMFD);
    } else if ((links != null && links == 0) || (binary != null && binary.endsWith(" (deleted)"))) {
      quality.add(Quality.EXE_DELETED);
    }
  }

  private static boolean inMemory(@Nullable String path) {
    return path != null && (path.startsWith("memfd:") || path.startsWith("/memfd:"));
  }
}
