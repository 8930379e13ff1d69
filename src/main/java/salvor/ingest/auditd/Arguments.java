package salvor.ingest.auditd;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the numbers mean that calls worth watching were given (linux/sched.h, linux/ptrace.h). */
final class Arguments {
  private static final Map<Integer, String> NAMESPACES =
      new TreeMap<>(
          Map.of(
              0x80, "CLONE_NEWTIME",
              0x20000, "CLONE_NEWNS",
              0x2000000, "CLONE_NEWCGROUP",
              0x4000000, "CLONE_NEWUTS",
              0x8000000, "CLONE_NEWIPC",
              0x10000000, "CLONE_NEWUSER",
              0x20000000, "CLONE_NEWPID",
              0x40000000, "CLONE_NEWNET"));

  private static final Map<Long, String> TRACED =
      Map.ofEntries(
          Map.entry(0L, "PTRACE_TRACEME"),
          Map.entry(1L, "PTRACE_PEEKTEXT"),
          Map.entry(2L, "PTRACE_PEEKDATA"),
          Map.entry(3L, "PTRACE_PEEKUSR"),
          Map.entry(4L, "PTRACE_POKETEXT"),
          Map.entry(5L, "PTRACE_POKEDATA"),
          Map.entry(6L, "PTRACE_POKEUSR"),
          Map.entry(7L, "PTRACE_CONT"),
          Map.entry(8L, "PTRACE_KILL"),
          Map.entry(12L, "PTRACE_GETREGS"),
          Map.entry(13L, "PTRACE_SETREGS"),
          Map.entry(16L, "PTRACE_ATTACH"),
          Map.entry(17L, "PTRACE_DETACH"),
          Map.entry(24L, "PTRACE_SYSCALL"),
          Map.entry(0x4204L, "PTRACE_GETREGSET"),
          Map.entry(0x4205L, "PTRACE_SETREGSET"),
          Map.entry(0x4206L, "PTRACE_SEIZE"),
          Map.entry(0x4207L, "PTRACE_INTERRUPT"));

  private Arguments() {}

  /** The arguments of a call in words; null when there is nothing to say. */
  static @Nullable String of(String name, AuditRecord call) {
    return switch (name) {
      case "ptrace" -> traced(call.number("a0", 16), call.number("a1", 16));
      case "setns" -> namespaces(call.number("a1", 16));
      case "unshare", "clone" -> namespaces(call.number("a0", 16));
      case "kill", "tkill" -> signal(call.number("a0", 16), call.number("a1", 16));
      case "tgkill" -> signal(call.number("a1", 16), call.number("a2", 16));
      case "bpf", "prctl", "socket", "keyctl" -> "a0=" + call.plain("a0");
      default -> null;
    };
  }

  private static @Nullable String traced(@Nullable Long request, @Nullable Long pid) {
    if (request == null) {
      return null;
    }
    String word = TRACED.getOrDefault(request, "request " + request);
    return pid == null || request == 0 ? word : word + " process " + pid.intValue();
  }

  private static @Nullable String signal(@Nullable Long pid, @Nullable Long signal) {
    return pid == null || signal == null ? null : "signal " + signal + " to " + pid.intValue();
  }

  private static @Nullable String namespaces(@Nullable Long bits) {
    if (bits == null) {
      return null;
    }
    StringBuilder names = new StringBuilder();
    NAMESPACES.forEach((bit, name) -> {
      if ((bits & bit) != 0) {
        names.append(names.isEmpty() ? "" : "|").append(name);
      }
    });
    return names.isEmpty() ? null : names.toString();
  }
}
