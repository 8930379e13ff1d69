package salvor.ingest.table;

/** What a column of a table tells of an event, beside its time and its kind. */
public enum Meaning {
  MESSAGE("message"),
  NODE("node"),
  NAMESPACE("namespace"),
  POD("pod"),
  POD_UID("podUid"),
  CONTAINER("container"),
  CONTAINER_ID("containerId"),
  IMAGE("image"),
  DIGEST("digest"),
  USER("user"),
  PID("pid"),
  EXECUTABLE("executable"),
  PROCESS_NAME("processName"),
  COMMAND_LINE("commandLine"),
  WORKING_DIRECTORY("workingDirectory"),
  PARENT_PID("parentPid"),
  PARENT("parent"),
  PATH("path"),
  ADDRESS("address"),
  PORT("port"),
  LOCAL_ADDRESS("localAddress"),
  LOCAL_PORT("localPort"),
  PROTOCOL("protocol"),
  NAME("name"),
  ANSWERS("answers"),
  RULE("rule"),
  PRIORITY("priority"),
  OUTCOME("outcome"),
  OUTCOME_SAID("outcomeSaid");

  private final String key;

  Meaning(String key) {
    this.key = key;
  }

  /** Its name in a mapping. */
  public String key() {
    return key;
  }
}
