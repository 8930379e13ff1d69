package salvor.baseline;

/**
 * Whether an observation fits what the workload is known to do. The order is part of the stored
 * format.
 */
public enum Verdict {
  /** It equals something the workload is known to do. */
  IN,
  /** It differs from everything the workload is known to do, or needs no baseline to be wrong. */
  OUT,
  /**
   * It is outside of the profile, and a declared cause accounts for it; an attacker can imitate
   * these.
   */
  EXPLAINED,
  /** It cannot be judged; the reason says what is missing. Never to be shown as normal. */
  UNKNOWN
}
