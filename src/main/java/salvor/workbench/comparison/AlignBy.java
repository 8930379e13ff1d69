package salvor.workbench.comparison;

/** What the investigator has laid upon each other. */
public enum AlignBy {
  /** The starts of the containers. */
  START,
  /** The selected event, and the first of its like on the other side. */
  EVENT,
  /** The same time of the clock. */
  CLOCK,
  /** The begin of each side's window. */
  WINDOW
}
