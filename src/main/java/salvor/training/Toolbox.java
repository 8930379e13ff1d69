package salvor.training;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.training.Happening.OpenSocket;
import salvor.training.Happening.RunningProcess;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The forensic toolbox of an ephemeral container, as {@code packaging/toolbox} has it. */
final class Toolbox {
  /** Where the toolbox is in its image, which holds nothing else. */
  static final String PROGRAM = "/salvor-toolbox";

  private static final int WRONG_USE = 2;
  private static final int NOT_PERMITTED = 3;
  private static final int NOT_THERE = 4;
  private static final int PER_SECOND = 120;
  private static final Duration PROBING = Duration.ofSeconds(2);

  /** What comes of trying to connect. */
  enum Reply {
    /** Somebody answers. */
    ANSWERS,
    /** It is let through, and nobody listens there. */
    REFUSES,
    /** It is not let through, or nobody is there. */
    SILENT
  }

  /** Ways out of the container beyond reading. */
  interface Surroundings {
    /** What comes of a new connection of the pod to an address. */
    Reply reply(String host, int port);

    /** The sockets of the pod's network. */
    List<OpenSocket> sockets();

    /** The id of the container that the toolbox is in. */
    String ownId();

    /** Whether it may look into processes of others. */
    boolean traces();

    /** Whether it may take packets. */
    boolean captures();

    /** As whom it runs. */
    int user();

    /** Ends connections to an address, of any port where it is 0; empty without the right to. */
    Optional<List<OpenSocket>> end(String host, int port);
  }

  private final Scene scene;
  private final Surroundings around;

  Toolbox(Scene scene, Surroundings around) {
    this.scene = scene;
    this.around = around;
  }

  /** Whether an image is the toolbox's, by its name. */
  static boolean isIn(String image) {
    return image.replaceAll("[:@][^/]*$", "").matches("(.*/)?salvor-toolbox");
  }

  /** Runs a command of it. */
  Commands.Outcome run(List<String> words) {
    List<String> rest = words.subList(Math.min(2, words.size()), words.size());
    return switch (words.size() < 2 ? "" : words.get(1)) {
      case "version" -> Commands.Outcome.of("{\"toolbox\":\"salvor\",\"version\":\"1\"}\n");
      case "sockets" -> sockets();
      case "probe" -> probe(rest);
      case "kill" -> kill(rest);
      case "collect" -> collect(rest);
      case "copy" -> copy(rest);
      case "memory" -> memory(rest);
      case "capture" -> capture(rest);
      default -> wrongUse("no such command");
    };
  }

