package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import salvor.workload.ImageDigest;

class ByHandTest {
  private static final ImageDigest ONE = new ImageDigest("sha256:" + "1".repeat(64));
  private static final ImageDigest TWO = new ImageDigest("sha256:" + "2".repeat(64));
  private static final Trait PATTERN = file("/data/dump-⋯.rdb");

  private static Trait file(String path) {
    return new Trait.File(path, Trait.File.Access.WRITE, "redis");
  }

  private static Unit unit(String id) {
    return new Unit(id, 0L, null, EnumSet.of(Facet.FILE_WRITE), false);
  }

  private static Profile learned(ImageDigest digest, List<String> units, String... paths) {
    Profile.Key key = new Profile.Key("shop", null, "redis", "redis", digest);
    return new Profile(
        key.text(),
        key,
        Map.of(Facet.FILE_WRITE, FacetState.STABLE),
        List.of(paths).stream()
            .map(p ->
                new Element(
                    file(p), units, 1L, 2L, Set.of(Phase.STEADY), List.of("log:1"), List.of()))
            .toList(),
        units.stream().map(ByHandTest::unit).toList(),
        List.of(new Window(0, 1_000_000_000_000L)),
        "salvor");
  }

  private static Profile counted(Profile p) {
    return new Profile(
        p.name(),
        p.key(),
        p.states(),
        p.elements(),
        p.units(),
        p.windows(),
        p.origin(),
        List.of(new HourlyCounts(Facet.FILE_WRITE, new TreeMap<>(Map.of(5L, 7L)))));
  }

  /** Counts are of all elements and of one image. */
  @Test
  void hoursAreKeptOnlyWhereTheyAreStillTrue() throws Exception {
    Profile profile = counted(learned("/data/a", "/data/b"));
    assertThat(ByHand.widened(profile, file("/data/a"), file("/data/⋯")).hours()).hasSize(1);
    assertThat(ByHand.merged(List.of(profile, learned(ONE, List.of("b"), "/data/a"))).hours())
        .hasSize(1);
    assertThat(Carrying.to(profile, TWO).hours()).isEmpty();
    Profile.Key other = new Profile.Key("shop", null, "redis", "exporter", ONE);
    assertThat(ByHand.split(profile, Set.of(file("/data/b")), other))
        .allMatch(p -> p.hours().isEmpty());
  }

  private static Profile learned(String... paths) {
    return learned(ONE, List.of("a"), paths);
  }

  private static List<Trait> traits(Profile profile) {
    return profile.elements().stream().map(Element::trait).toList();
  }

  private static void refused(
      Refused.Why why, org.assertj.core.api.ThrowableAssert.ThrowingCallable act) {
    assertThatThrownBy(act)
        .isInstanceOfSatisfying(Refused.class, r -> assertThat(r.why()).isEqualTo(why));
  }

  @Test
  void aWiderElementTakesInAllThatItStandsForAndTightenedItIsAsBefore() throws Exception {
    Profile before = learned("/data/dump-1.rdb", "/data/dump-2.rdb", "/data/other");
    Profile wide = ByHand.widened(before, file("/data/dump-1.rdb"), PATTERN);
    assertThat(traits(wide)).containsExactlyInAnyOrder(PATTERN, file("/data/other"));
    Element pattern = wide.elements().stream().filter(ByHand::isMade).findFirst().orElseThrow();
    assertThat(pattern.members()).hasSize(2);
    assertThat(pattern.units()).containsExactly("a");
    Profile after = ByHand.tightened(wide, PATTERN);
    assertThat(ProfileDiff.between(before, after).isEmpty()).isTrue();
  }

