package salvor.training;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.training.Happening.OpenSocket;
import salvor.training.Happening.RunningProcess;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the toolbox's {@code collect} writes: {@code /proc} as far as its container may read it, and
 * files, in a tar (POSIX.1-1988, ustar).
 */
final class ToolboxArchive {
  private static final int BLOCK = 512;
  private static final int SELF = 90_001;
  private static final String FIRST = "/proc/1/";
  private final ByteArrayOutputStream tar = new ByteArrayOutputStream();
  private final StringBuilder errors = new StringBuilder();
  private final StringBuilder executables = new StringBuilder();
  private final Scene scene;
  private final String ownId;
  private final boolean traces;
  private final int user;
  private final long most;
  private final List<String> asked;
  private final @Nullable Instant changedSince;
  private int told;
  private int left;
  private String first = "";

  /**
   * Of a container.
   *
   * @param ownId the id of the container that the toolbox is in
   * @param traces whether it may look into processes of others
   * @param user as whom it runs
   * @param most how many bytes of the archive are wanted
   * @param asked files and folders that are asked for
   * @param changedSince since when what changed is told; null for since the container began
   */
  ToolboxArchive(
      Scene scene,
      String ownId,
      boolean traces,
      int user,
      long most,
      List<String> asked,
      @Nullable Instant changedSince) {
    this.asked = List.copyOf(asked);
    this.changedSince = changedSince;
    this.scene = scene;
    this.ownId = ownId;
    this.traces = traces;
    this.user = user;
    this.most = most;
  }

  /** Only what is asked for. */
  byte[] copied() {
    StringBuilder lines = new StringBuilder();
    ToolboxFiles files = new ToolboxFiles(scene);
    for (String path : asked) {
      List<ToolboxFiles.Told> found = files.asked(path);
      found.forEach(each -> file(each, lines));
      if (found.isEmpty()) {
        error("open", path, "ENOENT", "No such file or directory");
      }
    }
    if (!lines.isEmpty()) {
      file("collected/files.jsonl", text(lines.toString()));
    }
    file("collected/errors.jsonl", text(errors.toString()));
    end(0, false);
    return tar.toByteArray();
  }

  /** Everything. */
  byte[] bytes() {
    copy("/proc/stat");
    copy("/proc/uptime");
    scene.processes().forEach(this::process);
    self();
    scene.processes().stream()
        .findFirst()
        .ifPresent(one -> file("proc/" + one.number() + "/net/tcp", read(FIRST + "net/tcp", one)));
    scene.processes().forEach(this::executable);
    file("collected/executables.jsonl", text(executables.toString()));
    files();
    file("collected/errors.jsonl", text(errors.toString()));
    end(scene.processes().size(), true);
    return tar.toByteArray();
  }

  private byte[] read(String path, RunningProcess of) {
    return scene.read(path.replace(FIRST, "/proc/" + of.number() + "/")).orElse(new byte[0]);
  }

  private void copy(String path) {
    scene.read(path).ifPresent(bytes -> file(path.substring(1), bytes));
  }

  private void process(RunningProcess process) {
    String at = "proc/" + process.number() + "/";
    for (String part : List.of("stat", "status", "cmdline", "cgroup")) {
      copy("/" + at + part);
    }
    file(at + "auxv", auxv());
    if (!traces && process.uid() != user) {
      for (String part : List.of("exe", "fd", "environ")) {
        error("read", at + part, "EACCES", "Permission denied");
      }
      return;
    }
    copy("/" + at + "environ");
    file(at + "maps", text(new ToolboxMemory(scene, process).maps()));
    scene.link("/" + at + "exe").ifPresent(to -> link(at + "exe", to));
    link(at + "cwd", "/");
    link(at + "root", "/");
    link(at + "ns/net", "net:[4026532001]");
    int number = 3;
    for (OpenSocket socket : scene.sockets()) {
      Optional<RunningProcess> owner = scene.owner(socket);
      if (owner.isPresent() && owner.get().equals(process)) {
        link(at + "fd/" + number++, "socket:[" + Sockets4.inode(socket) + "]");
      }
    }
  }

