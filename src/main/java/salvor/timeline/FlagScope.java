package salvor.timeline;

/** Where something is the first of its kind; the wider, the stronger a sign. */
public enum FlagScope {
  /** In a pod; of what is in no pod: on its lane. */
  POD,
  /** In all containers that were started from the same image digest. */
  IMAGE,
  /** In all evidence of the case. */
  CASE
}