  @Test
  void whatIsNotWiderOrNarrowerIsRefused() {
    Profile profile = learned("/data/a", "/etc/shadow");
    refused(
        Refused.Why.NOT_WIDER, () -> ByHand.widened(profile, file("/data/a"), file("/other/⋯")));
    refused(Refused.Why.NOT_WIDER, () -> ByHand.widened(profile, file("/data/a"), file("/data/a")));
    refused(
        Refused.Why.NOT_WIDER, () -> ByHand.widened(profile, file("/etc/shadow"), file("/etc/*")));
    refused(
        Refused.Why.NOT_NARROWER, () -> ByHand.narrowed(profile, file("/data/a"), file("/data/⋯")));
    refused(Refused.Why.NO_MEMBERS, () -> ByHand.tightened(profile, file("/data/a")));
    refused(Refused.Why.NOT_THERE, () -> ByHand.without(profile, Set.of(file("/no"))));
  }

  @Test
  void aNarrowerElementKeepsOnlyTheSupportOfWhatIsLeft() throws Exception {
    Profile wide =
        ByHand.widened(learned("/data/a1", "/data/b1"), file("/data/a1"), file("/data/⋯"));
    Profile narrow = ByHand.narrowed(wide, file("/data/⋯"), file("/data/a⋯"));
    assertThat(narrow.elements().getFirst().members())
        .extracting(Element::trait)
        .containsExactly(file("/data/a1"));
    assertThat(
            ByHand.narrowed(wide, file("/data/⋯"), file("/data/c⋯"))
                .elements()
                .getFirst()
                .support())
        .isZero();
  }

  @Test
  void whatWasMadeByHandStaysWhenProfilesAreJoined() throws Exception {
    Profile wide = ByHand.widened(learned("/data/dump-1.rdb"), file("/data/dump-1.rdb"), PATTERN);
    Profile more = learned(ONE, List.of("b"), "/data/dump-7.rdb", "/data/dump-1.rdb");
    Profile merged = ByHand.merged(List.of(wide, more));
    assertThat(traits(merged)).containsExactly(PATTERN);
    assertThat(merged.elements().getFirst().units()).containsExactly("a", "b");
    assertThat(traits(ByHand.merged(List.of(more, wide)))).containsExactly(PATTERN);
    refused(
        Refused.Why.OTHER_CONTAINER,
        () -> ByHand.merged(List.of(wide, learned(TWO, List.of("b"), "/x"))));
  }

  @Test
  void whatIsTakenOutIsInTheOtherProfileAndNothingIsLost() throws Exception {
    Profile whole = learned("/data/a", "/data/b");
    Profile.Key other = new Profile.Key("shop", null, "redis", "exporter", ONE);
    List<Profile> parts = ByHand.split(whole, Set.of(file("/data/b")), other);
    assertThat(traits(parts.getFirst())).containsExactly(file("/data/a"));
    assertThat(traits(parts.getLast())).containsExactly(file("/data/b"));
    assertThat(parts.getLast().key()).isEqualTo(other);
    assertThat(parts.getLast().state(Facet.FILE_WRITE)).isEqualTo(FacetState.STABLE);
    assertThat(parts.getLast().state(Facet.EXEC)).isEqualTo(FacetState.NONE);
    refused(
        Refused.Why.NOTHING_CHANGES,
        () -> ByHand.split(whole, Set.of(file("/data/b")), whole.key()));
  }

  @Test
  void ofANewImageNothingIsKnownYet() throws Exception {
    Profile carried = Carrying.to(learned("/data/a", "/data/b"), TWO);
    assertThat(carried.key().digest()).isEqualTo(TWO);
    assertThat(carried.state(Facet.FILE_WRITE)).isEqualTo(FacetState.STALE);
    assertThat(carried.units()).isEmpty();
    assertThat(carried.windows()).isEmpty();
    assertThat(Carrying.open(carried)).hasSize(2);
    assertThat(carried.elements()).allMatch(e -> e.support() == 0);
    refused(Refused.Why.NOTHING_CHANGES, () -> Carrying.to(carried, TWO));
    Seen known = new Seen.File("/data/a", Trait.File.Access.WRITE, "redis", List.of());
    Actor actor = null;
    assertThat(Questions.compare(true, new Known(carried, null), known, actor).reason())
        .isEqualTo(Reason.FACET_STALE);
  }

