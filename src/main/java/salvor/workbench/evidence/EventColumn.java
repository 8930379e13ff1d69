package salvor.workbench.evidence;

/** The columns of the event table. */
public enum EventColumn {
  TIME("Time (UTC)", 218),
  VERDICT("Verdict", 132),
  KIND("Kind", 138),
  POD("Pod", 190),
  CONTAINER("Container", 96),
  PROGRAM("Program", 150),
  DETAILS("Details", 520);

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
