package salvor.review;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Judge;
import salvor.baseline.Profile;
import salvor.baseline.Story;
import salvor.baseline.Trait;
import salvor.baseline.Unit;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.jobs.Progress;
import salvor.workload.Inventory;

/** An incident made up for a test: a shell that is normal, and one that is not. */
final class Incident {
  static final ProcessInfo.Parent APP = Story.parent(10, "/usr/bin/python3", "python3 /app.py");

  private Incident() {}

  /** The start of a shell by the application. */
  static Story shell(Story story, int pid, String payload) {
    return story.start(pid, "/usr/bin/dash", "sh\0-c\0" + payload, APP);
  }

  /** A baseline of these traits, all facets of which are stable. */
  static Profile baseline(Trait... known) {
    Map<Facet, FacetState> states = new java.util.EnumMap<>(Facet.class);
    for (Facet facet : Facet.values()) {
      states.put(facet, FacetState.STABLE);
    }
    return new Profile(
        "shop/web",
        new Profile.Key("shop", null, "web", "web", Story.DIGEST),
        states,
        List.of(known).stream().map(Element::of).toList(),
        Unit.numbered("pod", 3),
        List.of(),
        "test");
  }

  /** The same without a digest, of one facet. */
  static Profile partly(Facet facet, Trait... known) {
    Profile whole = baseline(known);
    Profile.Key key = new Profile.Key("shop", null, "web", "web", null);
    return new Profile(
        whole.name(),
        key,
        Map.of(facet, FacetState.STABLE),
        whole.elements(),
        whole.units(),
        whole.windows(),
        whole.origin());
  }

  /** The shell of the application, told whatever. */
  static Trait anyShell() {
    return new Trait.Exec("/usr/bin/dash", null, "/usr/bin/python3", null, null, null);
  }

  static Review review(Observations observations, Profile... baselines) {
    return review(observations, null, new BitSet(), baselines);
  }

  static Review review(
      Observations observations, @Nullable Long compromise, BitSet accepted, Profile... baselines) {
    Evidence evidence = new Evidence(List.of(), observations, Inventory.EMPTY);
    List<Profile> profiles = List.of(baselines);
    return Review.of(
        evidence,
        new Judge(profiles, Inventory.EMPTY).judge(observations, Progress.NONE),
        profiles,
        accepted,
        new Review.Milestones(compromise, null, false, null, null),
        Progress.NONE);
  }

  static Set<String> texts(List<Trait> traits) {
    return traits.stream().map(Trait::text).collect(java.util.stream.Collectors.toSet());
  }
}
