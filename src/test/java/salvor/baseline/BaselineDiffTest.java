package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.workload.ImageDigest;

class BaselineDiffTest {
  private static final Trait.File.Access READ = Trait.File.Access.READ;
  private static final ImageDigest ONE = new ImageDigest("sha256:" + "1".repeat(64));
  private static final ImageDigest TWO = new ImageDigest("sha256:" + "2".repeat(64));

  static Profile profile(String workload, ImageDigest digest, List<Trait> traits) {
    Profile.Key key = new Profile.Key("shop", "Deployment", workload, "web", digest);
    return new Profile(
        key.text(),
        key,
        Map.of(Facet.EXEC, FacetState.STABLE),
        traits.stream().map(Element::of).toList(),
        List.of(),
        List.of(),
        "salvor");
  }

  static Trait.Exec exec(String path, String shape, String parent) {
    return new Trait.Exec(path, null, parent, shape, null, null);
  }

  private static Trait.Network out(Peer peer, int port, String program) {
    return new Trait.Network(Trait.Network.Direction.OUT, peer, port, "tcp", program);
  }

  static List<List<Trait>> widenings() {
    Trait.File file = new Trait.File("/data/dump-1.rdb", Trait.File.Access.WRITE, "redis");
    Trait.Network peer = out(new Peer.Address("10.1.2.3"), 443, "web");
    return List.of(
        List.of(file, new Trait.File("/data/dump-⋯.rdb", Trait.File.Access.WRITE, "redis")),
        List.of(file, new Trait.File("/data/*", Trait.File.Access.WRITE, "redis")),
        List.of(file, new Trait.File("/data/dump-1.rdb", Trait.File.Access.WRITE, null)),
        List.of(peer, out(new Peer.Address("10.0.0.0/8"), 443, "web")),
        List.of(peer, out(new Peer.Outside(), 443, "web")),
        List.of(peer, out(new Peer.Address("10.1.2.3"), 0, "web")),
        List.of(peer, out(new Peer.Address("10.1.2.3"), 443, null)),
        List.of(exec("/bin/ls", "-l", "/bin/sh"), exec("/bin/ls", null, "/bin/sh")),
        List.of(exec("/bin/ls", "-l", "/bin/sh"), exec("/bin/ls", "-l", null)),
        List.of(new Trait.Lookup("a.example.org"), new Trait.Lookup("*.example.org")),
        List.of(new Trait.ApiCall("get", "pods", null), new Trait.ApiCall("*", "pods", null)));
  }

  @ParameterizedTest
  @MethodSource("widenings")
  void whatStandsForMoreIsWidenedAndTheOtherWayRoundTightened(List<Trait> pair) {
    Profile narrow = profile("web", ONE, pair.subList(0, 1));
    Profile wide = profile("web", ONE, pair.subList(1, 2));
    ProfileDiff widened = ProfileDiff.between(narrow, wide);
    assertThat(widened.widened())
        .containsExactly(new ProfileDiff.Wider(Element.of(pair.get(1)), narrow.elements()));
    assertThat(widened.added()).isEmpty();
    assertThat(widened.removed()).isEmpty();
    ProfileDiff tightened = ProfileDiff.between(wide, narrow);
    assertThat(tightened.tightened()).isEqualTo(widened.widened());
    assertThat(tightened.widened()).isEmpty();
  }

  /** As no pattern of paths matches what is sensitive, none is wider than it. */
  @Test
  void whatIsSensitiveIsNoPartOfAPattern() {
    Trait shadow = new Trait.File("/etc/shadow", Trait.File.Access.READ, null);
    Trait all = new Trait.File("/etc/*", Trait.File.Access.READ, null);
    ProfileDiff diff =
        ProfileDiff.between(
            profile("web", ONE, List.of(shadow)), profile("web", ONE, List.of(all)));
    assertThat(diff.added()).extracting(Element::trait).containsExactly(all);
    assertThat(diff.removed()).extracting(Element::trait).containsExactly(shadow);
  }

