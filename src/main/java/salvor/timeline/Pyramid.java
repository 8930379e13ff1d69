package salvor.timeline;

import java.util.Arrays;

/**
 * Buckets of 2^n nanoseconds at absolute multiples over the observations of a lane, and over them
 * buckets twice as wide, level by level until two are left.
 *
 * @param base the power of two of the lowest level's buckets
 * @param first the number of the lowest level's first bucket, counted from 1970
 * @param starts the position at which each bucket of the lowest level begins, and the end of the
 *     last
 * @param worst of each level and bucket the worst mark: the ordinal of its class plus 1, 0 for none
 */
record Pyramid(int base, long first, int[] starts, byte[][] worst) {
  /** Over so few that it is not worth it. */
  static final Pyramid NONE = new Pyramid(0, 0, new int[0], new byte[0][]);

  /** Over these times, in order, with less than so many buckets at the lowest level. */
  static Pyramid over(long[] times, byte[] marks, int wanted) {
    long begin = times[0];
    long end = times[times.length - 1];
    int bits = 0;
    while ((end >> bits) - (begin >> bits) < 0 || (end >> bits) - (begin >> bits) >= wanted) {
      bits++;
    }
    long first = begin >> bits;
    int buckets = (int) ((end >> bits) - first) + 1;
    Pyramid pyramid = new Pyramid(bits, first, new int[buckets + 1], room(first, buckets));
    pyramid.fillBase(times, marks);
    pyramid.fillLevels();
    return pyramid;
  }

  private static byte[][] room(long first, int buckets) {
    int count = 1;
    while (((first + buckets - 1) >> count) - (first >> count)
        > 1) { // two, not one: they may lie on both sides of 1970
      count++;
    }
    byte[][] levels = new byte[count][];
    for (int level = 0; level < count; level++) {
      levels[level] = new byte[(int) (((first + buckets - 1) >> level) - (first >> level)) + 1];
    }
    return levels;
  }

  private void fillBase(long[] times, byte[] marks) {
    byte[] lowest = worst[0];
    int bucket = -1;
    for (int p = 0; p < times.length; p++) {
      int of = (int) ((times[p] >> base) - first);
      while (bucket < of) {
        starts[++bucket] = p;
      }
      if (marks[p] > lowest[of]) {
        lowest[of] = marks[p];
      }
    }
    Arrays.fill(starts, bucket + 1, starts.length, times.length);
  }

  private void fillLevels() {
    for (int level = 1; level < worst.length; level++) {
      byte[] below = worst[level - 1];
      byte[] here = worst[level];
      int odd = (int) ((first >> (level - 1)) & 1);
      for (int b = 0; b < below.length; b++) {
        int up = (b + odd) >> 1;
        if (below[b] > here[up]) {
          here[up] = below[b];
        }
      }
    }
  }

  int levels() {
    return worst.length;
  }

  /** The position at which a bucket of a level begins. */
  int start(int bucket, int level) {
    int index = (bucket << level) - (int) (first & ((1L << level) - 1));
    return starts[Math.clamp(index, 0, starts.length - 1)];
  }

  /** What it keeps in memory, in bytes. */
  long bytes() {
    return 4L * starts.length + Arrays.stream(worst).mapToLong(level -> level.length).sum();
  }
}
