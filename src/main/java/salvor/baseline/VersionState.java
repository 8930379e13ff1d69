package salvor.baseline;

/** Whether a version of a baseline may be used. Only an approved one is ever taken unasked. */
public enum VersionState {
  /** Nobody has decided yet. */
  DRAFT,
  /** It tells what is normal for its container and image. */
  APPROVED,
  REJECTED,
  /** It was approved, and then another one was. */
  RETIRED
}
