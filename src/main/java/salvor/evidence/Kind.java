package salvor.evidence;

/** The kinds of {@link Activity}. The order is part of the stored format: append only. */
public enum Kind {
  PROCESS_STARTED("process started"),
  PROCESS_ENDED("process ended"),
  CONNECTION_OPENED("connection opened"),
  CONNECTION_ACCEPTED("connection accepted"),
  LISTENING("listening"),
  NAME_LOOKED_UP("name looked up"),
  FILE_OPENED("file opened"),
  FILE_WRITTEN("file written"),
  FILE_DELETED("file deleted"),
  KERNEL_ACTION("kernel action"),
  API_REQUEST("API request"),
  ALERT("alert"),
  EVENTS_LOST("events lost"),
  CLUSTER_EVENT("cluster event"),
  NOT_HEARD("not heard"),
  LOGGED("log line");

  private final String words;

  Kind(String words) {
    this.words = words;
  }

  /**
   * Whether somebody did something that a baseline can know: not the end of a process, and not what
   * is only told about the recording, by the cluster or in a log.
   */
  public boolean isAct() {
    return switch (this) {
      case PROCESS_ENDED, EVENTS_LOST, CLUSTER_EVENT, NOT_HEARD, LOGGED -> false;
      default -> true; // whatever else a sensor tells of was done by a process or a client
    };
  }

  /** The kind in the words of the field. */
  public String words() {
    return words;
  }
}
