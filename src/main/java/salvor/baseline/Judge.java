package salvor.baseline;

import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.workload.Inventory;

/**
 * Judges observations against baselines. Safe for many threads; each {@link #judge} is a pass of
 * its own.
 */
public final class Judge {
  private final Inventory inventory;
  private final Matching matching;
  private final List<Known> known;

  /**
   * @param profiles the baselines
   * @param inventory what cluster objects say
   */
  public Judge(List<Profile> profiles, Inventory inventory) {
    this(profiles, inventory, null);
  }

  /**
   * @param profiles the baselines
   * @param inventory what cluster objects say
   * @param suspected when the incident was under way: a baseline that was learned then is {@link
   *     FacetState#TAINTED}, and knows only what it had seen before; null when that is not known
   */
  public Judge(List<Profile> profiles, Inventory inventory, @Nullable Window suspected) {
    this.inventory = inventory;
    List<Profile> joined = Joined.of(profiles);
    this.matching = new Matching(joined, inventory);
    this.known = joined.stream().map(p -> new Known(p, suspected)).toList();
  }

  /** The verdict on every row, in the order of time; equal input gives equal output. */
  public Verdicts judge(Observations observations, Progress progress) {
    return new Pass(observations, matching, known, inventory, progress).run();
  }

  /** Which baseline applies to which container, and by which rule. */
  public Matching matching() {
    return matching;
  }
}
