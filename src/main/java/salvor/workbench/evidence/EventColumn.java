package salvor.workbench.evidence;

import salvor.workbench.wording.Moments;

/** The columns of the event table: what was done stands before where, which the lanes say too. */
public enum EventColumn {
  TIME("Time", 156),
  VERDICT("Verdict", 124),
  KIND("Kind", 142),
  PROGRAM("Program", 98),
  DETAILS("Details", 330),
  POD("Pod", 150),
  CONTAINER("Container", 92);

  private final String title;
  private final double width;

  EventColumn(String title, double width) {
    this.title = title;
    this.width = width;
  }

  /** The column's heading; of times it names the zone in which they are told. */
  public String title() {
    return this == TIME ? title + " (" + Moments.zone() + ")" : title;
  }

  /** Its first width in pixels. */
  public double width() {
    return width;
  }
}
