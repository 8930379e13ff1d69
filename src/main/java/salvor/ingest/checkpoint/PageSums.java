package salvor.ingest.checkpoint;

import java.util.List;

/** The check sums of one process's pages, one after another in the order of their addresses. */
final class PageSums {
  private final List<PageMap.Run> runs;
  private final long[] sums;
  private int run;
  private long inRun;
  private long number;

  /**
   * @param sums of as many pages as could be read, in the order of the runs
   */
  PageSums(List<PageMap.Run> runs, long[] sums) {
    this.runs = runs;
    this.sums = sums;
  }

  /** Whether there are no more pages. */
  boolean ended() {
    return run == runs.size();
  }

  /** Where the page lies; behind all others when there are no more. */
  long address() {
    return ended() ? Long.MAX_VALUE : runs.get(run).address() + inRun;
  }

  /** Whether its content could be read. */
  boolean isRead() {
    return number < sums.length;
  }

  long sum() {
    return sums[(int) number];
  }

  /** How many pages follow one another from here. */
  long left() {
    return (runs.get(run).length() - inRun) / PageMap.PAGE;
  }

  /** How many pages are up to an address, where pages that another has begin; one at least. */
  long before(long other) {
    return Math.clamp((other - address()) / PageMap.PAGE, 1, left());
  }

  void pass(long pages) {
    number += pages;
    inRun += pages * PageMap.PAGE;
    if (inRun >= runs.get(run).length()) {
      run++;
      inRun = 0;
    }
  }
}
