package salvor.timeline;

import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The lives of the processes of one track, for the question "which pixels of this window does one
 * cover, and of which class?".
 *
 * <p>Spans are kept apart by class and by the power of two of their length. Within such a group no
 * span is longer than twice another, so those that reach into a window from the left begin at most
 * that long before it, and a binary search finds the first; and groups of spans that are shorter
 * than a pixel need not be looked at: their start and end are marks already.
 */
final class SpanIndex {
  private final LongBuffer time;
  private final int[] numbers; // of the groups that hold spans, most do not
  private final long[][] groups;
  private final int size;

  /**
   * @param time the time of every row of the observations
   * @param classes the {@link DrawingClass} of every row
   * @param spans row of the start in the upper half, row of the end in the lower half
   */
  SpanIndex(LongBuffer time, byte[] classes, long[] spans) {
    this.time = time;
    this.size = spans.length;
    int[] counts = new int[DrawingClass.values().length * Long.SIZE];
    for (long span : spans) {
      counts[group(span, classes)]++;
    }
    this.numbers = IntStream.range(0, counts.length).filter(g -> counts[g] > 0).toArray();
    this.groups = new long[numbers.length][];
    int[] at = new int[counts.length];
    for (int i = 0; i < numbers.length; i++) {
      groups[i] = new long[counts[numbers[i]]];
      at[numbers[i]] = i;
    }
    for (long span : spans) {
      int g = group(span, classes);
      groups[at[g]][--counts[g]] = span;
    }
    for (long[] group : groups) {
      Arrays.sort(group); // by the row of the start, which is by its time
    }
  }

  private int group(long span, byte[] classes) {
    int start = (int) (span >>> 32);
    long length = Math.max(1, time.get((int) span) - time.get(start));
    return classes[start] * Long.SIZE + 63 - Long.numberOfLeadingZeros(length);
  }

  /** The number of spans. */
  int size() {
    return size;
  }

  /** What it keeps in memory, in bytes. */
  long bytes() {
    return 8L * size;
  }

  /** Adds to the cells which of them a span covers. */
  void sweep(Viewport viewport, Cells cells) {
    for (int g = 0; g < groups.length; g++) {
      int bits = numbers[g] % Long.SIZE;
      long longest = bits >= 61 ? Viewport.MOST_NANOS : 1L << (bits + 1);
      if (longest > viewport.nanosPerPixel()) {
        sweep(groups[g], longest, (byte) (numbers[g] / Long.SIZE + 1), viewport, cells);
      }
    }
  }

  private void sweep(long[] group, long longest, byte mark, Viewport viewport, Cells cells) {
    long from = viewport.from();
    long before = from < Long.MIN_VALUE + longest ? Long.MIN_VALUE : from - longest;
    int covered = -1;
    for (int i = firstFrom(group, before); i < group.length; i++) {
      long start = time.get((int) (group[i] >>> 32));
      if (start >= viewport.to()) {
        break;
      }
      long end = time.get((int) group[i]);
      if (end < from) {
        continue;
      }
      int first = (int) (Math.max(0, start - from) / viewport.nanosPerPixel());
      int last =
          (int)
              Math.min(
                  cells.size() - 1,
                  (Math.min(end, viewport.to() - 1) - from) / viewport.nanosPerPixel());
      for (int cell = Math.max(first, covered + 1); cell <= last; cell++) {
        cells.add(cell, mark, 1);
      }
      covered = Math.max(covered, last);
    }
  }

  private int firstFrom(long[] group, long nanos) {
    int low = 0;
    int high = group.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (time.get((int) (group[middle] >>> 32)) < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
