package salvor.triage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import salvor.baseline.Lineage;
import salvor.baseline.Verdicts;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Quality;
import salvor.jobs.Progress;
import salvor.timeline.DrawingClass;

/**
 * Who started whom: the runs of programs that {@link Lineage} follows, as a forest in each
 * container. Runs are numbers, in the order in which they first appear, so a parent's is below its
 * children's. Read only and safe for many threads.
 */
public final class ProcessForest {
  /** No run: the row does not tell, or a run has no parent that was seen. */
  public static final int NONE = -1;

  /**
   * The runs of one container.
   *
   * @param location the number of the location at which it was first seen
   * @param roots the runs whose parent was not seen in it, in the order of time
   * @param runs how many runs it has
   * @param worst how the worst of their observations is drawn
   */
  public record Tree(int location, List<Integer> roots, int runs, DrawingClass worst) {}

  private final int[] runOf;
  private final Runs runs = new Runs();
  private final int[] children;
  private final int[] childrenFrom;
  private final List<Tree> trees;

  /** What is known of each run, one value a run. */
  private static final class Runs {
    int size;
    int[] parent = new int[64];
    int[] first = new int[64];
    int[] end = new int[64];
    int[] events = new int[64];
    boolean[] started = new boolean[64];
    byte[] worst = new byte[64];
    byte[] below = new byte[64];

    /** Makes room for so many, and for no more. */
    void room(int n) {
      parent = Arrays.copyOf(parent, n);
      first = Arrays.copyOf(first, n);
      end = Arrays.copyOf(end, n);
      events = Arrays.copyOf(events, n);
      started = Arrays.copyOf(started, n);
      worst = Arrays.copyOf(worst, n);
      below = Arrays.copyOf(below, n);
    }

    void add(Lineage.Run run, boolean withStart) {
      if (size == parent.length) {
        room(size * 2);
      }
      Lineage.Run by = run.parent();
      parent[size] = by == null ? NONE : by.number();
      first[size] = run.row();
      end[size] = NONE;
      started[size] = withStart;
      size++;
    }
  }

  private ProcessForest(Observations observations, Verdicts verdicts, Progress progress) {
    runOf = new int[observations.size()];
    Arrays.fill(runOf, NONE);
    byte[] drawn = DrawingClass.ofJudgements(verdicts);
    Lineage lineage = new Lineage(observations);
    for (int row = 0; row < observations.timed(); row++) {
      if ((row & 0xFFFF) == 0) {
        progress.at(row, observations.timed(), "Following processes");
      }
      Lineage.Run run = lineage.see(row);
      if (run != null) {
        see(run, row, drawn[verdicts.perRow().get(row)], observations);
      }
    }
    runs.room(runs.size);
    for (int run = runs.size - 1; run >= 0; run--) {
      int parent = runs.parent[run];
      if (parent >= 0) {
        int worst = Math.max(runs.worst[run], runs.below[run]);
        runs.below[parent] = (byte) Math.max(runs.below[parent], worst);
      }
    }
    childrenFrom = new int[runs.size + 1];
    children = children();
    trees = trees(observations);
  }

  /**
   * The forest of these observations.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static ProcessForest of(Observations observations, Verdicts verdicts, Progress progress) {
    return new ProcessForest(observations, verdicts, progress);
  }

  private void see(Lineage.Run run, int row, byte drawn, Observations observations) {
    int number = run.number();
    if (number == runs.size) {
      boolean looked = (observations.quality(row) & Quality.SEEN_RUNNING.bit()) != 0;
      runs.add(run, run.started() && !looked);
    }
    runOf[row] = number;
    runs.events[number]++;
    runs.worst[number] = (byte) Math.max(runs.worst[number], drawn);
    if (observations.kind(row) == Kind.PROCESS_ENDED) {
      runs.end[number] = row;
    }
  }

  private int[] children() {
    for (int run = 0; run < runs.size; run++) {
      if (runs.parent[run] >= 0) {
        childrenFrom[runs.parent[run] + 1]++;
      }
    }
    for (int run = 0; run < runs.size; run++) {
      childrenFrom[run + 1] += childrenFrom[run];
    }
    int[] next = Arrays.copyOf(childrenFrom, runs.size);
    int[] all = new int[childrenFrom[runs.size]];
    for (int run = 0; run < runs.size; run++) {
      if (runs.parent[run] >= 0) {
        all[next[runs.parent[run]]++] = run;
      }
    }
    return all;
  }

  private List<Tree> trees(Observations observations) {
    int[] containers = Lineage.containers(observations);
    int most = Arrays.stream(containers).max().orElse(NONE) + 1;
    List<List<Integer>> roots = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      roots.add(new ArrayList<>());
    }
    int[] sizes = new int[most];
    byte[] worst = new byte[most];
    for (int run = 0; run < runs.size; run++) {
      int container = containers[observations.locationId(runs.first[run])];
      sizes[container]++;
      worst[container] = (byte) Math.max(worst[container], runs.worst[run]);
      if (runs.parent[run] < 0) {
        roots.get(container).add(run);
      }
    }
    List<Tree> found = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      if (sizes[i] > 0) {
        int location = observations.locationId(runs.first[roots.get(i).getFirst()]);
        found.add(
            new Tree(location, List.copyOf(roots.get(i)), sizes[i], DrawingClass.at(worst[i])));
      }
    }
    found.sort(Comparator.comparing(Tree::worst).reversed()); // stable: equal ones by first sight
    return List.copyOf(found);
  }

  /** The containers in which processes were seen, the one with the worst observation first. */
  public List<Tree> trees() {
    return trees;
  }

  /** The number of runs. */
  public int size() {
    return runs.size;
  }

  /** The run that did what a row says, {@link #NONE} when the record does not tell. */
  public int runOf(int row) {
    return row < 0 ? NONE : runOf[row];
  }

  /** The run that started a run, {@link #NONE} when that was not seen. */
  public int parent(int run) {
    return runs.parent[run];
  }

  /** The number of runs that a run started. */
  public int children(int run) {
    return childrenFrom[run + 1] - childrenFrom[run];
  }

  /** A run that a run started, in the order of time. */
  public int child(int run, int index) {
    return children[childrenFrom[run] + index];
  }

  /** The row that first showed a run. */
  public int firstRow(int run) {
    return runs.first[run];
  }

  /** Whether the first row of a run is its start; else its start was not recorded. */
  public boolean isStarted(int run) {
    return runs.started[run];
  }

  /** The row with the end of a run, {@link #NONE} when it was not recorded. */
  public int endRow(int run) {
    return runs.end[run];
  }

  /** How many rows a run has. */
  public int events(int run) {
    return runs.events[run];
  }

  /** How the worst of a run's own rows is drawn. */
  public DrawingClass worst(int run) {
    return DrawingClass.at(runs.worst[run]);
  }

  /** How the worst row of all that a run started, and what these started, is drawn. */
  public DrawingClass worstBelow(int run) {
    return DrawingClass.at(runs.below[run]);
  }

  /** The runs that have one of these rows, and their ancestors. */
  public BitSet having(BitSet rows) {
    BitSet kept = new BitSet(runs.size);
    for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
      for (int run = runOf(row); run >= 0 && !kept.get(run); run = runs.parent[run]) {
        kept.set(run);
      }
    }
    return kept;
  }
}
