package salvor.ingest.snapshot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in a tree of {@code /proc}, by the name of an archive's member.
 *
 * @param root the folder that stands for {@code /proc}, with its last slash
 * @param pid the process, 0 for what is of the whole machine
 * @param name what of it: {@code stat}, {@code fd/3}, {@code net/tcp}; empty for its folder
 */
record ProcPath(String root, int pid, String name) {
  private static final String OF_ALL =
      "stat|uptime|version|mounts|net(?:/.*)?|self(?:/.*)?|thread-self(?:/.*)?|sys/.*|sysvipc/.*|tty/.*|fs/.*"
          + "|irq/.*|bus/.*|driver/.*|scsi/.*|acpi/.*|asound/.*|pressure/.*|cmdline|meminfo|cpuinfo|loadavg"
          + "|modules|kallsyms|filesystems|partitions|swaps|diskstats|interrupts|softirqs|devices|misc|crypto"
          + "|iomem|ioports|slabinfo|vmstat|zoneinfo|buddyinfo|pagetypeinfo|vmallocinfo|locks|cgroups|config\\.gz"
          + "|consoles|dma|execdomains|fb|key-users|keys|latency_stats|mdstat|mtrr|sched_debug|schedstat"
          + "|timer_list|sysrq-trigger|bootconfig|kpage[a-z]+|dynamic_debug(?:/.*)?";
  private static final String OF_ONE =
      "(?:arch_status|attr|autogroup|auxv|cgroup|children|clear_refs|cmdline|comm|coredump_filter|cpu_resctrl_groups"
          + "|cpuset|cwd|environ|exe|fd|fdinfo|gid_map|io|ksm_[a-z_]+|latency|limits|loginuid|map_files|maps|mem"
          + "|mountinfo|mounts|mountstats|net|ns|numa_maps|oom_adj|oom_score|oom_score_adj|pagemap|patch_state"
          + "|personality|projid_map|root|sched|schedstat|sessionid|setgroups|smaps|smaps_rollup|stack|stat|statm"
          + "|status|syscall|task|timens_offsets|timers|timerslack_ns|uid_map|wchan)(?:/.*|\\.txt)?";
  private static final Pattern NAMED =
      Pattern.compile(
          "((?:.*?/)?_?proc/)(?:([1-9][0-9]{0,7})/(" + OF_ONE + ")?|(" + OF_ALL + "))",
          Pattern.DOTALL);
  private static final Pattern BARE =
      Pattern.compile("()([1-9][0-9]{0,7})/(" + OF_ONE + ")()", Pattern.DOTALL);
  private static final Pattern TELLING =
      Pattern.compile("[1-9][0-9]{0,7}/(?:stat|status|cmdline|comm)(?:\\.txt)?");
  private static final String LISTED = ".txt";

  /** The place of a member; null when it is in no such tree. */
  static @Nullable ProcPath of(String member) {
    String bare = member.replaceFirst("^(?:\\./|/)+", "");
    Matcher named = NAMED.matcher(bare);
    Matcher path = named.matches() ? named : BARE.matcher(bare);
    if (!path.matches()) {
      return null;
    }
    boolean ofAll = path.group(2) == null;
    String name = ofAll ? path.group(4) : path.group(3);
    return new ProcPath(
        path.group(1),
        ofAll ? 0 : Integer.parseInt(path.group(2)),
        name == null
            ? ""
            // collectors that print a file keep it as text
            : name.endsWith(LISTED) ? name.substring(0, name.length() - LISTED.length()) : name);
  }

  /** The place of a file in the folder that stands for {@code /proc}; null when it is none. */
  static @Nullable ProcPath inFolder(String label) {
    return of("proc/" + label);
  }

  /** Whether such a file tells that a process ran. */
  static boolean tells(String label) {
    return TELLING.matcher(label).matches();
  }
}
