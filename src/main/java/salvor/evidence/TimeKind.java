package salvor.evidence;

import java.util.Set;

/** What the time of a record is the time of. */
public enum TimeKind {
  /** When it happened: the kernel or the API server took the time. */
  EVENT,
  /** When an agent took notice of it, which is later. */
  OBSERVATION,
  /** When somebody looked: it was so then, and had begun before. */
  STATE,
  /** A file carries it: whoever may write the file can set it to anything. */
  FILE,
  /** Nobody knows. */
  UNKNOWN;

  /** What the times of a source's records are, by the name of its format. */
  public static TimeKind of(String format) {
    return switch (format) {
      case "checkpoint", "sockets", "lsof", "proc-net", "executables", "proc" -> STATE;
      case "ps", "velociraptor" -> EVENT; // the kernel tells when a process was started
      case "table-state" -> STATE;
      case "table-event" -> EVENT; // as the mapping says
      case "table-observation" -> OBSERVATION;
      case "table-file", "bodyfile" -> FILE;
      case "falco", "tetragon", "tracee", "inspektor-gadget" -> EVENT; // stamped in the kernel
      case "auditd", "sysmon", "scap" -> EVENT; // stamped in the kernel, too
      case "pcap", "zeek", "suricata" -> EVENT; // stamped as the packet came
      case "audit" -> EVENT; // requestReceivedTimestamp
      case "container-log" -> OBSERVATION; // stamped when the runtime reads the line
      case "hubble", "conntrack", "kubearmor" ->
          OBSERVATION; // stamped when the agent reads the flow
      default -> UNKNOWN;
    };
  }

  /**
   * The same for one record: that events were lost is found out afterwards, of what somebody found
   * when looking the kernel may tell when it had begun, and a table can tell it of each row.
   */
  public static TimeKind of(String format, Kind kind) {
    return of(format, kind, Set.of());
  }

  /** The same for one record of which this is known. */
  public static TimeKind of(String format, Kind kind, Set<Quality> quality) {
    if (quality.contains(Quality.FILE_TIME)) {
      return FILE;
    } else if (format.startsWith("table")) {
      return of(format);
    } else if (kind == Kind.CLUSTER_EVENT || kind == Kind.NOT_HEARD || kind == Kind.LOGGED) {
      return OBSERVATION; // the kubelet, controllers and runtimes tell of what they found
    }
    if (kind == Kind.PROCESS_STARTED && format.equals("proc")) {
      return EVENT;
    }
    return kind == Kind.EVENTS_LOST && of(format) == EVENT ? OBSERVATION : of(format);
  }
}
