package salvor.training;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import salvor.training.Happening.RunningProcess;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which files of a container the toolbox tells of and keeps, and since when they are there: those
 * that the kubelet writes since the container began, and what an attacker's process runs since its
 * first process began, at the latest. Of others no recording tells when they were written, and they
 * belong to the image.
 */
final class ToolboxFiles {
  private static final List<String> TEMPORARY = List.of("/tmp/", "/var/tmp/", "/dev/shm/");
  private static final List<String> OF_IMAGE =
      List.of("/bin/", "/sbin/", "/usr/", "/lib/", "/lib64/", "/app/", "/opt/");
  private final Scene scene;

  ToolboxFiles(Scene scene) {
    this.scene = scene;
  }

  /**
   * A file.
   *
   * @param why for what it is told, in the toolbox's word
   * @param since when it was written, as far as it is known
   * @param kept whether its content is
   */
  record Told(String path, String why, byte[] bytes, int user, Instant since, boolean kept) {
    /** A line of {@code files.jsonl}. */
    String line() {
      ObjectNode line = JsonNodeFactory.instance.objectNode().put("path", path).put("why", why);
      line.put("type", "file").put("mode", kept && user == 0 ? "0644" : "0755");
      line.put("uid", user).put("gid", user).put("size", bytes.length);
      String time = "%d.%09d".formatted(since.getEpochSecond(), since.getNano());
      line.put("sha256", Commands.sha256(bytes)).put("kept", kept);
      String told = line.toString(); // a number with all its digits
      return told.substring(0, told.length() - 1)
          + ",\"mtime\":"
          + time
          + ",\"ctime\":"
          + time
          + "}\n";
    }
  }

  /** What is told without being asked for. */
  List<Told> unasked(Instant changedSince) {
    List<Told> all = new ArrayList<>();
    for (String path : files()) {
      Instant since = since(path);
      if (path.startsWith("/etc/")) {
        all.add(told(path, "chosen", since, true));
      } else if (TEMPORARY.stream().anyMatch(path::startsWith)) {
        all.add(told(path, "temporary", since, true));
      } else if (OF_IMAGE.stream().noneMatch(path::startsWith) && !since.isBefore(changedSince)) {
        all.add(told(path, "changed", since, false));
      }
    }
    return all;
  }

  /** A file, or all of a folder, as it was asked for; nothing where it is not there. */
  List<Told> asked(String path) {
    String whole = path.startsWith("/") ? path : "/" + path;
    String folder = whole.endsWith("/") ? whole : whole + "/";
    return files().stream()
        .filter(file -> file.equals(whole) || file.startsWith(folder))
        .map(file -> told(file, "asked", since(file), true))
        .toList();
  }

  private List<String> files() {
    return scene.under("/").stream().filter(path -> !path.startsWith("/proc/")).toList();
  }

  private Told told(String path, String why, Instant since, boolean kept) {
    int user = first(path).map(RunningProcess::uid).orElse(0);
    return new Told(path, why, scene.read(path).orElse(new byte[0]), user, since, kept);
  }

  private Instant since(String path) {
    return first(path).map(RunningProcess::start).orElseGet(this::began);
  }

  /** The first process that runs it. */
  private Optional<RunningProcess> first(String path) {
    return scene.processes().stream()
        .filter(process -> process.executable().equals(path))
        .min(Comparator.comparing(RunningProcess::start));
  }

  /** When the container began. */
  Instant began() {
    try {
      return scene
          .pod()
          .at("/status/containerStatuses")
          .valueStream()
          .filter(status -> status.path("name").asString("").equals(scene.box().name))
          .map(status -> Instant.parse(status.at("/state/running/startedAt").asString("")))
          .findFirst()
          .orElse(scene.now());
    } catch (DateTimeException _) {
      return scene.now(); // no recording of ours says so
    }
  }
}
