package salvor.evidence;

import java.util.Arrays;

/**
 * A stable merge sort of row numbers by a key, which costs next to nothing where the rows are in
 * order already: the ascending runs that are there are merged in pairs (Knuth, TAOCP vol. 3, 5.2.4,
 * natural merging), short ones first being lengthened by insertion.
 */
final class RunSort {
  private static final int SHORTEST = 32;

  private RunSort() {}

  /**
   * Sorts the first {@code size} numbers by {@code key[number]}; gives the sorted array, which may
   * be another one.
   */
  static int[] sort(int[] order, int size, long[] key) {
    int[] runs = new int[16];
    int count = 0;
    for (int at = 0; at < size; ) {
      if (count + 2 > runs.length) {
        runs = Arrays.copyOf(runs, runs.length * 2);
      }
      runs[count++] = at;
      at = run(order, at, size, key);
    }
    if (count <= 1) {
      return order;
    }
    int[] from = order;
    int[] to = order.clone();
    while (count > 1) {
      runs[count] = size;
      int kept = 0;
      for (int i = 0; i < count; i += 2) {
        int end = i + 1 < count ? runs[i + 2] : size;
        merge(from, runs[i], i + 1 < count ? runs[i + 1] : end, end, to, key);
        runs[kept++] = runs[i];
      }
      count = kept;
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static int run(int[] order, int from, int size, long[] key) {
    int end = from + 1;
    while (end < size && key[order[end]] >= key[order[end - 1]]) {
      end++;
    }
    int wanted = Math.min(size, from + SHORTEST);
    for (; end < wanted; end++) {
      int row = order[end];
      int at = end;
      while (at > from && key[order[at - 1]] > key[row]) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = row;
    }
    return end;
  }

  private static void merge(int[] from, int left, int middle, int end, int[] to, long[] key) {
    int a = left;
    int b = middle;
    for (int at = left; at < end; at++) {
      to[at] = b >= end || (a < middle && key[from[a]] <= key[from[b]]) ? from[a++] : from[b++];
    }
  }
}