  static Commands.Outcome wrongUse(String what) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    return Commands.Outcome.failed(
        WRONG_USE, line.put("error", "wrong-use").put("what", what) + "\n");
  }

  private Commands.Outcome sockets() {
    StringBuilder lines = new StringBuilder();
    for (OpenSocket socket : around.sockets()) {
      boolean moves = state(socket).equals("ESTABLISHED");
      long bytes =
          Math.max(
              0, Duration.between(socket.opened(), scene.now()).toMillis() * PER_SECOND / 1000);
      ObjectNode line = ends(socket).put("state", state(socket));
      line.put("inode", Sockets4.inode(socket));
      line.put("uid", scene.owner(socket).map(RunningProcess::uid).orElse(0));
      amount(line, "sent", moves ? bytes : null);
      amount(line, "received", moves ? bytes / 2 : null);
      lines.append(line).append('\n');
    }
    return Commands.Outcome.of(lines.toString());
  }

  /** The options before the rest, each with a value. */
  private static Map<String, String> options(List<String> words) {
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i + 1 < words.size() && words.get(i).startsWith("--"); i += 2) {
      options.put(words.get(i), words.get(i + 1));
    }
    return options;
  }

  private static long number(Map<String, String> options, String name, long otherwise) {
    String text = options.getOrDefault(name, "");
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
  }

  private ToolboxArchive archive(Map<String, String> options, List<String> paths) {
    long since = number(options, "--changed-since", -1);
    return new ToolboxArchive(
        scene,
        around.ownId(),
        around.traces(),
        around.user(),
        number(options, "--max-bytes", Long.MAX_VALUE),
        paths,
        since < 0 ? null : Instant.ofEpochSecond(since));
  }

  private Commands.Outcome collect(List<String> words) {
    List<String> paths = new ArrayList<>();
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).equals("--path")) {
        paths.add(words.get(i + 1));
      }
    }
    List<String> rest = words.stream().filter(word -> !word.equals("--volatile")).toList();
    return new Commands.Outcome(archive(options(rest), paths).bytes(), "", 0, Duration.ZERO);
  }

  private Commands.Outcome copy(List<String> words) {
    Map<String, String> options = options(words);
    List<String> paths = words.subList(2 * options.size(), words.size());
    return paths.isEmpty()
        ? wrongUse("which files?")
        : new Commands.Outcome(archive(options, paths).copied(), "", 0, Duration.ZERO);
  }

  private Commands.Outcome memory(List<String> words) {
    Map<String, String> options = options(words);
    List<String> rest = words.subList(2 * options.size(), words.size());
    if (rest.size() < 2 || !rest.getFirst().matches("[1-9]\\d{0,7}")) {
      return wrongUse("memory takes a process and ranges");
    }
    int pid = Integer.parseInt(rest.getFirst());
    Optional<RunningProcess> process =
        scene.processes().stream().filter(each -> each.number() == pid).findFirst();
    if (process.isEmpty()) {
      return refused(NOT_THERE, "not-there", "proc/" + pid, "ENOENT", "No such file or directory");
    } else if (!around.traces() && process.get().uid() != around.user()) {
      String what = "proc/" + pid + "/mem";
      return refused(NOT_PERMITTED, "not-permitted", what, "EACCES", "Permission denied");
    }
    return new ToolboxMemory(scene, process.get())
        .read(rest.subList(1, rest.size()), number(options, "--max-bytes", Long.MAX_VALUE));
  }

  private Commands.Outcome capture(List<String> words) {
    Map<String, String> options = options(words);
    if (2 * options.size() < words.size()) {
      return wrongUse("capture takes options only");
    } else if (!around.captures()) {
      String what = "capture needs the capability NET_RAW";
      return refused(NOT_PERMITTED, "not-permitted", what, "EPERM", "Operation not permitted");
    }
    long seconds = Math.min(number(options, "--max-seconds", 60), 86_400);
    return new ToolboxPackets(around.sockets(), number(options, "--max-bytes", 64 << 20))
        .take(scene.now(), (int) seconds);
  }

  private static Commands.Outcome refused(
      int code, String error, String what, String errno, String message) {
    ObjectNode line = JsonNodeFactory.instance.objectNode().put("error", error).put("what", what);
    return Commands.Outcome.failed(code, line.put("errno", errno).put("message", message) + "\n");
  }

  private static void amount(ObjectNode line, String name, @Nullable Long bytes) {
    if (bytes == null) {
      line.putNull(name);
    } else {
      line.put(name, bytes);
    }
  }

  private static ObjectNode ends(OpenSocket socket) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("proto", "tcp")
        .put("local", socket.local())
        .put("remote", socket.remote());
  }

  private static String state(OpenSocket socket) {
    return socket.state().equals("ESTAB") ? "ESTABLISHED" : socket.state();
  }

  /** All targets are tried at once: it takes as long as the slowest. */
  private Commands.Outcome probe(List<String> words) {
    boolean limited = words.size() > 1 && words.getFirst().equals("--timeout-ms");
    if (limited && !words.get(1).matches("[1-9]\\d{0,4}")) {
      return wrongUse("--timeout-ms takes 1 to 60000");
    }
    Duration limit = limited ? Duration.ofMillis(Long.parseLong(words.get(1))) : PROBING;
    List<String> targets = limited ? words.subList(2, words.size()) : words;
    StringBuilder lines = new StringBuilder();
    Duration took = Duration.ZERO;
    for (String target : targets) {
      ObjectNode line = JsonNodeFactory.instance.objectNode().put("target", target);
      if (tried(target, line, limit)) {
        took = limit;
      }
      lines.append(line.put("at", scene.now().toString())).append('\n');
    }
    return new Commands.Outcome(
        lines.toString().getBytes(StandardCharsets.UTF_8),
        "",
        targets.isEmpty() ? WRONG_USE : 0,
        took);
  }

  /** Writes down what came of a target; tells whether nothing came. */
  private boolean tried(String target, ObjectNode line, Duration limit) {
    String[] part = target.split(":", 2);
    String rest = part.length < 2 ? "" : part[1].replaceFirst("^\\[([^]]*)]", "$1#");
    int end = rest.contains("#") ? rest.indexOf('#') : rest.indexOf(':');
    String port = end < 0 ? "" : rest.substring(end).replaceFirst("^#?:", "").split(":", 2)[0];
    if (!part[0].matches("tcp|dns|http") || !port.matches("\\d{1,5}")) {
      line.put("outcome", "error").put("errno", "EINVAL").put("ms", 0);
      return false;
    }
    String host = rest.substring(0, end);
    int number = Integer.parseInt(port);
    boolean own = host.startsWith("127.") || host.equals("::1");
    Reply reply =
        !own ? around.reply(host, number) : listens(number) ? Reply.ANSWERS : Reply.REFUSES;
    switch (reply) {
      case ANSWERS ->
          line.put("outcome", part[0].equals("tcp") ? "connected" : "answered").putNull("errno");
      case REFUSES -> line.put("outcome", "refused").put("errno", "ECONNREFUSED");
      case SILENT -> line.put("outcome", "timeout").put("errno", "ETIMEDOUT");
    }
    line.put("ms", reply == Reply.SILENT ? limit.toMillis() : own ? 0 : 1);
    return reply == Reply.SILENT;
  }

  private boolean listens(int port) {
    return around.sockets().stream()
        .anyMatch(s -> s.state().equals("LISTEN") && Addresses.port(s.local()) == port);
  }

  private Commands.Outcome kill(List<String> wanted) {
    if (wanted.isEmpty()) {
      return wrongUse("kill takes addresses, with or without a port");
    }
    StringBuilder lines = new StringBuilder();
    int code = 0;
    for (String each : wanted) {
      boolean all = each.indexOf(':') < 0;
      String host = all ? each : Addresses.host(each);
      int port = all ? 0 : Addresses.port(each);
      List<OpenSocket> fitting =
          around.sockets().stream().filter(socket -> ended(socket, host, port)).toList();
      boolean may = around.end(host, port).isPresent();
      for (OpenSocket socket : fitting) {
        ObjectNode line = ends(socket).put("outcome", may ? "destroyed" : "not-permitted");
        lines.append(may ? line.putNull("errno") : line.put("errno", "EPERM")).append('\n');
        code = may ? code : NOT_PERMITTED;
      }
    }
    return new Commands.Outcome(
        lines.toString().getBytes(StandardCharsets.UTF_8), "", code, Duration.ZERO);
  }

  /** One that is only being opened is opened anew as soon as it is ended: it is left. */
  static boolean ended(OpenSocket socket, String host, int port) {
    return socket.state().equals("ESTAB")
        && Addresses.host(socket.remote()).equals(host)
        && (port == 0 || port == Addresses.port(socket.remote()));
  }
}
