package salvor.baseline;

/**
 * A side of a workload's behaviour that is learned and judged by itself. The order is part of the
 * stored format.
 */
public enum Facet {
  /** Programs started. */
  EXEC,
  /** Files written, created, renamed, deleted, or changed in mode. */
  FILE_WRITE,
  /** Files opened for reading, of any kind. */
  FILE_READ,
  /** Reads of the files listed in {@link Sensitive}; sensors often record only these. */
  SENSITIVE_READ,
  /** Connections in both directions, and listening. */
  NETWORK,
  /** Names looked up. */
  DNS,
  CAPABILITY,
  SYSCALL,
  /** Requests to the Kubernetes API made with the pod's token. */
  API
}