  @Test
  void profilesOfOneContainerBelongTogetherAcrossImages() {
    Profile other = profile("api", ONE, List.of());
    BaselineDiff diff =
        BaselineDiff.between(
            List.of(other, profile("web", ONE, List.of())),
            List.of(profile("web", TWO, List.of()), other));
    assertThat(diff.profiles()).hasSize(2);
    assertThat(diff.profiles().getFirst().isEmpty()).isTrue();
    assertThat(diff.profiles().getLast().isOfOtherImage()).isTrue();
  }

  @Test
  void twoImagesOfOneSideAreNotTakenForEachOther() {
    BaselineDiff diff =
        BaselineDiff.between(
            List.of(profile("web", ONE, List.of())),
            List.of(profile("web", TWO, List.of()), profile("web", ONE, List.of())));
    assertThat(diff.profiles()).hasSize(2);
    assertThat(diff.profiles().getFirst().isEmpty()).isTrue();
    assertThat(diff.profiles().getLast().before()).isNull();
    assertThat(diff.isEmpty()).isFalse();
  }

  @Test
  void statesUnitsAndWindowsThatDifferAreTold() {
    Profile empty = profile("web", ONE, List.of());
    Profile other =
        new Profile(
            empty.name(),
            empty.key(),
            Map.of(Facet.EXEC, FacetState.STALE),
            List.of(),
            Watched.units(2),
            List.of(new Window(1, 5)),
            "salvor");
    ProfileDiff diff = ProfileDiff.between(empty, other);
    assertThat(diff.states())
        .containsExactly(
            Map.entry(Facet.EXEC, new ProfileDiff.Turn(FacetState.STABLE, FacetState.STALE)));
    assertThat(diff.unitsAdded()).hasSize(2);
    assertThat(diff.hasOtherWindows()).isTrue();
    assertThat(diff.isEmpty()).isFalse();
  }

  @Test
  void hoursCountedOtherwiseAreADifference() {
    Profile empty = profile("web", ONE, List.of());
    Profile counted =
        new Profile(
            empty.name(),
            empty.key(),
            empty.states(),
            empty.elements(),
            empty.units(),
            empty.windows(),
            empty.origin(),
            List.of(new HourlyCounts(Facet.EXEC, new TreeMap<>(Map.of(7L, 3L)))));
    ProfileDiff diff = ProfileDiff.between(empty, counted);
    assertThat(diff.hours()).containsExactly(Facet.EXEC);
    assertThat(diff.isEmpty()).isFalse();
    assertThat(ProfileDiff.between(counted, counted).isEmpty()).isTrue();
  }

  @Provide
  Arbitrary<Trait> traits() {
    return Arbitraries.oneOf(Arrays.asList(files(), network(), names(), calls(), starts()));
  }

  private static Arbitrary<String> paths(String... parts) {
    return Arbitraries.of(parts)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(all -> "/" + String.join("/", all));
  }

  private static Arbitrary<String> patterns() {
    return paths("a", "b1", "b2", "b⋯", "⋯", "*", "token", "passwd");
  }

  private static Arbitrary<Optional<String>> programs() {
    return Arbitraries.of("x", "y").optional();
  }

  private static Arbitrary<Trait> files() {
    return Combinators.combine(patterns(), Arbitraries.of(Trait.File.Access.class), programs())
        .as((path, access, by) -> new Trait.File(path, access, by.orElse(null)));
  }

  private static Arbitrary<Trait> network() {
    Arbitrary<Peer> peers =
        Arbitraries.of(
            new Peer.Address("10.1.2.3"),
            new Peer.Address("10.0.0.0/8"),
            new Peer.Address("10.1.0.0/16"),
            new Peer.Address("*"),
            new Peer.Outside(),
            new Peer.Name("a.b"),
            new Peer.Name("*.b"),
            new Peer.OfWorkload("n", "w"));
    return Combinators.combine(
            Arbitraries.of(Trait.Network.Direction.class),
            peers,
            Arbitraries.of(0, 80, 443),
            Arbitraries.of("tcp", "udp").optional(),
            programs())
        .as((direction, peer, port, protocol, by) ->
            new Trait.Network(direction, peer, port, protocol.orElse(null), by.orElse(null)));
  }

