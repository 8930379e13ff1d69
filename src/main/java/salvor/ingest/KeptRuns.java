package salvor.ingest;

import java.util.Arrays;

/** Where in a content the bytes stood that were kept of it. */
public final class KeptRuns {
  private long[] now = new long[16];
  private long[] before = new long[16];
  private int size;

  KeptRuns() {}

  /** From this offset of the rest on, bytes stood in a row from that offset on. */
  void add(long rest, long content) {
    while (size > 0 && now[size - 1] >= rest) {
      size--; // nothing of that run stayed
    }
    if (size == now.length) {
      now = Arrays.copyOf(now, size * 2);
      before = Arrays.copyOf(before, size * 2);
    }
    now[size] = rest;
    before[size++] = content;
  }

  /** Where a byte of the rest stood. */
  public long before(long rest) {
    int found = Arrays.binarySearch(now, 0, size, rest);
    int run = found >= 0 ? found : -found - 2;
    return run < 0 ? rest : before[run] + rest - now[run];
  }
}
