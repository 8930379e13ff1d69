package salvor.ingest.auditd;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Activity.KernelAction;
import salvor.evidence.Observation;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.ingest.BriefText;
import salvor.ingest.Sink;
import salvor.workload.Location;

/** What an event says. */
final class Told {
  /** Types that only add to the record of a system call. */
  private static final Set<String> PARTS =
      Set.of(
          "PATH",
          "CWD",
          "EXECVE",
          "PROCTITLE",
          "SOCKADDR",
          "OBJ_PID",
          "BPRM_FCAPS",
          "CAPSET",
          "MMAP",
          "IPC",
          "IPC_SET_PERM",
          "FD_PAIR",
          "SOCKETCALL",
          "OPENAT2",
          "URINGOP",
          "MQ_OPEN",
          "MQ_NOTIFY",
          "MQ_GETSETATTR",
          "MQ_SENDRECV",
          "KERNEL_OTHER",
          "AVC_PATH",
          "KERN_MODULE");

  private static final String[] DETAILS = {
    "op",
    "acct",
    "cmd",
    "data",
    "unit",
    "addr",
    "hostname",
    "terminal",
    "old-auid",
    "auid",
    "audit_enabled",
    "audit_pid",
    "prog-id",
    "table",
    "dev",
    "prom",
    "sig",
    "syscall",
    "apparmor",
    "operation",
    "profile",
    "name",
    "denied_mask",
    "scontext",
    "tcontext",
    "tclass",
    "key",
    "res"
  };

  private Told() {}

  /** Gives an account of each record of an event. */
  static void of(AuditEvent event, Sink sink) {
    AuditRecord call = event.first("SYSCALL");
    boolean told = false;
    for (AuditRecord record : event.records()) {
      if (call != null && !told && record.type().equals("SYSCALL")) {
        told = true;
        if (onlyCarries(event)) {
          sink.skipped("the system call behind an event of the kernel");
        } else {
          sink.observed(call(event, call));
        }
      } else if (record.type().equals("SYSCALL")) {
        sink.skipped("the same system call once more");
      } else if (PARTS.contains(record.type())) {
        sink.skipped(
            call == null
                ? "part of an event whose system call is missing: lost, or in another file"
                : "part of an event of several records");
      } else {
        sink.observed(alone(event, record));
      }
    }
  }

  /** Whether the call is here only since something else was told: its record says more. */
  private static boolean onlyCarries(AuditEvent event) {
    return event.first("EXECVE") == null
        && event.first("PATH") == null
        && event.first("SOCKADDR") == null
        && event.records().stream()
            .anyMatch(r -> !PARTS.contains(r.type()) && !r.type().equals("SYSCALL"));
  }

  private static Observation call(AuditEvent event, AuditRecord call) {
    SystemCall told = new SystemCall(event, call);
    Activity activity = told.activity();
    Outcome outcome = told.outcome();
    ProcessInfo process =
        activity instanceof Activity.ProcessStarted
            ? Started.process(event, call, told)
            : process(call);
    Set<Quality> quality = quality(event, call);
    if (activity instanceof Activity.ProcessStarted && Started.isCut(event)) {
      quality.add(Quality.TRUNCATED);
    }
    return new Observation(
        event.time(), location(event), process, activity, outcome, quality, event.ref());
  }

  private static Observation alone(AuditEvent event, AuditRecord record) {
    AuditRecord call = event.first("SYSCALL");
    String type = record.type();
    Activity activity =
        isEnd(record)
            ? new Activity.EventsLost(0, type + " " + brief(record.text()))
            : new KernelAction(KernelAction.Type.HOOK, type, detail(record));
    return new Observation(
        event.time(),
        location(event),
        call != null && record.integer("pid") == null ? process(call) : process(record),
        activity,
        activity instanceof Activity.EventsLost ? Outcome.UNKNOWN : result(record),
        quality(event, record),
        record.ref());
  }

