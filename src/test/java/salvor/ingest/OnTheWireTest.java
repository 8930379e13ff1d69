package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.evidence.Traffic;
import salvor.workload.Container;
import salvor.workload.Inventory;
import salvor.workload.Lifetime;
import salvor.workload.Pod;

class OnTheWireTest {
  private static final String A = "10.244.0.8";
  private static final String B = "10.244.1.9";
  private static final String OUTSIDE = "203.0.113.77";
  private static final RecordRef FIRST = new RecordRef(0, 1, 24, 70);
  private static final RecordRef SECOND = new RecordRef(0, 2, 94, 70);

  private static Pod pod(String name, String address, @Nullable Long... starts) {
    List<Container> containers = new ArrayList<>();
    for (Long start : starts) {
      String container = "c" + containers.size();
      containers.add(new Container(container, name + container, null, null, start, List.of()));
    }
    return new Pod("shop", name, "uid-" + name, "n1", List.of(address), null, null, containers);
  }

  private static ObservedTime at(long second) {
    return new ObservedTime(second * 1_000_000_000L, "second " + second);
  }

  private static List<Observation> told(
      String client, String server, long second, boolean answered, Pod... pods) {
    return told(client, server, second, answered, Map.of("n2", List.of("192.168.77.11")), pods);
  }

  private static List<Observation> told(
      String client,
      String server,
      long second,
      boolean answered,
      Map<String, List<String>> nodes,
      Pod... pods) {
    Collected read = new Collected();
    read.inventory = new Inventory(List.of(pods), List.of(), nodes);
    OnTheWire wire = new OnTheWire(read);
    wire.connection(
        new WireConnection(
            at(second),
            new Endpoint(client, 41000, null),
            new Endpoint(server, 80, "name.example"),
            "tcp",
            new Traffic(5, 1, 2, 3, 4, null),
            Outcome.UNKNOWN,
            Set.of(),
            7,
            FIRST,
            answered
                ? new WireConnection.Answer(
                    at(second + 1),
                    SECOND,
                    new Endpoint(server, 80, "name.example"),
                    new Endpoint(client, 41000, null),
                    new Traffic(5, 3, 4, 1, 2, null))
                : null));
    wire.end();
    assertThat(read.outcomes()).as("each record has one outcome").isEqualTo(7);
    return read.observations;
  }

  @Test
  void tellsBothEndsThatArePods() {
    List<Observation> told = told(A, B, 100, true, pod("a", A, 50L), pod("b", B, 50L));

    assertThat(told).hasSize(2);
    assertThat(told.get(0).location().pod()).isEqualTo("a");
    assertThat(told.get(0).activity()).isInstanceOf(Activity.ConnectionOpened.class);
    assertThat(told.get(0).quality()).contains(Quality.LOCATION_JOINED);
    assertThat(told.get(1).location().pod()).isEqualTo("b");
    assertThat(told.get(1).source()).isEqualTo(SECOND);
    assertThat(told.get(1).time()).isEqualTo(at(101));
    assertThat(told.get(1).activity())
        .isEqualTo(
            new Activity.ConnectionAccepted(
                new Endpoint(B, 80, null),
                new Endpoint(A, 41000, null),
                "tcp",
                new Traffic(5, 3, 4, 1, 2, null)));
  }

  @Test
  void tellsFromTheEndThatIsAPod() {
    Observation accepted = told(OUTSIDE, B, 100, true, pod("b", B, 50L)).getFirst();
    assertThat(accepted.activity()).isInstanceOf(Activity.ConnectionAccepted.class);
    assertThat(accepted.source()).isEqualTo(FIRST);

    Observation opened = told(A, OUTSIDE, 100, true, pod("a", A, 50L)).getFirst();
    assertThat(opened.activity()).isInstanceOf(Activity.ConnectionOpened.class);
    assertThat(opened.location().pod()).isEqualTo("a");
  }

  @Test
  void leavesAloneWhatNoPodIsKnownToHaveBeenPartOf() {
    Observation node = told("192.168.77.11", OUTSIDE, 100, true).getFirst();
    assertThat(node.location().node()).isEqualTo("n2");
    assertThat(node.location().pod()).isNull();
    Observation unknown = told(A, OUTSIDE, 100, true).getFirst();
    assertThat(unknown.location().node()).isNull();
    assertThat(unknown.quality()).isEmpty();
  }

  @Test
  void takesThePodThatHadTheAddressAtThatTime() {
    Pod early = pod("early", A, 50L * 1_000_000_000);
    Pod late = pod("late", A, 90L * 1_000_000_000);
    Pod never = pod("never", A, (Long) null);

    assertThat(who(told(A, OUTSIDE, 60, false, early, late))).isEqualTo("early");
    assertThat(who(told(A, OUTSIDE, 100, false, late, early))).isEqualTo("late");
    assertThat(who(told(A, OUTSIDE, 40, false, early, late))).isNull();
    assertThat(who(told(A, OUTSIDE, 40, false, early))).isNull();
    assertThat(who(told(A, OUTSIDE, 100, false, early, never))).isNull();
  }

  @Test
  void takesNoPodThatWasGoneOrNotYetMade() {
    long minute = 60 * 1_000_000_000L;
    Pod pod =
        new Pod(
            "shop",
            "a",
            "uid",
            "n1",
            List.of(A),
            null,
            null,
            List.of(),
            null,
            new Lifetime(10 * minute, 20 * minute));
    assertThat(who(told(A, OUTSIDE, 15 * 60, false, pod))).isEqualTo("a");
    assertThat(who(told(A, OUTSIDE, 30 * 60, false, pod))).isNull();
    assertThat(who(told(A, OUTSIDE, 5 * 60, false, pod))).isNull();
  }

  @Test
  void doesNotTakeTheAddressOfANodeForThatOfAPodInItsNetwork() {
    Map<String, List<String>> nodes = Map.of("n1", List.of(A));
    Observation told = told(A, OUTSIDE, 100, false, nodes, pod("proxy", A, 50L)).getFirst();
    assertThat(told.location().pod()).isNull();
    assertThat(told.location().node()).isEqualTo("n1");
  }

  @Test
  void namesTheContainerWhereThereIsOneOnly() {
    long second = 1_000_000_000L;
    assertThat(container(told(A, OUTSIDE, 100, false, pod("a", A, 50 * second)))).isEqualTo("c0");
    assertThat(container(told(A, OUTSIDE, 100, false, pod("a", A, 50 * second, 60 * second))))
        .isNull();
    assertThat(container(told(A, OUTSIDE, 100, false, pod("a", A, 50 * second, 200 * second))))
        .as("the other was started later")
        .isEqualTo("c0");
  }

  private static @Nullable String who(List<Observation> told) {
    return told.getFirst().location().pod();
  }

  private static @Nullable String container(List<Observation> told) {
    return told.getFirst().location().container();
  }
}
