package salvor.workbench.evidence;

/** The columns of the event table. */
public enum EventColumn {
  TIME("Time (UTC)", 168),
  VERDICT("Verdict", 122),
  KIND("Kind", 132),
  POD("Pod", 168),
  CONTAINER("Container", 76),
  PROGRAM("Program", 112),
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
