package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What one replica does and no other. */
class OnePodTest {
  private static final Profile.Key KEY = new Profile.Key("shop", "Deployment", "web", "web", null);

  private static Element seenIn(String program, List<String> units) {
    return new Element(
        new Trait.Lookup(program), units, null, null, Set.of(), List.of(), List.of());
  }

  private static Profile profile(List<String> units, Set<Facet> facets, Element... elements) {
    return new Profile(
        "web",
        KEY,
        Map.of(),
        List.of(elements),
        units.stream().map(id -> new Unit(id, null, null, facets, false)).toList(),
        List.of(),
        "salvor");
  }

  @Test
  void amongTwentyReplicasTheOddOneIsNamed() {
    List<String> pods =
        IntStream.range(0, 20).mapToObj(i -> "web-7d" + (char) ('a' + i) + " 2026-11-23").toList();
    Element all = seenIn("a.shop", pods);
    Element odd = seenIn("b.evil", List.of(pods.get(4)));
    Profile profile = profile(pods, EnumSet.of(Facet.DNS), all, odd);
    assertThat(OnePod.of(profile, odd)).contains(new OnePod("web-7de", 20));
    assertThat(OnePod.of(profile, all)).isEmpty();
  }

  @Test
  void twoDaysOfOnePodAreNoTwoPods() {
    List<String> days = List.of("web-1 2026-11-22", "web-1 2026-11-23");
    Element once = seenIn("b.evil", List.of(days.get(1)));
    assertThat(OnePod.of(profile(days, EnumSet.of(Facet.DNS), once), once)).isEmpty();
    List<String> more = List.of("web-1 2026-11-22", "web-1 2026-11-23", "web-2 2026-11-23");
    Element both = seenIn("b.evil", days);
    assertThat(OnePod.of(profile(more, EnumSet.of(Facet.DNS), both), both))
        .contains(new OnePod("web-1", 2));
  }

  @Test
  void podsThatWereNotWatchedForItDoNotCount() {
    List<String> pods = List.of("web-1 2026-11-23", "web-2 2026-11-23");
    Element once = seenIn("b.evil", List.of(pods.getFirst()));
    assertThat(OnePod.of(profile(pods, EnumSet.of(Facet.EXEC), once), once)).isEmpty();
  }

  @Test
  void unitsThatAreNoPodsSayNothing() {
    List<Unit> units = Unit.numbered("profile", 3);
    Element once = seenIn("b.evil", List.of(units.getFirst().id()));
    Profile profile =
        new Profile("web", KEY, Map.of(), List.of(once), units, List.of(), "kubescape");
    assertThat(OnePod.of(profile, once)).isEmpty();
  }
}
