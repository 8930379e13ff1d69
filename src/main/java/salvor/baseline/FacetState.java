package salvor.baseline;

/** How far a facet of a profile may be trusted. Only {@link #STABLE} can yield OUT. */
public enum FacetState {
  /** Nothing was recorded about this facet. */
  NONE(Reason.FACET_NONE),
  /** Still being learned, or watched for too short a time. */
  LEARNING(Reason.FACET_LEARNING),
  STABLE(Reason.MATCHED),
  /** Open-ended: new elements never ceased to come, so the facet is not judged. */
  UNSTABLE(Reason.FACET_UNSTABLE),
  /** Learned from another image digest. */
  STALE(Reason.FACET_STALE),
  /** Events were lost, or the profile was cut. */
  TRUNCATED(Reason.FACET_TRUNCATED),
  /** The learning window overlaps the incident or an operator's shell. */
  TAINTED(Reason.FACET_TAINTED);

  private final Reason reason;

  FacetState(Reason reason) {
    this.reason = reason;
  }

  /** Why something unmatched is UNKNOWN in this state; meaningless for {@link #STABLE}. */
  public Reason reason() {
    return reason;
  }
}
