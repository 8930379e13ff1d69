package salvor.baseline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;

/**
 * A process in the words of a baseline.
 *
 * @param executable the path in canonical form, else the best name there is; null when nothing is
 *     known
 * @param applet what a program of many names runs as; null when it has one name
 * @param commandLine program and arguments as the source gave them; null when it did not
 * @param shape see {@link ArgumentShape}
 * @param name the short name by which connections and files are told apart; null when nothing is
 *     known
 * @param parent the parent's path or name, or {@link Program#RUNTIME}; null when not known
 * @param inInitTree whether it descends from the container's first process; null when not known
 * @param runtime whether it is a part of the container runtime itself
 * @param rules canonicalisation rules that changed something
 */
record Actor(
    @Nullable String executable,
    @Nullable String applet,
    @Nullable String commandLine,
    String shape,
    @Nullable String name,
    @Nullable String parent,
    @Nullable Boolean inInitTree,
    boolean runtime,
    List<String> rules) {

  static Actor of(ProcessInfo process, int quality) {
    List<String> argv = argv(process.commandLine());
    String path =
        process.executable() != null
            ? process.executable()
            : argv.isEmpty() ? process.name() : argv.getFirst();
    Canonicaliser.Canonical executable = path == null ? null : Canonicaliser.path(path);
    String applet = executable == null ? null : applet(executable.text(), argv);
    boolean runtime = isRuntime(process);
    return new Actor(
        executable == null ? null : executable.text(),
        applet,
        process.commandLine(),
        ArgumentShape.of(process.executable(), argv),
        shortName(process, applet),
        parent(process.parent()),
        inInitTree(process, quality),
        runtime,
        executable == null ? List.of() : executable.rules());
  }

  /** Program and arguments; split at spaces where the source joined them. */
  List<String> argv() {
    return argv(commandLine);
  }

  /** Whether a process is the container runtime, or works for it. */
  static boolean isRuntime(ProcessInfo process) {
    return (Program.isRuntime(process.executable(), process.name())
            && Program.mayStartRuntime(process.parent()))
        || Program.isRuntimeAid(process.executable(), process.name(), process.parent())
        || isRuntimeClone(process);
  }

  /**
   * runc executes a copy of itself from memory (CVE-2019-5736), so that a container cannot
   * overwrite it.
   */
  static boolean isRuntimeClone(ProcessInfo process) {
    ProcessInfo.Parent parent = process.parent();
    return parent != null
        && Program.isRuntime(parent.executable(), parent.name())
        && process.executable() != null
        && process.executable().contains("memfd:runc_cloned");
  }

  /** The words of a command line. */
  static List<String> argv(@Nullable String commandLine) {
    if (commandLine == null || commandLine.isEmpty()) {
      return List.of();
    }
    if (commandLine.indexOf('\0') >= 0) {
      return Arrays.asList(commandLine.split("\0", -1));
    }
    List<String> words = new ArrayList<>();
    for (String word : commandLine.split(" ")) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /**
   * Whether it runs a program of many names, and the record does not tell which: started by way of
   * {@code /proc/self/exe} its short name is {@code exe}, which some put where the first word
   * stood.
   */
  boolean hidesItsApplet() {
    return "exe".equals(applet);
  }

  private static @Nullable String applet(String executable, List<String> argv) {
    if (!Program.hasManyNames(executable) || argv.isEmpty()) {
      return null;
    }
    String called = Program.base(argv.getFirst());
    if (!Program.hasManyNames(called)) {
      return called;
    }
    String next = argv.size() > 1 ? argv.get(1) : "-";
    return next.startsWith("-") ? null : Program.base(next); // argv[0] was left out
  }

  /**
   * The executable's path is wrong after a fork without exec, the short name is not: so it comes
   * first.
   */
  private static @Nullable String shortName(ProcessInfo process, @Nullable String applet) {
    if (applet != null) {
      return applet;
    }
    if (process.name() != null && !process.name().equals("exe")) {
      return process.name();
    }
    return process.executable() == null ? process.name() : Program.base(process.executable());
  }

  private static @Nullable String parent(ProcessInfo.@Nullable Parent parent) {
    if (parent == null) {
      return null;
    }
    if (Program.isRuntime(parent.executable(), parent.name())) {
      return Program.RUNTIME;
    }
    return parent.executable() != null
        ? Canonicaliser.path(parent.executable()).text()
        : parent.name();
  }

  private static @Nullable Boolean inInitTree(ProcessInfo process, int quality) {
    if ((quality & Quality.IN_INIT_TREE.bit()) != 0) {
      return true;
    }
    if ((quality & Quality.NOT_IN_INIT_TREE.bit()) != 0) {
      return false;
    }
    Integer inside = process.containerPid();
    ProcessInfo.Parent parent = process.parent();
    if (inside == null || parent == null) {
      return null;
    }
    return inside == 1
        ? Boolean.TRUE
        : Program.isRuntime(parent.executable(), parent.name()) ? Boolean.FALSE : null;
  }
}
