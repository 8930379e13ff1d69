package salvor.triage;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Acts;
import salvor.baseline.Facet;
import salvor.baseline.Matching;
import salvor.baseline.Recorded;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.timeline.LaneTree;

/**
 * Two pods, or two windows of time, side by side: what only one of them did, and what both did.
 *
 * <p>Compared is what a baseline would keep: programs with the shape of their arguments and their
 * parent, files, peers, names and API requests, in canonical form ({@link Acts}). So a replica is a
 * baseline that needs no learning: what it did too is no news. A difference says that one side was
 * not seen doing something, not that it could not.
 *
 * <p>Many clients of one port are one act, as in a baseline, those out of profile apart.
 */
public final class Comparison {
  private final ComparedRows a;
  private final ComparedRows b;
  private final Alignment alignment;
  private final List<ComparedAct> acts;
  private final @Nullable ComparedBaseline baseline;

  Comparison(
      ComparedRows a,
      ComparedRows b,
      Alignment alignment,
      List<ComparedAct> acts,
      @Nullable ComparedBaseline baseline) {
    this.a = a;
    this.b = b;
    this.alignment = alignment;
    this.acts = List.copyOf(acts);
    this.baseline = baseline;
  }

  /**
   * Compares two sides; in a tenth of a second for a million rows.
   *
   * @param tree the lanes that the sides are of
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static Comparison of(
      Evidence evidence,
      Verdicts verdicts,
      LaneTree tree,
      ComparedSide a,
      ComparedSide b,
      Alignment alignment,
      Progress progress) {
    Acts acts = new Acts(evidence.observations(), evidence.inventory());
    SideReader first = SideReader.of(evidence, verdicts, tree, acts, a, alignment, progress);
    SideReader second = SideReader.of(evidence, verdicts, tree, acts, b, alignment, progress);
    read(evidence.observations(), progress, first, second);
    return new Joining(acts, first, second).comparison(alignment);
  }

  /**
   * Sets what a container did against what its baseline knows.
   *
   * @param tree the lanes that it is of
   * @param window its time
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static Comparison withBaseline(
      Evidence evidence,
      Verdicts verdicts,
      LaneTree tree,
      BaselineChoice.One baseline,
      ComparedSide window,
      Alignment alignment,
      Progress progress) {
    Observations all = evidence.observations();
    ComparedSide a = new ComparedSide(baseline.lane(), window.from(), window.until());
    Acts acts = Acts.against(all, evidence.inventory(), baseline.profile(), baseline.sameImage());
    SideReader side = SideReader.of(evidence, verdicts, tree, acts, a, alignment, progress);
    Set<Facet> recorded = Recorded.facets(all, side.units.nodes(), a.from(), a.until(), progress);
    read(all, progress, side);
    return new AgainstBaseline(acts, side, baseline).comparison(alignment, recorded);
  }

  private static void read(Observations observations, Progress progress, SideReader... sides) {
    for (int row = 0; row < observations.size(); row++) {
      if ((row & 0xFFFF) == 0) {
        progress.at(row, observations.size(), "Comparing");
      }
      for (SideReader side : sides) {
        side.read(row);
      }
    }
  }

  /** The first side. */
  public ComparedRows a() {
    return a;
  }

  /** The second side. */
  public ComparedRows b() {
    return b;
  }

  /** What the second side is when it is a baseline, which has no rows; else empty. */
  public Optional<ComparedBaseline> baseline() {
    return Optional.ofNullable(baseline);
  }

  /** Which moments are laid upon each other. */
  public Alignment alignment() {
    return alignment;
  }

  /**
   * What at least one side did or knows: differences first, of these what is out of profile, then
   * rare.
   */
  public List<ComparedAct> acts() {
    return acts;
  }

  /** How many acts were done so. */
  public int count(ComparedAct.Presence presence) {
    return (int) acts.stream().filter(act -> act.presence() == presence).count();
  }

  /** How many acts only one side did. */
  public int differences() {
    return (int) acts.stream().filter(ComparedAct::isDifference).count();
  }

  /** How many acts that only one side did are out of profile. */
  public int differencesOut() {
    return (int) acts.stream().filter(act -> act.isDifference() && act.worst().isOut()).count();
  }

  /** Whether the sides are known to have been started from different images. */
  public boolean ofDifferentImages() {
    return baseline != null
        ? isOfOtherDigest(baseline) && a.images().stream().anyMatch(Predicate.not(baseline::isOf))
        : !a.images().isEmpty() && !b.images().isEmpty() && !a.images().equals(b.images());
  }

  /** Whether a baseline proves nothing because it is not known of all of A which image ran. */
  public boolean ofUnknownImage() {
    return baseline != null && isOfOtherDigest(baseline) && !ofDifferentImages();
  }

  private static boolean isOfOtherDigest(ComparedBaseline baseline) {
    return baseline.rule() == Matching.Rule.OTHER_DIGEST; // or of one that is not known
  }

  /** The number of the act of a row, -1 when the row is compared on neither side. */
  public int actOf(int row) {
    for (ComparedRows side : List.of(a, b)) {
      int place = side.placeOf(row);
      if (place >= 0) {
        return side.actOf[place];
      }
    }
    return -1;
  }

  /** The acts of which at least one row is among these; what has no row is kept. */
  public BitSet having(BitSet rows) {
    BitSet kept = new BitSet(acts.size());
    for (int act = 0; act < acts.size(); act++) {
      kept.set(act, acts.get(act).isUnseen());
    }
    for (ComparedRows side : List.of(a, b)) {
      for (int i = 0; i < side.rows.length; i++) {
        if (rows.get(side.rows[i])) {
          kept.set(side.actOf[i]);
        }
      }
    }
    return kept;
  }

  /** How many acts there are of each kind. */
  public Map<ComparedAct.Kind, Integer> kinds() {
    Map<ComparedAct.Kind, Integer> kinds = new TreeMap<>();
    acts.forEach(act -> kinds.merge(act.kind(), 1, Integer::sum));
    return kinds;
  }

  /** The rows of both sides, each once. */
  public BitSet rows() {
    BitSet all = new BitSet();
    for (ComparedRows side : List.of(a, b)) {
      for (int row : side.rows) {
        all.set(row);
      }
    }
    return all;
  }
}
