package salvor.training;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
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
  private boolean cut;

  /**
   * Of a container.
   *
   * @param ownId the id of the container that the toolbox is in
   * @param traces whether it may look into processes of others
   * @param user as whom it runs
   * @param most how many bytes of the archive are wanted
   */
  ToolboxArchive(Scene scene, String ownId, boolean traces, int user, long most) {
    this.scene = scene;
    this.ownId = ownId;
    this.traces = traces;
    this.user = user;
    this.most = most;
  }

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
    end();
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
        error("read", at + part);
      }
      return;
    }
    copy("/" + at + "environ");
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
    Optional<byte[]> bytes = scene.read(path);
    if (bytes.isEmpty() || (!traces && process.uid() != user)) {
      return;
    }
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("pid", process.number());
    line.put("path", scene.link(path).orElse(""));
    line.put("deleted", scene.link(path).orElse("").endsWith(" (deleted)"));
    line.put("size", bytes.get().length).put("sha256", Commands.sha256(bytes.get()));
    executables.append(line).append('\n');
  }

  private void files() {
    StringBuilder lines = new StringBuilder();
    for (String path : scene.under("/")) {
      if (!path.startsWith("/proc/")) {
        byte[] bytes = scene.read(path).orElse(new byte[0]);
        ObjectNode line = JsonNodeFactory.instance.objectNode().put("path", path);
        line.put("type", "file").put("size", bytes.length).put("sha256", Commands.sha256(bytes));
        lines.append(line).append('\n');
      }
    }
    file("collected/files.jsonl", text(lines.toString()));
  }

  private void error(String what, String path) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("what", what).put("path", path);
    line.put("errno", "EACCES").put("message", "Permission denied");
    errors.append(line).append('\n');
  }

  private void end() {
    ObjectNode end = JsonNodeFactory.instance.objectNode().put("complete", !cut);
    end.putArray("truncated");
    if (cut) {
      end.withArray("truncated").add("the limit of bytes");
    }
    end.put("processes", scene.processes().size()).put("self", SELF).put("seconds", 0);
    cut = false;
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
      cut = true;
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
