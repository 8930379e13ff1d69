package salvor.triage;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Puts the rows of a side in the order of their offsets. Those of one unit are in it already, since
 * rows stand in the order of time: the units are merged two by two.
 */
final class UnitOrder {
  private final SideReader read;
  private int[] from;
  private int[] to;

  private UnitOrder(SideReader read) {
    this.read = read;
    this.from = new int[read.size];
    this.to = new int[read.size];
  }

  /** The places of what was read; of equal offsets the earlier row comes first. */
  static int[] of(SideReader read, int units) {
    return units < 2 ? IntStream.range(0, read.size).toArray() : new UnitOrder(read).merged(units);
  }

  private int[] merged(int units) {
    int[] begins = byUnit(units);
    for (int width = 1; width < units; width *= 2) {
      for (int low = 0; low < units; low += 2 * width) {
        merge(
            begins[low],
            begins[Math.min(low + width, units)],
            begins[Math.min(low + 2 * width, units)]);
      }
      int[] filled = to;
      to = from;
      from = filled;
    }
    return from;
  }

  /** One unit after another; gives where each begins, and the end. */
  private int[] byUnit(int units) {
    int[] begins = new int[units + 1];
    for (int place = 0; place < from.length; place++) {
      begins[read.units.of(read.rows[place]) + 1]++;
    }
    for (int unit = 0; unit < units; unit++) {
      begins[unit + 1] += begins[unit];
    }
    int[] next = Arrays.copyOf(begins, units);
    for (int place = 0; place < from.length; place++) {
      from[next[read.units.of(read.rows[place])]++] = place;
    }
    return begins;
  }

  private void merge(int low, int middle, int high) {
    int one = low;
    int other = middle;
    for (int at = low; at < high; at++) {
      boolean first = one < middle && (other >= high || isBefore(from[one], from[other]));
      to[at] = from[first ? one++ : other++];
    }
  }

  private boolean isBefore(int one, int other) {
    int difference = Long.compare(read.offsets[one], read.offsets[other]);
    return difference < 0 || (difference == 0 && one < other);
  }
}
