package salvor.training;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import salvor.training.Happening.OpenSocket;
import salvor.training.Happening.RunningProcess;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody inside of a container sees: its files, and {@code /proc} of the processes that run
 * in it now. Files hold what the recording tells of them; programs hold a stand-in.
 */
final class Scene {
  private static final int TICKS = 100;
  private final ObjectNode pod;
  private final World.Box box;
  private final Instant now;
  private final Instant boot;
  private final TreeMap<String, byte[]> files = new TreeMap<>();

  /**
   * @param box the container whose processes and files are seen
   * @param boot when the node was started
   */
  Scene(ObjectNode pod, World.Box box, Instant now, Instant boot) {
    this.pod = pod;
    this.box = box;
    this.now = now;
    this.boot = boot;
    put("/etc/hostname", host() + "\n");
    put("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65532:65532::/:/sbin/nologin\n");
    put("/etc/resolv.conf", "nameserver 10.96.0.10\n");
    for (RunningProcess process : box.processes.values()) {
      if (process.executable().startsWith("/") && !process.executable().startsWith("/proc")) {
        put(process.executable(), program(process.executable()));
      }
    }
    box.files.forEach(this::put);
    box.deleted.forEach(files::remove);
    put("/proc/stat", "cpu  0 0 0 0\nbtime " + boot.getEpochSecond() + "\n");
    put("/proc/uptime", (now.getEpochSecond() - boot.getEpochSecond()) + ".00 0.00\n");
    put("/proc/net/tcp", Sockets4.table(box.sockets));
    processes().forEach(this::process);
  }

  private void put(String path, String text) {
    files.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  static String program(String path) {
    return "\u007fELF practice stand-in for " + path + "\n";
  }

  private void process(RunningProcess process) {
    String at = "/proc/" + process.number() + "/";
    put(at + "cmdline", String.join("\0", process.arguments()) + "\0");
    put(at + "comm", process.name() + "\n");
    put(at + "environ", String.join("\0", environment()) + "\0");
    put(at + "exe", program(process.executable()));
    put(at + "cgroup", "0::/kubepods.slice/cri-containerd-" + box.id + ".scope\n");
    put(
        at + "stat",
        "%d (%s) S %d %d %d 0 -1 4194560 0 0 0 0 0 0 0 0 20 0 1 0 %d 0 0\n"
            .formatted(
                process.number(),
                process.name(),
                parent(process),
                process.number(),
                process.number(),
                ticks(process)));
    put(
        at + "status",
        "Name:\t%s\nState:\tS (sleeping)\nTgid:\t%d\nPid:\t%d\nPPid:\t%d\nUid:\t%4$d\t%4$d\t%4$d\t%4$d\n"
            .replace("%4$d", Integer.toString(process.uid()))
            .formatted(process.name(), process.number(), process.number(), parent(process)));
    put(at + "net/tcp", Sockets4.table(box.sockets));
  }

  private long ticks(RunningProcess process) {
    return (process.start().toEpochMilli() - boot.toEpochMilli()) * TICKS / 1000;
  }

  Instant now() {
    return now;
  }

  ObjectNode pod() {
    return pod;
  }

  World.Box box() {
    return box;
  }

  String host() {
    return pod.path("metadata").path("name").asString("");
  }

  /** The processes, by their numbers in the container. */
  List<RunningProcess> processes() {
    return box.processes.values().stream()
        .sorted(Comparator.comparingInt(RunningProcess::number))
        .toList();
  }

  int parent(RunningProcess process) {
    RunningProcess parent = box.processes.get(process.parent());
    return parent == null ? 0 : parent.number();
  }

  List<OpenSocket> sockets() {
    return List.copyOf(box.sockets);
  }

  Optional<RunningProcess> owner(OpenSocket socket) {
    return socket.state().equals("LISTEN") && socket.pid() == 0
        ? processes().stream().findFirst()
        : Optional.ofNullable(box.processes.get(socket.pid()));
  }

  List<String> environment() {
    List<String> environment = new ArrayList<>();
    environment.add("PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    environment.add("HOSTNAME=" + host());
    for (JsonNode container : pod.at("/spec/containers")) {
      if (container.path("name").asString("").equals(box.name)) {
        container
            .path("env")
            .forEach(variable ->
                environment.add(
                    variable.path("name").asString("")
                        + "="
                        + variable.path("value").asString("")));
      }
    }
    return environment;
  }

  Optional<byte[]> read(String path) {
    return Optional.ofNullable(files.get(inside(path)));
  }

  /** What {@code readlink} tells of a process's program; a deleted one says so. */
  Optional<String> link(String path) {
    String of = inside(path);
    return processes().stream()
        .filter(process -> of.equals("/proc/" + process.number() + "/exe"))
        .map(process ->
            process.executable() + (box.deleted.contains(process.executable()) ? " (deleted)" : ""))
        .findFirst();
  }

  /** The names in a folder; empty when it is none. */
  List<String> list(String path) {
    String folder = inside(path);
    String prefix = folder.endsWith("/") ? folder : folder + "/";
    return files.tailMap(prefix).keySet().stream()
        .takeWhile(file -> file.startsWith(prefix))
        .map(file -> file.substring(prefix.length()).split("/")[0])
        .distinct()
        .toList();
  }

  List<String> under(String path) {
    String prefix = path.endsWith("/") ? path : path + "/";
    return files.keySet().stream().filter(file -> file.startsWith(prefix)).toList();
  }

  /** {@code /proc/1/root} leads back to the container's own files. */
  private static String inside(String path) {
    String clean = path.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    return clean.replaceFirst("^/proc/\\d+/root(?=/|$)", "").isEmpty()
        ? "/"
        : clean.replaceFirst("^/proc/\\d+/root(?=/|$)", "");
  }
}
