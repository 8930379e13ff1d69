package salvor.timeline;

/**
 * What stands in one pixel column of a lane.
 *
 * @param count how many observations
 * @param out how many of them have the verdict OUT
 * @param worst the worst class among them
 * @param firstRow the first row of that class
 * @param from the first nanosecond of the column
 * @param to the first nanosecond after it
 */
public record Cell(int count, int out, DrawingClass worst, int firstRow, long from, long to) {}
