package salvor.triage;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Matching;
import salvor.baseline.Profile;
import salvor.workload.ImageDigest;

/**
 * A baseline as the second side of a {@link Comparison}. It has no rows and no times: what it knows
 * is set against what was done.
 *
 * @param rule how it was found
 * @param recorded of which facets the sensors recorded anything in the first side's window
 * @param met how many of its elements the first side did
 */
public record ComparedBaseline(Profile profile, Matching.Rule rule, Set<Facet> recorded, int met) {
  public ComparedBaseline {
    recorded = Collections.unmodifiableSet(copy(recorded));
  }

  private static Set<Facet> copy(Set<Facet> facets) {
    Set<Facet> copy = EnumSet.noneOf(Facet.class);
    copy.addAll(facets);
    return copy;
  }

  /** How many elements it knows. */
  public int known() {
    return profile.elements().size();
  }

  /** Whether it was learned of an image. */
  boolean isOf(ImageDigest image) {
    return image.equals(profile.key().digest());
  }

  /** How far a facet may be trusted for the image that ran. */
  public FacetState state(Facet facet) {
    FacetState state = profile.state(facet);
    return rule == Matching.Rule.OTHER_DIGEST && state != FacetState.NONE
        ? FacetState.STALE
        : state;
  }

  /** The facets of which something can be claimed; of all others nothing can. */
  public Set<Facet> stable() {
    Set<Facet> stable = EnumSet.allOf(Facet.class);
    stable.removeIf(facet -> state(facet) != FacetState.STABLE);
    return stable;
  }
}
