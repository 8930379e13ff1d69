package salvor.timeline;

/**
 * A point that the course of an incident is measured by, in the order in which they should come.
 * The names are part of the stored format.
 */
public enum Milestone {
  COMPROMISE_POSSIBLE("compromise, earliest possible"),
  COMPROMISE_CONFIRMED("compromise confirmed"),
  FIRST_ALERT("first alert or detection"),
  ISOLATED("isolated (verified)"),
  EVIDENCE_COMPLETE("evidence complete"),
  TERMINATED("terminated"),
  FIX_ROLLED_OUT("fixed digest rolled out");

  private final String words;

  Milestone(String words) {
    this.words = words;
  }

  /** What it is called. */
  public String words() {
    return words;
  }
}
