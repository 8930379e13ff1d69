package salvor.triage;

/** What would have helped to judge, and is not in the evidence. */
public enum MissingEvidence {
  /** No record of the Kubernetes audit log covers the time. */
  AUDIT_LOG,
  /** No name lookup was recorded. */
  DNS,
  /** No connection was recorded. */
  CONNECTIONS,
  /** No process start was recorded, alerts apart: what ran unnoticed is not known. */
  TELEMETRY,
  /** No process start was recorded, and no alert either, as in a capture of a network. */
  PROCESSES,
  /** The records do not say which container it was. */
  CONTAINER,
  /** The start of the process was not recorded. */
  PROCESS_START,
  /** No cluster objects: owners, addresses and probes are not known. */
  CLUSTER_OBJECTS,
  /** No baseline applies. */
  BASELINE,
  /** A sensor lost events in this time. */
  LOST_EVENTS
}
