package salvor.triage;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.Judgement;
import salvor.baseline.Matching;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import salvor.baseline.Verdict;
import salvor.evidence.Kind;
import salvor.workload.Location;

/**
 * A baseline beside what the containers did that it judges.
 *
 * @param profile the baseline
 * @param judged the containers that it judges
 * @param recorded of which parts anything was recorded on their nodes: only there something can be
 *     missed
 * @param met what of it was done, by the very elements of the profile
 * @param alike what was done just as it is known, and is not in profile all the same: below a
 *     process that is out of profile, in another image, or wrong whatever the workload
 * @param outside what it does not know, or may not tell, the worst first
 */
public record BaselineUse(
    Profile profile,
    List<Judged> judged,
    Set<Facet> recorded,
    Map<Element, Met> met,
    Map<Element, Met> alike,
    List<Outside> outside) {
  /**
   * A container and the baseline that judges it, if any does.
   *
   * @param at the first place of the evidence that names it
   * @param match how its baseline was found
   * @param events how many rows it has
   * @param out how many of them are out of profile
   */
  public record Judged(Location at, Matching.Match match, int events, int out) {}

  /**
   * Rows of one kind.
   *
   * @param count how many
   * @param first the first row
   * @param last the last row that has a time; the first one when none has
   */
  public record Met(int count, int first, int last) {}

  /**
   * An act that is not in profile.
   *
   * @param trait the act in the words of a baseline; null when no baseline speaks of such, or its
   *     record does not say enough
   * @param kind what kind of record tells of it
   * @param judgement the most severe of its judgements
   * @param rows its rows
   */
  public record Outside(@Nullable Trait trait, Kind kind, Judgement judgement, Met rows) {
    /** The part of the baseline that would know it; null when none would. */
    public @Nullable Facet facet() {
      return trait == null ? null : trait.facet();
    }

    /** What was said of it. */
    public Verdict verdict() {
      return judgement.verdict();
    }

    /** Whether this is the same act, of whichever rows. */
    public boolean isSameAs(Outside other) {
      return judgement.reason() == other.judgement.reason()
          && (trait == null
              ? other.trait == null && kind == other.kind
              : trait.equals(other.trait));
    }
  }

  public BaselineUse {
    judged = List.copyOf(judged);
    recorded = Set.copyOf(recorded);
    outside = List.copyOf(outside);
  }

  /** How many rows have a verdict. */
  public int count(Verdict verdict) {
    return outside.stream()
        .filter(o -> o.verdict() == verdict)
        .mapToInt(o -> o.rows().count())
        .sum();
  }
}
