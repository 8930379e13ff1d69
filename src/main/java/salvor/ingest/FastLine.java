package salvor.ingest;

import salvor.evidence.Rows;
import salvor.evidence.Tables;

/** Reads a line of a sensor's log without making objects of it; one instance serves one thread. */
public interface FastLine {
  /**
   * Adds the row of a line, or leaves it to the ordinary reader.
   *
   * @param bytes holds the line, without its line end, at {@code from} to {@code to}
   * @param source the source's number
   * @param line the line's number
   * @param offset the line's byte offset in the source
   * @return whether a row was added; when false, neither rows nor tables may have changed in what
   *     they say
   */
  boolean read(
      byte[] bytes, int from, int to, int source, long line, long offset, Rows rows, Tables tables);
}
