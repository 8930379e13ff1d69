package salvor.report.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;

/**
 * How complete a Kubescape object says that it is. It says so of all that it lists at once, so of
 * facets in different states none may come out more trusted than it is.
 *
 * <p>An object without any mark is one that people wrote: what it lists is meant to be all, of what
 * it lists nothing of it says nothing. That is used where all that would be listed is stable.
 *
 * @param status of {@code kubescape.io/status}; null for an object without marks
 * @param completion of {@code kubescape.io/completion}; null as the status
 */
record Completion(@Nullable String status, @Nullable String completion) {
  static final Completion WRITTEN = new Completion(null, null);
  private static final Completion COMPLETE = new Completion("completed", "complete");
  private static final Completion PARTIAL = new Completion("completed", "partial");
  private static final Completion LEARNING = new Completion("ready", "partial");

  /** The mark that fits all these facets of all these baselines. */
  static Completion of(List<Profile> profiles, Set<Facet> facets) {
    Set<FacetState> all = EnumSet.noneOf(FacetState.class);
    boolean written = true;
    for (Profile profile : profiles) {
      for (Facet facet : facets) {
        FacetState state = profile.state(facet);
        all.add(state);
        boolean listed = !profile.elements(facet).isEmpty() || impliedByReads(profile, facet);
        written &= !listed || state == FacetState.STABLE;
      }
    }
    if (all.equals(EnumSet.of(FacetState.STABLE))) {
      return COMPLETE;
    }
    if (written) {
      return WRITTEN;
    }
    all.removeAll(EnumSet.of(FacetState.STABLE, FacetState.NONE));
    return all.equals(EnumSet.of(FacetState.LEARNING)) ? LEARNING : PARTIAL;
  }

  /** Who lists reads without marks says that these are all, sensitive ones included. */
  private static boolean impliedByReads(Profile profile, Facet facet) {
    return facet == Facet.SENSITIVE_READ && !profile.elements(Facet.FILE_READ).isEmpty();
  }

  /** What a reader of the object takes for a facet's state. */
  FacetState read(Profile profile, Facet facet) {
    if (equals(COMPLETE)) {
      return FacetState.STABLE;
    }
    if (equals(WRITTEN)) {
      boolean listed = !profile.elements(facet).isEmpty() || impliedByReads(profile, facet);
      return listed ? FacetState.STABLE : FacetState.NONE;
    }
    return equals(LEARNING) ? FacetState.LEARNING : FacetState.TRUNCATED;
  }
}
