package salvor.timeline;

/**
 * A point that the course of an incident is measured by, in the order in which they should come.
 * The names are part of the stored format.
 */
public enum Milestone {
  COMPROMISE_POSSIBLE("compromise, earliest possible", "possible compromise"),
  COMPROMISE_CONFIRMED("compromise confirmed", "confirmed"),
  FIRST_ALERT("first alert or detection", "first alert"),
  ISOLATED("isolated (verified)", "isolated"),
  EVIDENCE_COMPLETE("evidence complete", "evidence"),
  TERMINATED("terminated", "terminated"),
  FIX_ROLLED_OUT("fixed digest rolled out", "fixed");

  private final String words;
  private final String brief;

  Milestone(String words, String brief) {
    this.words = words;
    this.brief = brief;
  }

  /** What it is called. */
  public String words() {
    return words;
  }

  /** What it is called where there is little room. */
  public String brief() {
    return brief;
  }
}
