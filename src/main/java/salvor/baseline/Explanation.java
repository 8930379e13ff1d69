package salvor.baseline;

/**
 * A declared cause that accounts for a process and its descendants.
 *
 * @param reason the kind of cause
 * @param row the row that shows it, -1 when it is declared in cluster objects
 */
record Explanation(Reason reason, int row) {}
