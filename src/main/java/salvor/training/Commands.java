package salvor.training;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import salvor.training.Happening.OpenSocket;
import salvor.training.Happening.RunningProcess;

/** The programs that can be run in a container: those that responders look around with. */
final class Commands {
  /** What a program left: what it wrote, its exit code, and how long it took. */
  record Outcome(byte[] out, String error, int code, Duration took) {
    static Outcome of(String out) {
      return new Outcome(out.getBytes(StandardCharsets.UTF_8), "", 0, Duration.ZERO);
    }

    static Outcome failed(int code, String error) {
      return new Outcome(new byte[0], error, code, Duration.ZERO);
    }
  }

  /** What programs do to the world beyond reading it. */
  interface Effects {
    /** Whether a new connection of the pod to an address is let through. */
    boolean reaches(String host, int port);

    /** Ends the pod's connections to an address; empty without the right to. */
    Optional<Integer> kill(String host);
  }

  static final Set<String> KNOWN =
      Set.of(
          "sh",
          "bash",
          "ash",
          "busybox",
          "cat",
          "ls",
          "ps",
          "ss",
          "id",
          "whoami",
          "hostname",
          "uname",
          "date",
          "env",
          "printenv",
          "echo",
          "readlink",
          "sha256sum",
          "find",
          "test",
          "true",
          "false",
          "sleep",
          "nc",
          "head",
          "tail",
          "grep",
          "wc",
          "pwd");

  private static final Set<String> READING =
      Set.of("cat", "head", "tail", "grep", "wc", "sh", "bash", "ash");

  private final Scene scene;
  private final Effects effects;

  Commands(Scene scene, Effects effects) {
    this.scene = scene;
    this.effects = effects;
  }

  /** Runs a program that is {@link #KNOWN}; {@code input} is what a pipe brings it. */
  Outcome run(List<String> words, byte[] input) {
    String program = words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
    List<String> rest = words.subList(1, words.size());
    List<String> names = rest.stream().filter(word -> !word.startsWith("-")).toList();
    return switch (program) {
      case "busybox" -> rest.isEmpty() ? Outcome.of("BusyBox\n") : run(rest, input);
      case "cat" -> names.isEmpty() ? new Outcome(input, "", 0, Duration.ZERO) : cat(names);
      case "ls" -> ls(rest, names);
      case "ps" -> Outcome.of(ps());
      case "ss" -> ss(rest);
      case "id" -> Outcome.of("uid=0(root) gid=0(root) groups=0(root)\n");
      case "whoami" -> Outcome.of("root\n");
      case "pwd" -> Outcome.of("/\n");
      case "hostname" -> Outcome.of(scene.host() + "\n");
      case "uname" -> Outcome.of("Linux " + scene.host() + " 6.18.0 x86_64 GNU/Linux\n");
      case "date" -> Outcome.of(scene.now() + "\n");
      case "env", "printenv" -> Outcome.of(String.join("\n", scene.environment()) + "\n");
      case "echo" -> Outcome.of(String.join(" ", rest) + "\n");
      case "readlink" -> links(names);
      case "sha256sum" -> hashes(names);
      case "find" -> Outcome.of(lines(scene.under(names.isEmpty() ? "/" : names.getFirst())));
      case "test" -> new Outcome(new byte[0], "", exists(names) ? 0 : 1, Duration.ZERO);
      case "true" -> Outcome.of("");
      case "false" -> new Outcome(new byte[0], "", 1, Duration.ZERO);
      case "sleep" ->
          new Outcome(new byte[0], "", 0, Duration.ofMillis((long) (seconds(names, 1) * 1000)));
      case "nc" -> nc(rest, names);
      case "head", "tail" -> part(program, rest, names, input);
      case "grep" -> grep(names, input);
      case "wc" -> Outcome.of(text(input).lines().count() + "\n");
      default -> Outcome.failed(127, "sh: " + program + ": not found\n");
    };
  }

  /** Whether a command may read standard input. */
  static boolean reads(List<String> command) {
    String program = command.getFirst();
    return READING.contains(program.substring(program.lastIndexOf('/') + 1));
  }

