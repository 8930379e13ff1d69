package salvor.evidence;

import java.nio.IntBuffer;

/**
 * Distinct rows of numbers, each known by a number from 0; read only and safe for many threads.
 *
 * @param values all tuples behind one another
 * @param starts where each begins, and one more: where the last one ends
 * @param size the number of tuples
 * @param tail so many values at the end of each are not counted in its length
 */
public record Tuples(IntBuffer values, IntBuffer starts, int size, int tail) {
  /** Value number {@code field} of a tuple. */
  public int get(int id, int field) {
    return values.get(starts.get(id) + field);
  }

  /** The number of values in a tuple, without its tail. */
  public int length(int id) {
    return starts.get(id + 1) - starts.get(id) - tail;
  }

  /** Value number {@code field} of a tuple's tail. */
  int tail(int id, int field) {
    return values.get(starts.get(id + 1) - tail + field);
  }
}
