package salvor.ingest.auditd;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Activity.KernelAction;
import salvor.evidence.Endpoint;
import salvor.evidence.Outcome;
import salvor.ingest.BriefText;
import salvor.ingest.OpenFlags;

/** A system call and what it did, told from its record and from those that belong to it. */
final class SystemCall {
  private final AuditEvent event;
  private final AuditRecord call;
  private final String name;
  private final Paths paths;

  SystemCall(AuditEvent event, AuditRecord call) {
    this.event = event;
    this.call = call;
    String enriched = call.plain("SYSCALL");
    String known =
        enriched != null ? enriched : Syscalls.name(call.plain("arch"), call.plain("syscall"));
    this.name = known != null ? known : "syscall " + call.plain("syscall");
    this.paths = Paths.of(event, name);
  }

  Activity activity() {
    return switch (name) {
      case "execve", "execveat" -> new Activity.ProcessStarted();
      case "exit_group" -> new Activity.ProcessEnded(status(), null);
      case "connect", "sendto", "sendmsg", "sendmmsg", "bind", "accept", "accept4", "socketcall" ->
          network();
      default -> paths.target() == null ? action() : file(paths.target());
    };
  }

  /** The file that it is about. */
  @Nullable String target() {
    return paths.target();
  }

  private @Nullable Integer status() {
    Long status = call.number("a0", 16);
    return status == null ? null : Integer.valueOf((int) (status & 0xFF));
  }

  Outcome outcome() {
    Long exit = call.number("exit", 10);
    String success = call.plain("success");
    if ("yes".equals(success)) {
      return new Outcome(Outcome.Result.SUCCEEDED, null);
    } else if ("no".equals(success)) {
      return exit != null && exit < 0
          ? Outcome.ofReturned(exit)
          : new Outcome(Outcome.Result.FAILED, null);
    }
    return Outcome.UNKNOWN;
  }

  private Activity network() {
    AuditRecord record = event.first("SOCKADDR");
    String saddr = record == null ? null : record.plain("saddr");
    SocketAddress address = saddr == null ? null : SocketAddress.of(AuditRecord.hex(saddr));
    if (address == null) {
      return action();
    }
    Endpoint end = address.end();
    if (end == null || (end.port() == 0 && !name.startsWith("accept"))) {
      return new KernelAction(
          KernelAction.Type.SYSCALL,
          name,
          new BriefText().add(address.kind()).add(keyed()).orNull());
    }
    return switch (name) {
      case "accept", "accept4" -> new Activity.ConnectionAccepted(Endpoint.NONE, end, null);
      case "bind" -> new Activity.Listening(end, null);
      default -> new Activity.ConnectionOpened(Endpoint.NONE, end, null);
    };
  }

  private Activity file(String path) {
    return switch (name) {
      case "open", "openat", "openat2", "open_by_handle_at" -> opened(path);
      case "creat" -> new Activity.FileWritten(path, "O_WRONLY|O_CREAT|O_TRUNC");
      case "unlink", "unlinkat", "rmdir" -> new Activity.FileDeleted(path);
      case "rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat" ->
          new Activity.FileWritten(path, two(path));
      case "chmod", "fchmod" -> new Activity.FileWritten(path, mode("a1"));
      case "fchmodat", "fchmodat2" -> new Activity.FileWritten(path, mode("a2"));
      case "chown",
          "lchown",
          "fchown",
          "fchownat",
          "mkdir",
          "mkdirat",
          "mknod",
          "mknodat",
          "truncate",
          "ftruncate",
          "utimensat",
          "utime",
          "utimes",
          "futimesat",
          "setxattr",
          "lsetxattr",
          "fsetxattr",
          "removexattr",
          "lremovexattr",
          "fremovexattr" ->
          new Activity.FileWritten(path, name);
      default -> action();
    };
  }

  private Activity opened(String path) {
    Long bits =
        switch (name) {
          case "open" -> call.number("a1", 16);
          case "openat2" -> openat2();
          default -> call.number("a2", 16);
        };
    String flags = bits == null ? null : OpenFlags.named(bits);
    return paths.created() && flags == null
        ? new Activity.FileWritten(path, null)
        : OpenFlags.opened(path, flags);
  }

  /** Its flags lie in memory; newer kernels tell them in a record of their own. */
  private @Nullable Long openat2() {
    AuditRecord how = event.first("OPENAT2");
    String flags = how == null ? null : how.plain("oflag");
    try {
      return flags == null ? null : Long.decode(flags.startsWith("0") ? flags : "0x" + flags);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private String two(String path) {
    return paths.from() == null ? name : name + " " + paths.from() + " " + path;
  }

  private String mode(String argument) {
    Long mode = call.number(argument, 16);
    return mode == null ? name : "chmod 0" + Long.toOctalString(mode & 07777);
  }

  private KernelAction action() {
    BriefText detail = new BriefText().add(Arguments.of(name, call));
    for (AuditRecord object : event.all("OBJ_PID")) {
      detail.add("process " + object.plain("opid") + " " + object.chosen("ocomm"));
    }
    for (AuditRecord module : event.all("KERN_MODULE")) {
      detail.add(module.chosen("name"));
    }
    if (paths.target() != null) {
      detail.add(
          event.all("PATH").stream()
              .map(p -> String.valueOf(p.chosen("name")))
              .distinct()
              .limit(4)
              .collect(Collectors.joining(" ")));
    }
    return new KernelAction(KernelAction.Type.SYSCALL, name, detail.add(keyed()).orNull());
  }

  /** The name of the rule that had it recorded. */
  private @Nullable String keyed() {
    String key = call.chosen("key");
    return key == null ? null : "key=" + key;
  }
}
