package salvor.timeline;

/**
 * The cells of one lane in a window: for each the worst class and how many observations. Used again
 * for the next lane.
 */
final class Cells {
  private final byte[] worst;
  private final int[] count;

  Cells(int size) {
    worst = new byte[size];
    count = new int[size];
  }

  int size() {
    return worst.length;
  }

  void clear() {
    java.util.Arrays.fill(worst, (byte) 0);
    java.util.Arrays.fill(count, 0);
  }

  void add(int cell, byte mark, int number) {
    if (mark > worst[cell]) {
      worst[cell] = mark;
    }
    count[cell] += number;
  }

  /** Has nothing stand there. */
  void empty(int cell) {
    worst[cell] = 0;
    count[cell] = 0;
  }

  /** The ordinal of the worst class plus 1; 0 when nothing is there. */
  byte worst(int cell) {
    return worst[cell];
  }

  int count(int cell) {
    return count[cell];
  }
}
