package salvor.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import salvor.evidence.Endpoint;
import salvor.workload.Inventory;
import salvor.workload.Lifetime;
import salvor.workload.Pod;
import salvor.workload.WorkloadRef;

/** An address is one pod's now and another's later. */
class PeersInTimeTest {
  private static final long HOUR = 3_600_000_000_000L;
  private static final Endpoint OWN = new Endpoint("10.0.0.9", 40_000, null);
  private static final Endpoint OTHER = new Endpoint("10.0.0.5", 80, null);

  private final Peers peers =
      new Peers(
          new Inventory(
              List.of(
                  pod("cache", new Lifetime(10 * HOUR, 12 * HOUR)),
                  pod("miner", new Lifetime(13 * HOUR, null))),
              List.of(),
              Map.of()));

  private static Pod pod(String name, Lifetime life) {
    return new Pod(
        "shop",
        name,
        name,
        "node1",
        List.of("10.0.0.5"),
        null,
        new WorkloadRef("shop", "Pod", name),
        List.of(),
        null,
        life);
  }

  private Peer first(long nanos) {
    return peers.of(OWN, OTHER, nanos).getFirst();
  }

  @Test
  void aPeerIsNamedByWhoHadTheAddressThen() {
    assertThat(first(11 * HOUR)).isEqualTo(new Peer.OfWorkload("shop", "cache"));
    assertThat(first(14 * HOUR)).isEqualTo(new Peer.OfWorkload("shop", "miner"));
  }

  @Test
  void whoHadItBeforeAndBetweenIsNotKnown() {
    assertThat(first(9 * HOUR)).isEqualTo(new Peer.Address("10.0.0.5"));
    assertThat(first(12 * HOUR + HOUR / 2)).isEqualTo(new Peer.Address("10.0.0.5"));
  }

  @Test
  void withoutATimeItMayBeAnyOfThem() {
    assertThat(peers.of(OWN, OTHER))
        .contains(new Peer.OfWorkload("shop", "cache"), new Peer.OfWorkload("shop", "miner"));
  }

  @Test
  void aClockThatIsALittleOffNamesThemAll() {
    assertThat(first(10 * HOUR - 30_000_000_000L)).isEqualTo(new Peer.OfWorkload("shop", "cache"));
  }
}
