package salvor.timeline;

/** What anchors say of two clocks. */
public enum OffsetVerdict {
  /** Fewer than {@value DetectedOffset#FEWEST} anchors: nothing is claimed. */
  TOO_FEW,

  /** The anchors contradict each other: nothing is claimed. */
  SCATTERED,

  /** The difference is within what delays and the resolution of the times explain. */
  AGREE,

  /** The clocks are apart. */
  APART,

  /** The clocks are more than a minute apart: a wrong zone or date rather than drift. */
  FAR_APART;

  /** Whether there are anchors enough, and close enough, to say anything. */
  public boolean isDetected() {
    return this != TOO_FEW && this != SCATTERED;
  }
}
