package salvor.triage;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salvor.baseline.Matching;
import salvor.baseline.Profile;
import salvor.evidence.Observations;
import salvor.timeline.Lane;
import salvor.timeline.LaneTree;

/** Which baseline a lane can be compared with. */
public sealed interface BaselineChoice {
  /**
   * This one.
   *
   * @param lane what it is of: the lane, or of a pod its only container with a baseline
   * @param rule how it was found; of several pods the one that says least
   */
  record One(Lane lane, Profile profile, Matching.Rule rule) implements BaselineChoice {
    /** Whether it is of the image that ran. */
    boolean sameImage() {
      return rule != Matching.Rule.OTHER_DIGEST;
    }
  }

  /** None applies. */
  record None() implements BaselineChoice {}

  /** Its containers have not all the same: one of them must be chosen. */
  record Several(List<String> names) implements BaselineChoice {
    public Several {
      names = List.copyOf(names);
    }
  }

  /** The baseline of the containers of a lane. */
  static BaselineChoice of(Lane lane, LaneTree tree, Observations observations, Matching matching) {
    Set<Lane> all = new HashSet<>(tree.tracks(lane));
    Map<Integer, Profile> profiles = new LinkedHashMap<>(); // by number: a profile is long to hash
    Map<Integer, Set<Lane>> found = new LinkedHashMap<>();
    Matching.Rule rule = Matching.Rule.SAME_WORKLOAD;
    for (int id = 0; id < observations.locations(); id++) {
      Lane track = tree.lane(tree.trackOfLocation(id));
      Matching.Match match = all.contains(track) ? matching.match(observations.location(id)) : null;
      if (match != null && match.profile() != null) {
        profiles.put(match.number(), match.profile());
        found.computeIfAbsent(match.number(), _ -> new HashSet<>()).add(track);
        rule = rule == Matching.Rule.OTHER_DIGEST ? rule : match.rule();
      }
    }
    if (found.isEmpty()) {
      return new None();
    }
    Profile first = profiles.values().iterator().next();
    Set<Lane> its = found.values().iterator().next();
    boolean whole = its.size() == all.size();
    return found.size() == 1 && (whole || its.size() == 1)
        ? new One(whole ? lane : its.iterator().next(), first, rule)
        : new Several(profiles.values().stream().map(Profile::name).toList());
  }
}
