package salvor.timeline;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import salvor.baseline.Verdicts;
import salvor.evidence.Observations;
import salvor.workload.Inventory;

/**
 * Finds the first OUT or NEAR of each thing in each pod, each image and the case, in one walk
 * through the rows in the order of time; only rows that are OUT or NEAR cost more than a look at a
 * byte.
 *
 * <p>Where nearly everything is new, a first says nothing, and remembering all of it would take as
 * much memory as the evidence: after {@value #MOST} different things of one sort (files, say) in
 * pods, no more of that sort are flagged, and {@link #isComplete} says so. Other sorts go on.
 */
public final class FirstSeen {
  static final int MOST = 20_000;

  private final Observations observations;
  private final Things things;
  private final Digests digests;
  private final LaneTree tree;
  private final LongNumbers seen = new LongNumbers();
  private final LongNumbers inPods = new LongNumbers();
  private final LongNumbers inImages = new LongNumbers();
  private final BitSet whereImageIsUnknown = new BitSet();
  private final Map<Things.Sort, Integer> counts = new EnumMap<>(Things.Sort.class);
  private final List<Flag> flags = new ArrayList<>();
  private boolean complete = true;

  private FirstSeen(Observations observations, Digests digests, LaneTree tree) {
    this.observations = observations;
    this.things = new Things(observations);
    this.digests = digests;
    this.tree = tree;
  }

  /**
   * The firsts of all observations.
   *
   * @param inventory what cluster objects say: the digests of containers
   */
  public static FirstSeen of(Observations observations, Verdicts verdicts, Inventory inventory) {
    LaneTree tree = new LaneTree(observations);
    return of(
        observations,
        DrawingClass.ofRows(observations.size(), verdicts),
        new Digests(observations, inventory, tree),
        tree);
  }

  static FirstSeen of(Observations observations, byte[] classes, Digests digests, LaneTree tree) {
    FirstSeen first = new FirstSeen(observations, digests, tree);
    for (int row = 0; row < observations.timed(); row++) {
      if (classes[row] >= DrawingClass.NEAR.ordinal()) {
        first.look(row);
      }
    }
    return first;
  }

  private void look(int row) {
    long thing = things.of(row);
    if (thing == Things.NONE) {
      return;
    }
    Things.Sort sort = Things.sort(thing);
    if (counts.getOrDefault(sort, 0) >= MOST) {
      complete = false;
      return;
    }
    int before = seen.size();
    int number = seen.of(thing);
    boolean inCase = seen.size() > before;
    boolean inPod = inPods.add((long) digests.pod(row).id() << 32 | number);
    Flag.InImage inImage = image(row, number);
    if (inPod) {
      counts.merge(sort, 1, Integer::sum);
    }
    if (inPod || inImage == Flag.InImage.FIRST) {
      flags.add(new Flag(row, tree.trackOf(row), inPod, inImage, inCase));
    }
  }

  private Flag.InImage image(int row, int thing) {
    int image = digests.number(row);
    if (image == Digests.NONE) {
      return Flag.InImage.NONE;
    }
    if (image == Digests.UNKNOWN) {
      whereImageIsUnknown.set(thing);
      return Flag.InImage.UNKNOWN;
    }
    if (!inImages.add((long) image << 32 | thing)) {
      return Flag.InImage.LATER;
    }
    return whereImageIsUnknown.get(thing) ? Flag.InImage.UNKNOWN : Flag.InImage.FIRST;
  }

  /** In the order of time. */
  public List<Flag> flags() {
    return List.copyOf(flags);
  }

  /** Whether every first is flagged; not where there are too many of one sort. */
  public boolean isComplete() {
    return complete;
  }

  /** The rows that are known to be the first in a scope. */
  public BitSet rows(FlagScope scope) {
    BitSet rows = new BitSet(observations.size());
    flags.stream().filter(f -> f.isFirstIn(scope)).forEach(f -> rows.set(f.row()));
    return rows;
  }

  /** Those of flags in the order of time that stand on the rows from one to another, excluded. */
  static List<Flag> between(List<Flag> flags, int firstRow, int endRow) {
    return flags.subList(place(flags, firstRow), place(flags, endRow));
  }

  private static int place(List<Flag> flags, int row) {
    int low = 0;
    int high = flags.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (flags.get(middle).row() < row) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
