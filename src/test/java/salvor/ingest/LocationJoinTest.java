package salvor.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import salvor.evidence.Completion.Completed;
import salvor.evidence.Quality;
import salvor.workload.Container;
import salvor.workload.ImageDigest;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.Pod;
import salvor.workload.WorkloadRef;

/** Locations are completed where the evidence agrees, and never guessed. */
class LocationJoinTest {
  private static final String ID = "abcdef0123456789".repeat(4);
  private static final String SHORT = ID.substring(0, 12);
  private static final ImageDigest DIGEST = new ImageDigest("sha256:" + "1".repeat(64));
  private static final WorkloadRef OWNER = new WorkloadRef("ns", "Deployment", "web");
  private static final Inventory PODS =
      new Inventory(
          List.of(
              new Pod(
                  "ns",
                  "web-1",
                  "uid",
                  "node1",
                  List.of(),
                  null,
                  OWNER,
                  List.of(new Container("app", ID, "img", DIGEST, null, List.of())))),
          List.of(),
          Map.of());

  @Test
  void aShortIdIsJoinedWithWhatAnotherSensorSaid() {
    List<Completed> joined =
        join(Inventory.EMPTY, at(null, null, ID.substring(0, 12)), at("node1", "web-1", ID));
    assertThat(joined.getFirst().location().pod()).isEqualTo("web-1");
    assertThat(joined.getFirst().location().node()).isEqualTo("node1");
    assertThat(joined.getFirst().location().containerId()).isEqualTo(ID.substring(0, 12));
    assertThat(joined.getFirst().qualityBits()).isEqualTo(Quality.LOCATION_JOINED.bit());
    assertThat(joined.getLast()).isEqualTo(new Completed(at("node1", "web-1", ID), 0));
  }

  @Test
  void clusterObjectsCompleteAContainerId() {
    Location whole = join(PODS, at(null, null, ID.substring(0, 15))).getFirst().location();
    assertThat(whole)
        .isEqualTo(
            new Location(
                "node1", "ns", "web-1", "uid", "app", ID.substring(0, 15), "img", DIGEST, OWNER));
  }

  @Test
  void clusterObjectsGiveOwnerAndDigestOfANamedContainerWithoutAMark() {
    Location said = new Location(null, "ns", "web-1", null, "app", null, null, null, null);
    Completed completed = join(PODS, said).getFirst();
    assertThat(completed)
        .isEqualTo(
            new Completed(
                new Location(null, "ns", "web-1", null, "app", null, null, DIGEST, OWNER), 0));
  }

  @Test
  void nothingIsFilledWhereTheEvidenceContradictsItself() {
    Location bare = at(null, null, ID);
    assertThat(
            join(Inventory.EMPTY, bare, at("node1", "web-1", ID), at("node1", "web-2", ID))
                .getFirst()
                .location())
        .isEqualTo(bare);
    assertThat(
            join(
                    Inventory.EMPTY,
                    at(null, null, SHORT),
                    at("node1", "web-1", SHORT),
                    at("node2", "web-1", SHORT))
                .getFirst()
                .location())
        .isEqualTo(at(null, null, SHORT));
  }

  @Test
  void aShortIdOfTwoContainersIsNotJoined() {
    Location bare = at(null, null, ID.substring(0, 12));
    assertThat(
            join(
                    Inventory.EMPTY,
                    bare,
                    at("node1", "web-1", ID),
                    at("node1", "web-1", ID.substring(0, 12) + "9"))
                .getFirst()
                .location())
        .isEqualTo(bare);
  }

  @Test
  void anotherNodeIsAnotherContainerWhereTheIdIsShort() {
    Location said = at("node2", null, SHORT);
    assertThat(join(Inventory.EMPTY, said, at("node1", "web-1", ID)).getFirst().location())
        .isEqualTo(said);
  }

  @Test
  void theHostOfASensorMayHaveAnotherNameThanTheNode() {
    assertThat(join(PODS, at("host-a", null, ID)).getFirst().location())
        .isEqualTo(new Location("host-a", "ns", "web-1", "uid", "app", ID, "img", DIGEST, OWNER));
    assertThat(join(PODS, at("host-a", null, ID), at(null, null, SHORT)).getLast().location())
        .as("which of the two a record without a node is of")
        .isEqualTo(new Location(null, "ns", "web-1", "uid", "app", SHORT, "img", DIGEST, OWNER));
  }

  @Test
  void aPodThatWasReplacedUnderItsNameGivesOnlyWhatBothAgreeOn() {
    Pod other =
        new Pod(
            "ns",
            "web-1",
            "uid2",
            "node2",
            List.of(),
            null,
            OWNER,
            List.of(
                new Container(
                    "app",
                    null,
                    "img",
                    new ImageDigest("sha256:" + "2".repeat(64)),
                    null,
                    List.of())));
    Inventory two = PODS.and(new Inventory(List.of(other), List.of(), Map.of()));
    Location whole =
        join(two, new Location(null, "ns", "web-1", null, "app", null, null, null, null))
            .getFirst()
            .location();
    assertThat(whole.workload()).isEqualTo(OWNER);
    assertThat(whole.digest()).isNull();
  }

  private static List<Completed> join(Inventory inventory, Location... locations) {
    return new LocationJoin(inventory).complete(List.of(locations));
  }

  private static Location at(@Nullable String node, @Nullable String pod, String id) {
    return new Location(node, pod == null ? null : "ns", pod, null, null, id, null, null, null);
  }
}
