package salvor.timeline;

/**
 * A time in which a sensor lost events, or was not heard: what is not seen there may have happened
 * all the same.
 *
 * @param from the last thing that the source saw before it, or that was heard of it
 * @param to when the sensor said so, or was heard again; the last of all when it never was
 * @param lost how many it lost, 0 when it did not say
 * @param source the source that it holds for
 * @param row the row that says so
 * @param open whether it was not heard again: in a recording that goes on it lasts until now
 */
public record Gap(long from, long to, long lost, int source, int row, boolean open) {
  /** One that has ended. */
  public Gap(long from, long to, long lost, int source, int row) {
    this(from, to, lost, source, row, false);
  }
}
