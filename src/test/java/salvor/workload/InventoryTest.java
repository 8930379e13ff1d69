package salvor.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InventoryTest {
  private static final String HEX = "ab".repeat(32);

  private static Pod pod(
      String name, String uid, String node, WorkloadRef owner, Container... containers) {
    return new Pod("shop", name, uid, node, List.of(), null, owner, List.of(containers));
  }

  private static Container container(String id) {
    return new Container("web", id, "web:1", null, null, List.of());
  }

  @Test
  void theLaterSnapshotWinsAndKeepsWhatItDoesNotSay() {
    WorkloadRef web = new WorkloadRef("shop", "Deployment", "web");
    Inventory before =
        new Inventory(
            List.of(pod("web-1", "u1", "node1", web, container("a".repeat(64)))),
            List.of(),
            Map.of());
    Inventory after =
        new Inventory(
            List.of(pod("web-1", "u1", null, null, container("b".repeat(64)))),
            List.of(),
            Map.of("n", List.of("10.0.0.1")));
    Inventory both = before.and(after);
    assertThat(both.pods()).hasSize(1);
    Pod pod = both.pods().getFirst();
    assertThat(pod.node()).isEqualTo("node1");
    assertThat(pod.owner()).isEqualTo(web);
    assertThat(pod.containers()).as("both instances of the container").hasSize(2);
    assertThat(both.container("a".repeat(12)))
        .map(p -> p.container().id())
        .contains("a".repeat(64));
    assertThat(both.container("c".repeat(12))).isEmpty();
    assertThat(both.container(null)).isEmpty();
    assertThat(both.nodes()).containsKey("n");
  }

  @Test
  void aPodReplacedUnderItsNameIsFoundAsTheLastOne() {
    Inventory two =
        new Inventory(
            List.of(pod("cache-0", "u1", "n1", null), pod("cache-0", "u2", "n2", null)),
            List.of(),
            Map.of());
    assertThat(two.pod("shop", "cache-0")).map(Pod::uid).contains("u2");
    assertThat(two.pod("shop", "cache-1")).isEmpty();
    assertThat(two.pod(null, "cache-0")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "null",
      value = {
        "551e161c47d8, 551e161c47d8ff0eb665438a7bcd5b4, true",
        "551e161c47d8ff0eb665438a7bcd5b4, 551e161c47d8, true",
        "551e161c47d8, 551e161c47d9ff, false",
        "551e161c, 551e161c47d8, false",
        "short, short, true",
        "null, 551e161c47d8, false",
        "null, null, false"
      })
  void containersAreTheSameByPrefix(String one, String other, boolean same) {
    assertThat(Location.sameContainer(one, other)).isEqualTo(same);
  }

  @Test
  void theSchemeOfAContainerIdIsNotPartOfIt() {
    assertThat(Location.bareContainerId("containerd://" + HEX)).isEqualTo(HEX);
    assertThat(Location.bareContainerId(HEX)).isEqualTo(HEX);
    assertThat(Location.bareContainerId("docker://")).isNull();
    assertThat(Location.bareContainerId(null)).isNull();
  }

  @Test
  void aDigestIsFoundInAReferenceAndNowhereElse() {
    assertThat(ImageDigest.in("docker.io/library/redis@sha256:" + HEX))
        .contains(new ImageDigest("sha256:" + HEX));
    assertThat(ImageDigest.in("sha256:" + HEX).orElseThrow().brief()).isEqualTo("abababababab");
    assertThat(ImageDigest.in("redis:7")).isEmpty();
    assertThat(ImageDigest.in("sha256:" + HEX + "ab")).as("too long").isEmpty();
    assertThat(ImageDigest.in("sha256:abc")).isEmpty();
    assertThat(ImageDigest.in(null)).isEmpty();
    assertThatThrownBy(() -> new ImageDigest("sha256:ABC"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