  private static Arbitrary<Trait> names() {
    return Arbitraries.of("a.b", "*.b", "a.*", "⋯.b", "a.b.c", "c.b", "a.⋯").map(Trait.Lookup::new);
  }

  private static Arbitrary<Trait> calls() {
    return Combinators.combine(
            Arbitraries.of("get", "*"),
            Arbitraries.of("pods", "*"),
            Arbitraries.of("exec", "*").optional())
        .as((verb, resource, sub) -> new Trait.ApiCall(verb, resource, sub.orElse(null)));
  }

  private static Arbitrary<Trait> starts() {
    return Combinators.combine(
            patterns(),
            programs(),
            Arbitraries.of("-l", "<path>").optional(),
            Arbitraries.of(List.of("x"), List.of("x", "-l"), List.of("x", "⋯"), List.of("x", "⋯⋯"))
                .optional(),
            Arbitraries.of(true, false).optional())
        .as((path, parent, shape, args, init) ->
            new Trait.Exec(
                path,
                null,
                parent.orElse(null),
                shape.orElse(null),
                args.orElse(null),
                init.orElse(null)));
  }

  @Provide
  Arbitrary<Profile> profiles() {
    return Combinators.combine(
            traits().list().ofMaxSize(12),
            Arbitraries.of(FacetState.class),
            Arbitraries.integers().between(0, 3))
        .as((traits, state, units) -> {
          Profile bare = profile("web", ONE, traits);
          Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
          states.put(Facet.EXEC, state);
          return new Profile(
              bare.name(),
              bare.key(),
              states,
              bare.elements(),
              Watched.units(units),
              List.of(new Window(0, units)),
              "salvor");
        });
  }

  @Property
  void nothingDiffersFromItself(@ForAll("profiles") Profile profile) {
    assertThat(BaselineDiff.between(List.of(profile), List.of(profile)).isEmpty()).isTrue();
    assertThat(BaselineDiff.between(List.of(profile), List.of()).isEmpty()).isFalse();
  }

  @Property
  void theOtherWayRoundEachIsItsOpposite(
      @ForAll("profiles") Profile a, @ForAll("profiles") Profile b) {
    ProfileDiff there = ProfileDiff.between(a, b);
    ProfileDiff back = ProfileDiff.between(b, a);
    assertThat(back.added()).isEqualTo(there.removed());
    assertThat(back.removed()).isEqualTo(there.added());
    assertThat(back.widened()).isEqualTo(there.tightened());
    assertThat(back.tightened()).isEqualTo(there.widened());
    assertThat(back.kept()).isEqualTo(there.kept());
    assertThat(back.unitsAdded()).isEqualTo(there.unitsRemoved());
    assertThat(back.states().keySet()).isEqualTo(there.states().keySet());
    assertThat(back.isEmpty()).isEqualTo(there.isEmpty());
  }

  /** Every element of either side is in one list at least: nothing is lost. */
  @Property
  void everythingThatDiffersIsTold(@ForAll("profiles") Profile a, @ForAll("profiles") Profile b) {
    ProfileDiff diff = ProfileDiff.between(a, b);
    List<Trait> told = new ArrayList<>();
    diff.added().forEach(e -> told.add(e.trait()));
    diff.removed().forEach(e -> told.add(e.trait()));
    for (ProfileDiff.Wider each : diff.widened()) {
      told.add(each.wide().trait());
      each.narrow().forEach(n -> told.add(n.trait()));
    }
    for (ProfileDiff.Wider each : diff.tightened()) {
      told.add(each.wide().trait());
      each.narrow().forEach(n -> told.add(n.trait()));
    }
    List<Trait> old = a.elements().stream().map(Element::trait).distinct().toList();
    List<Trait> now = b.elements().stream().map(Element::trait).distinct().toList();
    List<Trait> differing = new ArrayList<>();
    old.stream().filter(t -> !now.contains(t)).forEach(differing::add);
    now.stream().filter(t -> !old.contains(t)).forEach(differing::add);
    assertThat(Set.copyOf(told)).isEqualTo(Set.copyOf(differing));
    assertThat(diff.kept()).isEqualTo((int) old.stream().filter(now::contains).count());
  }

