package salvor.workbench.evidence;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Judgement;
import salvor.baseline.Verdict;
import salvor.jobs.Progress;
import salvor.timeline.Area;
import salvor.workbench.selection.Section;
import salvor.workbench.selection.Span;

/**
 * Finds which rows are shown, and puts them in order: by the rank of their text among the distinct
 * texts of the column, which are fewer and compared once; rows of one text by time.
 */
final class RowSort {
  private static final int STEP = 1 << 16;

  /**
   * What is asked for.
   *
   * @param hideIn whether rows with the verdict IN are left out
   * @param range the only time and lanes to show, null for all
   * @param untimed whether only rows without a time are shown; a range says nothing about them
   * @param sight the rows that the filter leaves, not to be changed; null for all
   * @param dims whether the other rows are shown too
   * @param by the column to sort by
   * @param ascending the direction
   */
  record Wanted(
      boolean hideIn,
      @Nullable Section range,
      boolean untimed,
      @Nullable BitSet sight,
      boolean dims,
      EventColumn by,
      boolean ascending) {
    static final Wanted ALL = new Wanted(false, null, false, null, false, EventColumn.TIME, true);

    /** The rows that the filter leaves and outside of which none is shown; null for all. */
    @Nullable BitSet only() {
      return dims ? null : sight;
    }

    /** The same of another time and other lanes. */
    Wanted in(@Nullable Section other) {
      return new Wanted(hideIn, other, untimed && other == null, sight, dims, by, ascending);
    }

    private boolean isNatural() {
      return !hideIn
          && range == null
          && !untimed
          && only() == null
          && by == EventColumn.TIME
          && ascending;
    }
  }

  private final EventCells cells;

  RowSort(EventCells cells) {
    this.cells = cells;
  }

  RowOrder order(Wanted wanted, Progress progress) {
    int size = cells.observations().size();
    if (wanted.isNatural()) {
      return RowOrder.natural(size);
    }
    int[] rows = shown(wanted, progress);
    if (wanted.by() == EventColumn.TIME || !wanted.by().isSortable()) {
      return wanted.ascending() ? RowOrder.of(rows) : RowOrder.falling(reversed(rows));
    }
    int[] ranks = ranks(wanted.by(), progress);
    if (!wanted.ascending()) {
      int most = Arrays.stream(ranks).max().orElse(0);
      Arrays.setAll(ranks, key -> most - ranks[key]);
    }
    IntUnaryOperator rank = row -> ranks[cells.key(wanted.by(), row)];
    return RowOrder.sorted(byRank(rows, ranks, rank, progress), rank);
  }

  /** How many rows of an order the filter leaves out. */
  static int dimmed(Wanted wanted, RowOrder order) {
    BitSet left = wanted.sight();
    if (!wanted.dims() || left == null) {
      return 0;
    }
    int dimmed = 0;
    for (int i = 0; i < order.size(); i++) {
      dimmed += left.get(order.row(i)) ? 0 : 1;
    }
    return dimmed;
  }

  /** Ranks are dense: the rows of each are counted, and then each goes to its place. */
  private static int[] byRank(int[] rows, int[] ranks, IntUnaryOperator rank, Progress progress) {
    int[] next = new int[Arrays.stream(ranks).max().orElse(0) + 2];
    for (int i = 0; i < rows.length; i++) {
      if (i % STEP == 0) {
        progress.at(i, rows.length * 2L, "sorting");
      }
      next[rank.applyAsInt(rows[i]) + 1]++;
    }
    Arrays.parallelPrefix(next, Integer::sum);
    int[] sorted = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      if (i % STEP == 0) {
        progress.at(rows.length + i, rows.length * 2L, "sorting");
      }
      sorted[next[rank.applyAsInt(rows[i])]++] = rows[i];
    }
    return sorted;
  }

  private int[] shown(Wanted wanted, Progress progress) {
    var observations = cells.observations();
    Section only = wanted.untimed() ? null : wanted.range();
    Span range = only == null ? null : only.span();
    Area area = only == null ? null : only.area();
    int from =
        wanted.untimed()
            ? observations.timed()
            : range == null ? 0 : observations.firstAtOrAfter(range.from());
    int to = range == null ? observations.size() : observations.firstAtOrAfter(range.to());
    BitSet sight = wanted.only();
    int[] rows = new int[sight == null ? to - from : Math.min(to - from, sight.cardinality())];
    int n = 0;
    for (int row = next(sight, from, to); row < to; row = next(sight, row + 1, to)) {
      if (row % STEP == 0) {
        progress.at(row - from, to - from, "filtering");
      }
      if ((!wanted.hideIn() || cells.verdict(row) != Verdict.IN)
          && (area == null || area.isOn(row))) {
        rows[n++] = row;
      }
    }
    return n == rows.length ? rows : Arrays.copyOf(rows, n);
  }

  private static int next(@Nullable BitSet sight, int from, int to) {
    int next = sight == null ? from : sight.nextSetBit(from);
    return next < 0 ? to : next;
  }

  private static int[] reversed(int[] rows) {
    int[] reversed = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      reversed[i] = rows[rows.length - 1 - i];
    }
    return reversed;
  }

  private int[] ranks(EventColumn column, Progress progress) {
    int keys = cells.keys(column);
    return switch (column) {
      case TIME, RECORDED_TIME, GAP, MARKS, TAGS -> new int[0];
      case VERDICT, SEVERITY ->
          ranked(keys, Comparator.comparing(this::judgement, RowSort::byWorst));
      case PID -> IntStream.range(0, keys).toArray(); // they are numbers, and in order
      case REASON,
          KIND,
          POD,
          CONTAINER,
          CLUSTER,
          NAMESPACE,
          WORKLOAD,
          IMAGE,
          DIGEST,
          NODE,
          PROGRAM,
          PARENT,
          ARGUMENTS,
          USER,
          DETAILS,
          OUTCOME,
          RECORD -> {
        String[] texts = new String[keys];
        for (int key = 0; key < keys; key++) {
          if (key % STEP == 0) {
            progress.at(key, keys, "reading texts");
          }
          texts[key] = cells.textOf(column, key);
        }
        yield ranked(keys, Comparator.comparing(key -> texts[key]));
      }
    };
  }

  private Judgement judgement(int key) {
    return cells.judgement(key);
  }

  private static int byWorst(Judgement one, Judgement other) {
    int byVerdict = Integer.compare(rank(one.verdict()), rank(other.verdict()));
    return byVerdict != 0 ? byVerdict : other.severity().compareTo(one.severity());
  }

  private static int rank(Verdict verdict) {
    return switch (verdict) {
      case OUT -> 0;
      case EXPLAINED -> 1;
      case UNKNOWN -> 2;
      case IN -> 3;
    };
  }

  private static int[] ranked(int keys, Comparator<Integer> order) {
    Integer[] sorted = new Integer[keys];
    Arrays.setAll(sorted, key -> key);
    Arrays.sort(sorted, order);
    int[] ranks = new int[keys];
    for (int i = 1; i < keys; i++) {
      boolean equal = order.compare(sorted[i - 1], sorted[i]) == 0;
      ranks[sorted[i]] = ranks[sorted[i - 1]] + (equal ? 0 : 1);
    }
    return ranks;
  }
}