  /** Whether from here on nothing is told. */
  private static boolean isEnd(AuditRecord record) {
    return switch (record.type()) {
      case "DAEMON_END", "DAEMON_ABORT", "DAEMON_ERR", "DAEMON_ROTATE_ERR" -> true;
      case "CONFIG_CHANGE" -> "0".equals(record.plain("audit_enabled"));
      default -> false;
    };
  }

  private static String brief(String text) {
    int end = text.indexOf('\u001D'); // what follows only says the same in names
    String said = end < 0 ? text : text.substring(0, end);
    return said.length() > 200 ? said.substring(0, 200) : said;
  }

  private static @Nullable String detail(AuditRecord record) {
    BriefText detail = new BriefText();
    if (record.text().startsWith("avc:")) {
      detail.add(record.text().substring(0, Math.max(0, record.text().indexOf(" for "))));
    }
    if (record.type().equals("SECCOMP")) {
      detail.add(Syscalls.name(record.plain("arch"), record.plain("syscall")));
    }
    for (String name : DETAILS) {
      String value =
          name.equals("cmd") || name.equals("data") || name.equals("name") || name.equals("acct")
              ? record.chosen(name)
              : record.plain(name);
      if (value != null) {
        detail.add(name + "=" + value);
      }
    }
    return detail.orNull();
  }

  private static Outcome result(AuditRecord record) {
    if (record.text().startsWith("avc:") || record.plain("apparmor") != null) {
      boolean denied =
          record.text().contains("denied") || "DENIED".equals(record.plain("apparmor"));
      return new Outcome(
          denied ? Outcome.Result.DENIED : Outcome.Result.UNKNOWN, record.plain("apparmor"));
    }
    String told = record.plain("res");
    if (told == null) {
      return Outcome.UNKNOWN;
    }
    return switch (told) {
      case "success", "yes", "1" -> new Outcome(Outcome.Result.SUCCEEDED, told);
      case "failed", "no", "0" -> new Outcome(Outcome.Result.FAILED, told);
      default -> new Outcome(Outcome.Result.UNKNOWN, told);
    };
  }

  private static Location location(AuditEvent event) {
    return event.stamp.node() == null
        ? Location.UNKNOWN
        : new Location(event.stamp.node(), null, null, null, null, null, null, null, null);
  }

  /** The process of a record that names one. */
  static ProcessInfo process(AuditRecord record) {
    return new ProcessInfo(
        positive(record.integer("pid")),
        null,
        null,
        record.chosen("exe"),
        record.chosen("comm"),
        null,
        null,
        uid(record),
        parent(record));
  }

  static ProcessInfo.@Nullable Parent parent(AuditRecord record) {
    Integer pid = positive(record.integer("ppid"));
    return pid == null ? null : new ProcessInfo.Parent(pid, null, null, null, null);
  }

  static @Nullable Integer uid(AuditRecord record) {
    Integer uid = record.integer("uid"); // 4294967295 does not fit, -1 is the same
    return uid == null || uid < 0 ? null : uid;
  }

  static @Nullable Integer positive(@Nullable Integer pid) {
    return pid == null || pid <= 0 ? null : pid;
  }

  private static Set<Quality> quality(AuditEvent event, AuditRecord record) {
    Set<Quality> quality = EnumSet.noneOf(Quality.class);
    if (record.plain("tty") != null) {
      quality.add(Quality.TTY);
    }
    String exe = record.chosen("exe");
    if (exe != null && exe.startsWith("/memfd:")) {
      quality.add(Quality.EXE_FROM_MEMFD);
    } else if (exe != null && exe.endsWith(" (deleted)")) {
      quality.add(Quality.EXE_DELETED);
    }
    if (event.records().stream().anyMatch(AuditRecord::isBroken)) {
      quality.add(Quality.REPLACED_BYTES);
    }
    return quality;
  }
}
