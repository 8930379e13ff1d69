package salvor.baseline;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ProcessInfo;

/** Names of programs: which of them are one program, and which have a meaning of their own. */
final class Program {
  /** Stands for the container runtime as a parent: shim and runc take turns, by a race. */
  static final String RUNTIME = "<runtime>";

  private static final Set<String> SHELLS =
      Set.of("sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "hush");
  private static final Set<String> MANY_NAMES =
      Set.of("busybox", "toybox", "busybox.static", "toolbox");
  private static final List<String> RUNTIMES =
      List.of(
          "containerd-shim",
          "runc",
          "crun",
          "conmon",
          "youki",
          "kata-agent",
          "containerd",
          "dockerd",
          "crio",
          "cri-o");
  private static final List<String> UNTRUSTED =
      List.of(
          "/tmp/",
          "/var/tmp/",
          "/dev/",
          "/home/",
          "/root/",
          "/run/",
          "/proc/",
          "memfd:",
          "/memfd:");
  private static final Set<String> NODE_SERVICES =
      Set.of("systemd", "kubelet", "k3s", "rke2", "k0s");
  private static final Set<String> CRIU =
      Set.of("/usr/sbin/criu", "/usr/local/sbin/criu", "/usr/bin/criu");
  private static final List<String> CNI =
      List.of("/opt/cni/bin/", "/usr/lib/cni/", "/usr/libexec/cni/");
  private static final Set<String> TOOLS =
      Set.of(
          "curl", "wget", "cat", "head", "tail", "less", "more", "cp", "tar", "base64", "xxd", "od",
          "hexdump", "strings", "grep", "awk", "gawk", "mawk", "sed", "dd", "nc", "ncat", "netcat",
          "socat", "scp", "tee", "sort", "cut", "tr", "xargs", "perl", "ruby", "kubectl", "jq",
          "openssl", "vi", "vim", "nano", "find", "rev");

  private static final Pattern VERSION = Pattern.compile("[.-]?[0-9]+(?:\\.[0-9]+){0,3}");

  private Program() {}

  /** The last part of a path, without the mark of a deleted file. */
  static String base(String path) {
    String bare = path.endsWith(" (deleted)") ? path.substring(0, path.length() - 10) : path;
    return bare.substring(bare.lastIndexOf('/') + 1);
  }

  static boolean isShell(String name) {
    return SHELLS.contains(name);
  }

  /** Whether one executable serves under many names. */
  static boolean hasManyNames(@Nullable String executable) {
    return executable != null && MANY_NAMES.contains(base(executable));
  }

  /** Whether it is known for showing or sending what others wrote. */
  static boolean isTool(String name) {
    return TOOLS.contains(name) || isShell(name);
  }

  /**
   * Whether it is part of the container runtime; a program of that name in a place where anybody
   * writes is not.
   */
  static boolean isRuntime(@Nullable String executable, @Nullable String name) {
    String path = executable == null ? "" : executable;
    for (String place : UNTRUSTED) {
      if (path.startsWith(place) && !path.equals("/proc/self/exe")) {
        return false;
      }
    }
    return runtimeName(base(path))
        || ((path.isEmpty() || path.equals("/proc/self/exe")) && runtimeName(name));
  }

  /**
   * Whether a parent may have started the runtime: it is not known, or the runtime itself, or what
   * starts services on a node. A program of a container does not.
   */
  static boolean mayStartRuntime(ProcessInfo.@Nullable Parent parent) {
    if (parent == null || (parent.executable() == null && parent.name() == null)) {
      return true;
    }
    String name = parent.name() != null ? parent.name() : base(String.valueOf(parent.executable()));
    return isRuntime(parent.executable(), parent.name()) || NODE_SERVICES.contains(name);
  }

  /**
   * Whether the container runtime started it on the node for its own work: criu for a checkpoint, a
   * plugin for a pod's network. The same program in another place, or started by anybody else, is
   * not.
   */
  static boolean isRuntimeAid(
      @Nullable String executable, @Nullable String name, ProcessInfo.@Nullable Parent parent) {
    if (parent == null
        || !(isRuntime(parent.executable(), parent.name())
            || isCriu(parent.executable(), parent.name()))) {
      return false;
    }
    return isCriu(executable, name)
        || (executable != null && CNI.stream().anyMatch(executable::startsWith));
  }

  private static boolean isCriu(@Nullable String executable, @Nullable String name) {
    return executable == null ? "criu".equals(name) : CRIU.contains(executable);
  }

  private static boolean runtimeName(@Nullable String name) {
    if (name == null || name.isEmpty()) {
      return false;
    }
    for (String runtime : RUNTIMES) {
      if (name.startsWith(runtime)) {
        char next = name.length() == runtime.length() ? '-' : name.charAt(runtime.length());
        if (next == '-' || next == ':') {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether a baseline's path names the observed executable: equal, equal but for a merged {@code
   * /usr}, or the link by which a shell or a program of many names was started.
   */
  static boolean same(String known, String executable, @Nullable String applet) {
    if (merged(known).equals(merged(executable)) || Wildcards.path(known, executable)) {
      return true;
    }
    String link = base(known);
    String target = base(executable);
    return link.equals(applet)
        || (link.equals("sh") && isShell(target))
        || versioned(merged(known), merged(executable));
  }

  /**
   * Whether one is the other with its version: sensors tell the file behind a link ({@code
   * python3.11}) or the link that was called ({@code python3}), and some now this and now that.
   */
  private static boolean versioned(String one, String other) {
    String bare = one.length() < other.length() ? one : other;
    String full = bare.equals(one) ? other : one;
    return !bare.endsWith("/")
        && full.startsWith(bare)
        && VERSION.matcher(full.substring(bare.length())).matches()
        && !(isDigit(bare.charAt(bare.length() - 1)) && isDigit(full.charAt(bare.length())));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String merged(String path) {
    return path.startsWith("/usr/bin/") || path.startsWith("/usr/sbin/") ? path.substring(4) : path;
  }
}
