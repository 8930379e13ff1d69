package salvor.triage;

/** What to look at next. */
public enum NextStep {
  /** Keep the executable before it is gone, and hash it. */
  SECURE_THE_EXECUTABLE,
  /** See what the process did afterwards, from its root. */
  FOLLOW_THE_PROCESS_TREE,
  /** See what reached the service just before: the request that carried it in. */
  LOOK_AT_INBOUND_REQUESTS,
  /** See who else talks to this address. */
  SEARCH_THE_PEER_EVERYWHERE,
  /** See what the API server was asked with the pod's token, and revoke it. */
  CHECK_API_USE_OF_THE_TOKEN,
  /** See who changed the file and what reads it. */
  COMPARE_THE_FILE_WITH_THE_IMAGE,
  /** Ask who ran this, and why: see the audit log for the exec. */
  ASK_FOR_THE_OPERATOR,
  /** See the other containers of the same image digest. */
  CHECK_THE_SAME_DIGEST,
  /** See the node: the boundary of the container was touched. */
  CHECK_THE_NODE,
  /** Learn or get a baseline for this workload. */
  GET_A_BASELINE
}
