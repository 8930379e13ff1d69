package salvor.evidence;

/** What the time of a record is the time of. */
public enum TimeKind {
  /** When it happened: the kernel or the API server took the time. */
  EVENT,
  /** When an agent took notice of it, which is later. */
  OBSERVATION,
  /** When somebody looked: it was so then, and had begun before. */
  STATE,
  /** Nobody knows. */
  UNKNOWN;

  /** What the times of a source's records are, by the name of its format. */
  public static TimeKind of(String format) {
    return switch (format) {
      case "checkpoint", "sockets", "lsof", "proc-net", "executables", "proc" -> STATE;
      case "ps", "velociraptor" -> EVENT; // the kernel tells when a process was started
      case "falco", "tetragon", "tracee", "inspektor-gadget" -> EVENT; // stamped in the kernel
      case "auditd", "sysmon", "scap" -> EVENT; // stamped in the kernel, too
      case "pcap", "zeek", "suricata" -> EVENT; // stamped as the packet came
      case "audit" -> EVENT; // requestReceivedTimestamp
      case "container-log" -> OBSERVATION; // stamped when the runtime reads the line
      case "hubble", "conntrack" -> OBSERVATION; // stamped when the agent reads the flow
      default -> UNKNOWN;
    };
  }

  /**
   * The same for one record: that events were lost is found out afterwards, and of what somebody
   * found when looking the kernel may tell when it had begun.
   */
  public static TimeKind of(String format, Kind kind) {
    if (kind == Kind.CLUSTER_EVENT || kind == Kind.NOT_HEARD || kind == Kind.LOGGED) {
      return OBSERVATION; // the kubelet, controllers and runtimes tell of what they found
    }
    if (kind == Kind.PROCESS_STARTED && format.equals("proc")) {
      return EVENT;
    }
    return kind == Kind.EVENTS_LOST && of(format) == EVENT ? OBSERVATION : of(format);
  }
}