  @Test
  void whatTheNewImageShowsIsConfirmedAndTheRestStaysOpen() throws Exception {
    Profile carried = Carrying.to(learned("/data/a", "/data/b"), TWO);
    Profile seen = learned(TWO, List.of("n1", "n2", "n3"), "/data/a", "/data/new");
    Profile merged = ByHand.merged(List.of(carried, seen));
    assertThat(Carrying.open(merged)).extracting(Element::trait).containsExactly(file("/data/b"));
    assertThat(merged.state(Facet.FILE_WRITE)).isEqualTo(FacetState.STALE);
    assertThat(merged.units()).hasSize(3);
    assertThat(traits(merged)).containsExactly(file("/data/a"), file("/data/b"), file("/data/new"));
    Profile dropped = ByHand.without(merged, Set.of(file("/data/b")));
    assertThat(dropped.state(Facet.FILE_WRITE)).isEqualTo(FacetState.STABLE);
    Profile confirmed = Carrying.confirmed(merged, Set.of(file("/data/b")));
    assertThat(Carrying.open(confirmed)).isEmpty();
    assertThat(confirmed.state(Facet.FILE_WRITE)).isEqualTo(FacetState.STABLE);
    assertThat(Carrying.open(ByHand.merged(List.of(confirmed, seen)))).isEmpty();
  }

  /** A word is no observation: of what was never watched nothing is foreign. */
  @Test
  void whatAPersonAloneConfirmsNeverMakesAnythingForeign() throws Exception {
    Profile carried = Carrying.to(learned("/data/a"), TWO);
    Profile confirmed = Carrying.confirmed(carried, Set.of(file("/data/a")));
    assertThat(Carrying.open(confirmed)).isEmpty();
    assertThat(confirmed.state(Facet.FILE_WRITE)).isEqualTo(FacetState.LEARNING);
    refused(Refused.Why.NOT_THERE, () -> Carrying.confirmed(confirmed, Set.of(file("/data/a"))));
  }

  @Test
  void aPatternIsConfirmedByWhatItStandsFor() throws Exception {
    Profile wide =
        ByHand.widened(
            learned("/data/dump-1.rdb", "/data/dump-2.rdb"), file("/data/dump-1.rdb"), PATTERN);
    Profile carried = Carrying.to(wide, TWO);
    assertThat(Carrying.open(carried)).hasSize(1);
    Profile seen = learned(TWO, List.of("n1", "n2", "n3"), "/data/dump-9.rdb");
    Profile merged = ByHand.merged(List.of(carried, seen));
    assertThat(traits(merged)).containsExactly(PATTERN);
    assertThat(Carrying.open(merged)).isEmpty();
    assertThat(Carrying.open(Carrying.confirmed(carried, Set.of(PATTERN)))).isEmpty();
  }

  /** What nobody carried over may be stale by its source's own word. */
  @Test
  void takingElementsOutNeverMakesAFacetMoreTrusted() throws Exception {
    for (FacetState state : FacetState.values()) {
      Profile profile =
          learned(ONE, List.of("a", "b", "c"), "/data/a", "/data/b")
              .with(Map.of(Facet.FILE_WRITE, state));
      Profile less = ByHand.without(profile, Set.of(file("/data/b")));
      assertThat(less.state(Facet.FILE_WRITE)).isEqualTo(state);
      assertThat(ByHand.widened(profile, file("/data/a"), file("/data/⋯")).state(Facet.FILE_WRITE))
          .isEqualTo(state);
    }
    Profile carried =
        Carrying.to(
            learned("/data/a")
                .with(Map.of(Facet.FILE_WRITE, FacetState.STABLE, Facet.DNS, FacetState.STABLE)),
            TWO);
    Profile confirmed = Carrying.confirmed(carried, Set.of(file("/data/a")));
    assertThat(confirmed.state(Facet.DNS)).as("nobody looked").isEqualTo(FacetState.STALE);
  }
}
