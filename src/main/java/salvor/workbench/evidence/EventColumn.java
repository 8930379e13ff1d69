package salvor.workbench.evidence;

/** The columns of the event table. */
public enum EventColumn {
  TIME("Time (UTC)", 158),
  VERDICT("Verdict", 120),
  KIND("Kind", 148),
  POD("Pod", 156),
  CONTAINER("Container", 88),
  PROGRAM("Program", 108),
  DETAILS("Details", 420);

  private final String title;
  private final double width;

  EventColumn(String title, double width) {
    this.title = title;
    this.width = width;
  }

  /** The column's heading. */
  public String title() {
    return title;
  }

  /** Its first width in pixels. */
  public double width() {
    return width;
  }
}
