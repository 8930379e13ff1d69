package salvor.workbench.selection;

import java.util.BitSet;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Several events at once, as a table has them chosen: places in its order, which ten million of are
 * a megabyte. Immutable.
 */
public final class Several {
  /** No more than the one that is selected. */
  public static final Several NONE = new Several(new BitSet(), place -> place);

  private final BitSet places;
  private final IntUnaryOperator rowAt;
  private final int count;

  /**
   * What stands at some places.
   *
   * @param rowAt gives the row at a place, for ever the same
   */
  public Several(BitSet places, IntUnaryOperator rowAt) {
    this.places = (BitSet) places.clone();
    this.rowAt = rowAt;
    this.count = places.cardinality();
  }

  /** How many. */
  public int count() {
    return count;
  }

  /** Whether a place of the table is among them. */
  public boolean has(int place) {
    return places.get(place);
  }

  /** Their rows in the order of the table. */
  public IntStream rows() {
    return places.stream().map(rowAt);
  }
}
