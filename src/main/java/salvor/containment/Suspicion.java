package salvor.containment;

/** What is known of whether a pod is evidence of an incident. */
public enum Suspicion {
  /** Somebody decided that it is suspicious or compromised. */
  DECIDED_BAD,
  /** Something of it is out of profile, and nobody decided otherwise. */
  OUT_OF_PROFILE,
  /** Nothing was observed of it, or what was could not be judged. */
  NOT_KNOWN,
  /** All that was observed of it fits its baseline, or has a cause that was declared. */
  IN_PROFILE,
  /** Somebody decided that it is clean. */
  CLEARED;

  /** Whether it is not to end unasked. */
  public boolean isSuspect() {
    return this == DECIDED_BAD || this == OUT_OF_PROFILE;
  }
}