  private static double seconds(List<String> names, double otherwise) {
    try {
      return names.isEmpty() ? otherwise : Double.parseDouble(names.getFirst());
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  private boolean exists(List<String> names) {
    return !names.isEmpty()
        && (scene.read(names.getLast()).isPresent() || !scene.list(names.getLast()).isEmpty());
  }

  private Outcome cat(List<String> names) {
    java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
    StringBuilder error = new StringBuilder();
    for (String name : names) {
      scene
          .read(name)
          .ifPresentOrElse(
              out::writeBytes,
              () ->
                  error
                      .append("cat: ")
                      .append(name)
                      .append(
                          scene.list(name).isEmpty()
                              ? ": No such file or directory\n"
                              : ": Is a directory\n"));
    }
    return new Outcome(out.toByteArray(), error.toString(), error.isEmpty() ? 0 : 1, Duration.ZERO);
  }

  private Outcome ls(List<String> rest, List<String> names) {
    String path = names.isEmpty() ? "/" : names.getFirst();
    List<String> found = scene.list(path);
    if (found.isEmpty() && scene.read(path).isEmpty()) {
      return Outcome.failed(2, "ls: " + path + ": No such file or directory\n");
    }
    boolean detailed = rest.stream().anyMatch(word -> word.startsWith("-") && word.contains("l"));
    if (!detailed) {
      return Outcome.of(found.isEmpty() ? path + "\n" : lines(found));
    }
    return Outcome.of(
        (found.isEmpty() ? List.of("") : found)
            .stream().map(name -> detail(path, name)).collect(Collectors.joining()));
  }

  private String detail(String folder, String name) {
    String path = name.isEmpty() ? folder : folder.replaceAll("/$", "") + "/" + name;
    Optional<byte[]> bytes = scene.read(path);
    return "%s 1 root root %8d %s %s%s\n"
        .formatted(
            bytes.isPresent() ? "-rw-r--r--" : "drwxr-xr-x",
            bytes.map(b -> b.length).orElse(4096),
            scene.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
            name.isEmpty() ? folder : name,
            scene.link(path).map(to -> " -> " + to).orElse(""));
  }

  private String ps() {
    StringBuilder table = new StringBuilder("  PID  PPID USER     STARTED              COMMAND\n");
    for (RunningProcess process : scene.processes()) {
      table.append(
          "%5d %5d %-8s %s %s\n"
              .formatted(
                  process.number(),
                  scene.parent(process),
                  process.uid() == 0 ? "root" : Integer.toString(process.uid()),
                  process.start().truncatedTo(java.time.temporal.ChronoUnit.SECONDS),
                  String.join(" ", process.arguments())));
    }
    return table.toString();
  }

  private Outcome ss(List<String> rest) {
    int kill = rest.indexOf("-K");
    if (kill >= 0) {
      String host = rest.isEmpty() ? "" : rest.getLast();
      return effects
          .kill(host)
          .map(count ->
              Outcome.of("Netid State Recv-Q Send-Q Local Address:Port Peer Address:Port\n"))
          .orElseGet(() -> Outcome.failed(1, "RTNETLINK answers: Operation not permitted\n"));
    }
    StringBuilder table =
        new StringBuilder(
            "State     Recv-Q Send-Q Local Address:Port     Peer Address:Port      Process\n");
    for (OpenSocket socket : scene.sockets()) {
      table.append(
          "%-9s 0      0      %-22s %-22s %s\n"
              .formatted(
                  socket.state(),
                  socket.local(),
                  socket.remote(),
                  scene
                      .owner(socket)
                      .map(p -> "users:((\"%s\",pid=%d,fd=3))".formatted(p.name(), p.number()))
                      .orElse("")));
    }
    return Outcome.of(table.toString());
  }

  private Outcome links(List<String> names) {
    String found =
        names.stream().map(scene::link).flatMap(Optional::stream).collect(Collectors.joining("\n"));
    return found.isEmpty()
        ? new Outcome(new byte[0], "", 1, Duration.ZERO)
        : Outcome.of(found + "\n");
  }

  private Outcome hashes(List<String> names) {
    List<String> hashes = new ArrayList<>();
    for (String name : names) {
      Optional<byte[]> bytes = scene.read(name);
      if (bytes.isEmpty()) {
        return Outcome.failed(1, "sha256sum: " + name + ": No such file or directory\n");
      }
      hashes.add(sha256(bytes.get()) + "  " + name);
    }
    return Outcome.of(lines(hashes));
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Outcome nc(List<String> rest, List<String> names) {
    List<String> target =
        names.size() > 2 && rest.contains("-w")
            ? names.subList(names.size() - 2, names.size())
            : names;
    if (target.size() < 2) {
      return Outcome.failed(1, "usage: nc -z -w SECONDS HOST PORT\n");
    }
    int wait = rest.indexOf("-w");
    double seconds = wait < 0 ? 3 : seconds(rest.subList(wait + 1, rest.size()), 3);
    boolean through = effects.reaches(target.getFirst(), (int) seconds(target.subList(1, 2), 0));
    return through
        ? Outcome.of("")
        : new Outcome(
            new byte[0], "nc: timed out\n", 1, Duration.ofMillis((long) (seconds * 1000)));
  }

  private Outcome part(String program, List<String> rest, List<String> names, byte[] input) {
    int at = rest.indexOf("-n");
    int count = at < 0 ? 10 : (int) seconds(rest.subList(at + 1, rest.size()), 10);
    byte[] from =
        names.isEmpty() || (at >= 0 && names.size() == 1)
            ? input
            : scene.read(names.getLast()).orElse(new byte[0]);
    List<String> all = text(from).lines().toList();
    return Outcome.of(
        lines(
            program.equals("head")
                ? all.subList(0, Math.min(count, all.size()))
                : all.subList(Math.max(0, all.size() - count), all.size())));
  }

  private Outcome grep(List<String> names, byte[] input) {
    if (names.isEmpty()) {
      return Outcome.failed(2, "usage: grep TEXT [FILE]\n");
    }
    byte[] from = names.size() > 1 ? scene.read(names.get(1)).orElse(new byte[0]) : input;
    List<String> found =
        text(from).lines().filter(line -> line.contains(names.getFirst())).toList();
    return new Outcome(
        lines(found).getBytes(StandardCharsets.UTF_8), "", found.isEmpty() ? 1 : 0, Duration.ZERO);
  }

  private static String lines(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
