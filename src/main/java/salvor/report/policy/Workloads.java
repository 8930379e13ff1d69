package salvor.report.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Profile;

/** The baselines of each workload together, for policies that choose pods and not containers. */
final class Workloads {
  private final Draft draft;
  private final PodLabels pods;

  /**
   * One policy's subject.
   *
   * @param profiles the baselines of its containers
   * @param labels what chooses its pods
   */
  record Subject(List<Profile> profiles, Map<String, String> labels) {
    Profile first() {
      return profiles.getFirst();
    }

    boolean is(Facet facet, FacetState state) {
      return profiles.stream().allMatch(p -> p.state(facet) == state);
    }
  }

  Workloads(Draft draft, PodLabels pods) {
    this.draft = draft;
    this.pods = pods;
  }

  /**
   * Those that a policy can be written of.
   *
   * @param needed of these at least one must have been recorded of every container
   */
  List<Subject> of(List<Profile> profiles, Set<Facet> needed) {
    Map<Profile.Key, List<Profile>> groups = new LinkedHashMap<>();
    for (Profile profile : profiles) {
      Profile.Key key = profile.key();
      groups
          .computeIfAbsent(
              new Profile.Key(key.namespace(), key.kind(), key.workload(), null, null),
              k -> new ArrayList<>())
          .add(profile);
    }
    List<Subject> subjects = new ArrayList<>();
    for (List<Profile> group : groups.values()) {
      boolean recorded =
          group.stream()
              .allMatch(p -> needed.stream().anyMatch(f -> p.state(f) != FacetState.NONE));
      Map<String, String> labels = pods.subject(group.getFirst(), draft);
      if (!recorded) {
        refuse(group, "nothing was recorded of it: a policy made of that would stop the workload");
      } else if (labels.isEmpty()) {
        refuse(group, "no label can hold its workload's name, so its pods cannot be chosen");
      } else {
        subjects.add(new Subject(group, labels));
        group.forEach(draft::assumeStart);
        draft.assume(
            "every container of these pods has its baseline here: what another one does is not allowed");
      }
    }
    return subjects;
  }

  private void refuse(List<Profile> group, String reason) {
    boolean several = group.size() > 1;
    group.forEach(
        p -> draft.refuse(p, reason + (several ? " (of a container of the same pods)" : "")));
  }
}
