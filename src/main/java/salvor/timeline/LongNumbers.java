package salvor.timeline;

/** Numbers distinct values from 0 in the order in which they come, without an object for each. */
final class LongNumbers {
  private long[] values = new long[64];
  private int[] numbers = new int[64]; // of the value at the same place, plus 1; 0: nothing there
  private int size;

  /** The number of a value, given now if it has none. */
  int of(long value) {
    int at = place(value);
    if (numbers[at] == 0) {
      if (size * 2 >= values.length) {
        grow();
        at = place(value);
      }
      values[at] = value;
      numbers[at] = ++size;
    }
    return numbers[at] - 1;
  }

  /** Whether a value has no number yet; it has one then. */
  boolean add(long value) {
    int before = size;
    of(value);
    return size > before;
  }

  /** How many values have a number. */
  int size() {
    return size;
  }

  private int place(long value) {
    long mixed = value * 0x9E3779B97F4A7C15L;
    int at = (int) (mixed >>> 32) & (values.length - 1);
    while (numbers[at] != 0 && values[at] != value) {
      at = (at + 1) & (values.length - 1);
    }
    return at;
  }

  private void grow() {
    long[] oldValues = values;
    int[] oldNumbers = numbers;
    values = new long[oldValues.length * 2];
    numbers = new int[values.length];
    for (int i = 0; i < oldValues.length; i++) {
      if (oldNumbers[i] != 0) {
        int at = place(oldValues[i]);
        values[at] = oldValues[i];
        numbers[at] = oldNumbers[i];
      }
    }
  }
}
