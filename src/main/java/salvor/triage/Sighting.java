package salvor.triage;

import salvor.timeline.DrawingClass;

/**
 * What one side of a {@link Comparison} shows of an act.
 *
 * @param count how many rows
 * @param firstRow the one with the least offset
 * @param firstOffset nanoseconds from the side's zero to it
 * @param worst how the worst of them is drawn
 * @param worstRow the first that is drawn so
 */
public record Sighting(
    int count, int firstRow, long firstOffset, DrawingClass worst, int worstRow) {}