  /** Whoever shares the processes of a container is seen there as well. */
  private void self() {
    String at = "proc/" + SELF + "/";
    file(at + "cmdline", text(Toolbox.PROGRAM + "\0collect\0"));
    file(at + "cgroup", text("0::/kubepods.slice/cri-containerd-" + ownId + ".scope\n"));
    file(
        at + "stat",
        text(SELF + " (salvor-toolbox) R 0 1 1 0 -1 0" + " 0".repeat(12) + " 1 0 0\n"));
    link(at + "exe", Toolbox.PROGRAM);
  }

  /** The length of a tick, by which the kernel counts when processes were started. */
  private static byte[] auxv() {
    return ByteBuffer.allocate(32)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(17)
        .putLong(100)
        .putLong(0)
        .putLong(0)
        .array();
  }

  private void executable(RunningProcess process) {
    String path = "/proc/" + process.number() + "/exe";
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("pid", process.number());
    Optional<byte[]> bytes = scene.read(path);
    if (bytes.isEmpty() || (!traces && process.uid() != user)) {
      line.putNull("deleted").putNull("size").put("error", "EACCES");
      error("hash", path.substring(1), "EACCES", "Permission denied");
    } else {
      String link = scene.link(path).orElse("");
      line.put("exe", link).put("deleted", link.endsWith(" (deleted)"));
      line.put("size", bytes.get().length).put("sha256", Commands.sha256(bytes.get()));
    }
    executables.append(line).append('\n');
  }

  private void files() {
    ToolboxFiles files = new ToolboxFiles(scene);
    Instant since = changedSince == null ? files.began() : changedSince;
    StringBuilder lines = new StringBuilder();
    files.unasked(since).forEach(each -> file(each, lines));
    asked.forEach(path -> files.asked(path).forEach(each -> file(each, lines)));
    if (!lines.isEmpty()) {
      file("collected/files.jsonl", text(lines.toString()));
    }
  }

  private void file(ToolboxFiles.Told told, StringBuilder lines) {
    if (told.kept()) {
      file("root" + told.path(), told.bytes());
    }
    lines.append(told.line());
  }

  private void error(String what, String path, String errno, String message) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("what", what).put("path", path);
    line.put("errno", errno).put("message", message);
    errors.append(line).append('\n');
    told++;
  }

  private void end(int processes, boolean changes) {
    ObjectNode end = JsonNodeFactory.instance.objectNode().put("complete", left == 0);
    end.putArray("truncated");
    if (left > 0) {
      end.withArray("truncated").add("max-bytes: " + left + " left out, the first " + first);
    }
    end.put("processes", processes).put("self", SELF);
    end.put("target", scene.processes().stream().findFirst().map(RunningProcess::number).orElse(1));
    if (changes) {
      Instant since = changedSince == null ? new ToolboxFiles(scene).began() : changedSince;
      end.put("changedSince", since.getEpochSecond());
    }
    end.put("entriesSeen", scene.under("/").size()).put("errors", told);
    end.put("accessTimesKept", true).put("seconds", 0);
    member("collected/end.json", '0', "", text(end + "\n"), Long.MAX_VALUE);
    tar.writeBytes(new byte[2 * BLOCK]);
  }

  private void file(String name, byte[] bytes) {
    member(name, '0', "", bytes, most);
  }

  private void link(String name, String target) {
    member(name, '2', target, new byte[0], most);
  }

  private void member(String name, char type, String target, byte[] bytes, long limit) {
    if (tar.size() + bytes.length + 2L * BLOCK > limit) {
      first = left++ == 0 ? name : first;
      return;
    }
    byte[] header = new byte[BLOCK];
    put(header, 0, name, 100);
    put(header, 100, "0000644\0", 8);
    put(header, 108, "0000000\0", 8);
    put(header, 116, "0000000\0", 8);
    put(header, 124, "%011o\0".formatted(bytes.length), 12);
    put(header, 136, "%011o\0".formatted(Math.max(0, scene.now().getEpochSecond())), 12);
    put(header, 148, "        ", 8);
    header[156] = (byte) type;
    put(header, 157, target, 100);
    put(header, 257, "ustar\00000", 8);
    int sum = 0;
    for (byte each : header) {
      sum += each & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum), 8);
    tar.writeBytes(header);
    tar.writeBytes(bytes);
    tar.writeBytes(new byte[(BLOCK - bytes.length % BLOCK) % BLOCK]);
  }

  private static void put(byte[] header, int at, String text, int room) {
    byte[] bytes = text(text);
    System.arraycopy(bytes, 0, header, at, Math.min(room, bytes.length));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