  @Property
  void theOrderOfElementsAndProfilesDoesNotMatter(
      @ForAll("profiles") Profile a,
      @ForAll("profiles") Profile b,
      @ForAll("traits") Trait extra,
      @ForAll Random random) {
    Profile other = profile("api", TWO, List.of(extra));
    List<Profile> before = new ArrayList<>(List.of(a, other));
    List<Profile> after = new ArrayList<>(List.of(b, profile("job", TWO, List.of(extra))));
    List<ProfileDiff> straight = BaselineDiff.between(before, after).profiles();
    before = new ArrayList<>(List.of(other, shuffled(a, random)));
    Collections.shuffle(after, random);
    List<ProfileDiff> mixed = BaselineDiff.between(before, after).profiles();
    assertThat(mixed).hasSize(3).hasSameSizeAs(straight);
    for (int i = 0; i < straight.size(); i++) {
      assertThat(mixed.get(i).added()).isEqualTo(straight.get(i).added());
      assertThat(mixed.get(i).removed()).isEqualTo(straight.get(i).removed());
      assertThat(mixed.get(i).widened()).isEqualTo(straight.get(i).widened());
      assertThat(mixed.get(i).tightened()).isEqualTo(straight.get(i).tightened());
    }
  }

  private static Profile shuffled(Profile profile, Random random) {
    List<Element> elements = new ArrayList<>(profile.elements());
    Collections.shuffle(elements, random);
    return new Profile(
        profile.name(),
        profile.key(),
        profile.states(),
        elements,
        profile.units(),
        profile.windows(),
        profile.origin());
  }

  /** What is called wider matches all that the narrower one matches. */
  @Property(tries = 20_000)
  void whatCoversMatchesAllThatTheOtherMatches(@ForAll("acts") Act act) {
    if (Covering.covers(act.wide(), act.narrow()) && matches(act.narrow(), act.seen())) {
      assertThat(matches(act.wide(), act.seen())).as(act.toString()).isTrue();
    }
  }

  /** Two traits and something seen, all of one kind. */
  record Act(Trait wide, Trait narrow, Seen seen) {}

  @Provide
  Arbitrary<Act> acts() {
    return Arbitraries.oneOf(
        Arrays.asList(
            acts(
                paths("a", "b⋯", "⋯", "*", "passwd").map(BaselineDiffTest::read),
                paths("a", "b1", "passwd").map(p -> new Seen.File(p, READ, null, List.of()))),
            acts(network(), seenNetwork()),
            acts(names(), seenNames()),
            acts(calls(), seenCalls())));
  }

  private static Arbitrary<Act> acts(Arbitrary<Trait> traits, Arbitrary<Seen> seen) {
    return Combinators.combine(traits, traits, seen).as(Act::new);
  }

  private static boolean matches(Trait trait, Seen seen) {
    Comparison comparison = Comparison.of(trait, seen);
    return comparison != null && comparison.weight() == 0;
  }

  private static Trait read(String path) {
    return new Trait.File(path, READ, null);
  }

  private static Arbitrary<Seen> seenNetwork() {
    return Combinators.combine(
            Arbitraries.of(Trait.Network.Direction.class),
            Arbitraries.of("10.1.2.3", "10.9.9.9", "8.8.8.8"),
            Arbitraries.of(80, 443),
            Arbitraries.of("tcp", "udp"),
            Arbitraries.of("x", "y"))
        .as((direction, address, port, protocol, by) ->
            new Seen.Network(
                direction,
                List.of(new Peer.Address(address), new Peer.Outside()),
                address,
                port,
                protocol,
                by));
  }

  private static Arbitrary<Seen> seenNames() {
    return Arbitraries.of("a.b", "c.b", "a.b.c", "a.c", "b")
        .map(name -> new Seen.Lookup(name, List.of()));
  }

  private static Arbitrary<Seen> seenCalls() {
    return Combinators.combine(Arbitraries.of("pods", "nodes"), Arbitraries.of("exec").optional())
        .as((resource, sub) -> new Seen.ApiCall("get", resource, sub.orElse(null)));
  }
}
