package salvor.review;

/** What a rule can ask of an observation. */
public enum Field {
  NAMESPACE,
  /** The container's name in the pod. */
  CONTAINER,
  DIGEST,
  /** The path of the program. */
  EXECUTABLE,
  /** The short name of the program: what tells the parts of a busybox apart. */
  NAME,
  /** The path of the program that started it. */
  PARENT,
  PARENT_NAME,
  /** All words behind the first of the command line, separated by spaces. */
  ARGUMENTS,
  /** The same with the first. */
  COMMAND_LINE,
  FILE,
  /** The address at the other end. */
  PEER,
  /** The port that serves. */
  PORT,
  /** The name looked up. */
  LOOKUP,
  VERB,
  /** What is asked of the API, with its subresource: {@code pods/exec}. */
  RESOURCE,
  USER,
  USER_AGENT,
  /** The name of a system call or kernel hook. */
  CALL
}
