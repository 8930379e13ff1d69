package salvor.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import salvor.baseline.Peer;
import salvor.baseline.Profile;
import salvor.baseline.Story;
import salvor.baseline.Trait;
import salvor.evidence.Kind;

class HoldsTest {
  private static final Profile.Key KEY = new Profile.Key("shop", null, "web", "web", Story.DIGEST);

  private static Holds on(Trait trait, Kind kind, Asked... way) {
    Condition condition =
        new Condition(kind, List.of(new Asked.In(Field.NAMESPACE, "shop")), List.of(List.of(way)));
    return condition.of(new KnownFacts(KEY, trait));
  }

  private static Trait exec(String path, String shape) {
    return new Trait.Exec(path, null, null, shape, null, null);
  }

  @Test
  void whatIsNotKnownIsNeitherYesNorNo() {
    assertThat(Holds.MAYBE.not()).isEqualTo(Holds.MAYBE);
    assertThat(Holds.MAYBE.and(Holds.NO)).isEqualTo(Holds.NO);
    assertThat(Holds.MAYBE.or(Holds.YES)).isEqualTo(Holds.YES);
    assertThat(Holds.YES.and(Holds.MAYBE)).isEqualTo(Holds.MAYBE);
  }

  @Test
  void aPatternOnlyMayBeWhatARuleAsksFor() {
    Asked ps = new Asked.In(Field.EXECUTABLE, "/usr/bin/ps");
    assertThat(on(exec("/usr/bin/ps", null), Kind.PROCESS_STARTED, ps)).isEqualTo(Holds.YES);
    assertThat(on(exec("/usr/bin/*", null), Kind.PROCESS_STARTED, ps)).isEqualTo(Holds.MAYBE);
    assertThat(on(exec("/usr/bin/id", null), Kind.PROCESS_STARTED, ps)).isEqualTo(Holds.NO);
    assertThat(on(exec("/usr/bin/ps", null), Kind.FILE_OPENED, ps)).isEqualTo(Holds.NO);
    Profile.Key elsewhere = new Profile.Key("staging", null, "web", "web", null);
    Condition inShop =
        new Condition(
            Kind.PROCESS_STARTED,
            List.of(new Asked.In(Field.NAMESPACE, "shop")),
            List.of(List.of(ps)));
    assertThat(inShop.of(new KnownFacts(elsewhere, exec("/usr/bin/ps", null)))).isEqualTo(Holds.NO);
  }

  @Test
  void aShapeWithoutTheOperatorIsNoShellThatIsToldMore() {
    Asked more = new Asked.Contains(Field.ARGUMENTS, ";");
    assertThat(on(exec("/sh", "-c {a <word>}"), Kind.PROCESS_STARTED, more)).isEqualTo(Holds.NO);
    assertThat(on(exec("/sh", "-c {a ; b}"), Kind.PROCESS_STARTED, more)).isEqualTo(Holds.MAYBE);
    assertThat(on(exec("/sh", "-c {a <text>}"), Kind.PROCESS_STARTED, more)).isEqualTo(Holds.MAYBE);
    assertThat(on(exec("/sh", null), Kind.PROCESS_STARTED, more)).isEqualTo(Holds.MAYBE);
  }

  @Test
  void aWorkloadMayHaveAnyAddress() {
    Asked peer = new Asked.In(Field.PEER, "203.0.113.66");
    Trait node = new Trait.Network(Trait.Network.Direction.OUT, new Peer.Node(), 80, "tcp", "curl");
    Trait other =
        new Trait.Network(
            Trait.Network.Direction.OUT, new Peer.Address("198.51.100.0/24"), 80, "tcp", "curl");
    Trait same =
        new Trait.Network(
            Trait.Network.Direction.OUT, new Peer.Address("203.0.113.66"), 80, "tcp", "curl");
    assertThat(on(node, Kind.CONNECTION_OPENED, peer)).isEqualTo(Holds.MAYBE);
    assertThat(on(other, Kind.CONNECTION_OPENED, peer)).isEqualTo(Holds.NO);
    assertThat(on(same, Kind.CONNECTION_OPENED, peer)).isEqualTo(Holds.YES);
  }

  @Test
  void allButTheKnownOnesIsNoKnownOne() {
    Asked unknown = new Asked.NotIn(Field.EXECUTABLE, new TreeSet<>(Set.of("/bin/a", "/bin/b")));
    assertThat(on(exec("/bin/a", null), Kind.PROCESS_STARTED, unknown)).isEqualTo(Holds.NO);
    assertThat(on(exec("/bin/c", null), Kind.PROCESS_STARTED, unknown)).isEqualTo(Holds.YES);
  }
}
