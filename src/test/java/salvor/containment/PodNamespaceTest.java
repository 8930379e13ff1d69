package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import salvor.containment.ProbeTarget.Role;
import salvor.containment.Verification.Connection;
import salvor.containment.Verification.Fate;
import salvor.containment.Verification.Finding;
import salvor.containment.Verification.Result;
import salvor.jobs.Pause;
import salvor.jobs.Progress;

/** What is said of a pod's containment, where a real kernel enforces it in different ways. */
class PodNamespaceTest {
  private static final int API = 6443;
  private static final int POOL = 3333;
  private static final List<ProbeTarget> TARGETS =
      List.of(
          target(Role.API_SERVER, "tcp:" + PodNamespace.WORLD + ":" + API),
          target(Role.API_SERVER, "tcp:[" + PodNamespace.WORLD6 + "]:" + API),
          target(Role.CLUSTER_DNS, "dns:" + PodNamespace.WORLD + ":53:kubernetes.default.svc"),
          target(Role.METADATA, "http:" + PodNamespace.METADATA + ":80:/"),
          target(Role.PEER, "tcp:" + PodNamespace.WORLD + ":1"),
          target(Role.NAMED, "tcp:10.231.2.77:443"));

  @TempDir static Path folder;
  private static @Nullable Path toolbox;
  private @Nullable PodNamespace namespace;

  private static ProbeTarget target(Role role, String word) {
    return new ProbeTarget(role, word, role.name(), false);
  }

  @BeforeAll
  static void build() throws Exception {
    String why = PodNamespace.done(List.of("packaging/toolbox/build", "--out", folder.toString()));
    assumeTrue(why == null, "the toolbox cannot be built here (gcc): " + why);
    toolbox = folder.resolve("salvor-toolbox");
  }

  @BeforeEach
  void connect() throws Exception {
    namespace = PodNamespace.make(java.util.Objects.requireNonNull(toolbox));
    pod().serve(80, API, POOL);
    pod().send(PodNamespace.WORLD, POOL, API);
  }

  @AfterEach
  void close() {
    if (namespace != null) {
      namespace.close();
    }
  }

  private PodNamespace pod() {
    return java.util.Objects.requireNonNull(namespace);
  }

  private PodInspection inspection() {
    return new PodInspection(
        pod(),
        () -> {},
        new Vantage(new ChosenPod("shop", "web", "uid"), "salvor"),
        new PodInspection.Pace(Duration.ofMillis(400), Duration.ofSeconds(1)),
        InstantSource.system(),
        Pause.REAL);
  }

  private static List<PodSocket> surviving(Verification seen) {
    return seen.surviving().stream().map(Connection::socket).toList();
  }

  private static Verification look(PodInspection inside, PodInspection.Before before)
      throws Exception {
    return inside.after(TARGETS, before, Set.of(PodNamespace.NODE), Progress.NONE).judge();
  }

  private static List<Finding> findings(Verification seen) {
    return seen.targets().stream().map(Verification.Tried::finding).toList();
  }

  private static Fate ofPool(Verification seen) {
    return seen.connections().stream()
        .filter(each -> each.socket().remote().endsWith(":" + POOL))
        .filter(each -> each.fate() != Fate.GONE)
        .map(Connection::fate)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPolicyThatNobodyEnforcesIsNotEnforced() throws Exception {
    PodInspection inside = inspection();
    PodInspection.Before before = inside.before(TARGETS, Progress.NONE);
    assertThat(before.round().answers())
        .extracting(ProbeAnswer::isSuccess)
        .contains(true, true, true, true, false, false);

    Verification seen = look(inside, before);

    assertThat(seen.result()).isEqualTo(Result.NOT_ENFORCED);
    assertThat(seen.since()).isNull();
    assertThat(seen.passing()).hasSize(4);
    assertThat(findings(seen).subList(4, 6)).containsOnly(Finding.NEVER_ANSWERED);
    assertThat(ofPool(seen)).isEqualTo(Fate.MOVES);

    inside.end(surviving(seen), Progress.NONE);
    assertThat(look(inside, before).result()).isEqualTo(Result.NOT_ENFORCED);
  }

  @Test
  void aConnectionThatStoodAndMovesBytesIsToldUntilItIsEnded() throws Exception {
    PodInspection inside = inspection();
    PodInspection.Before before = inside.before(TARGETS, Progress.NONE);
    pod().filter("ct state established,related accept", "iifname pod0 drop", "oifname pod0 drop");

    Verification seen = look(inside, before);

    assertThat(seen.result()).isEqualTo(Result.PARTIAL);
    assertThat(findings(seen).subList(0, 4)).containsOnly(Finding.BLOCKED);
    assertThat(surviving(seen))
        .singleElement()
        .satisfies(socket ->
            assertThat(PodSocket.host(socket.remote()) + ":" + PodSocket.port(socket.remote()))
                .isEqualTo(PodNamespace.WORLD + ":" + POOL));
    assertThat(ofPool(seen)).isEqualTo(Fate.MOVES);

    assertThat(inside.end(surviving(seen), Progress.NONE))
        .extracting(ToolboxLines.Ended::outcome)
        .containsExactly("destroyed");
    Verification again = look(inside, before);

    assertThat(again.result()).isEqualTo(Result.VERIFIED);
    assertThat(again.since()).isNotNull();
    assertThat(again.connections())
        .extracting(Connection::fate)
        .containsOnly(Fate.TRIED, Fate.GONE);
  }

  @Test
  void aRefusalOfWhatIsOnTheWayIsNoAnswerOfThePeer() throws Exception {
    PodInspection inside = inspection();
    PodInspection.Before before = inside.before(TARGETS, Progress.NONE);
    pod()
        .filter(
            "ct state established,related accept", "iifname pod0 reject", "oifname pod0 reject");

    Verification seen = look(inside, before);

    assertThat(findings(seen).subList(0, 4)).containsOnly(Finding.BLOCKED);
    assertThat(seen.targets().getFirst().after())
        .satisfies(answer -> assertThat(answer.icmp()).isEqualTo("3/3"))
        .satisfies(answer -> assertThat(answer.from()).isEqualTo(PodNamespace.NODE));
    assertThat(seen.result()).isEqualTo(Result.PARTIAL);
    inside.end(surviving(seen), Progress.NONE);
    assertThat(look(inside, before).result()).isEqualTo(Result.VERIFIED);
  }

  @Test
  void aResetInThePeersNameIsNotTakenForABlock() throws Exception {
    PodInspection inside = inspection();
    PodInspection.Before before = inside.before(TARGETS, Progress.NONE);
    pod().filter("iifname pod0 meta l4proto tcp reject with tcp reset", "iifname pod0 drop");

    Verification seen = look(inside, before);

    assertThat(findings(seen).subList(0, 4))
        .containsExactly(Finding.PASSES, Finding.PASSES, Finding.BLOCKED, Finding.PASSES);
    assertThat(seen.result()).isEqualTo(Result.PARTIAL);
  }

  @Test
  void whereAllIsCutAConnectionThatStandsInNameOnlyIsNoneThatPasses() throws Exception {
    PodInspection inside = inspection();
    PodInspection.Before before = inside.before(TARGETS, Progress.NONE);
    pod().filter("iifname pod0 drop", "oifname pod0 drop");

    Verification seen = look(inside, before);

    assertThat(ofPool(seen)).isEqualTo(Fate.CUT);
    assertThat(seen.result()).isEqualTo(Result.VERIFIED);

    inside.end(seen.connections().stream().map(Connection::socket).toList(), Progress.NONE);
    Verification again = look(inside, before);
    assertThat(again.result()).isEqualTo(Result.VERIFIED);
    assertThat(ofPool(again)).isEqualTo(Fate.TRIED);
  }

  @Test
  void withoutAProbeBeforeNothingIsProved() throws Exception {
    pod().filter("iifname pod0 drop", "oifname pod0 drop");

    Verification seen =
        inspection().after(TARGETS, null, Set.of(PodNamespace.NODE), Progress.NONE).judge();

    assertThat(seen.result()).isEqualTo(Result.NOT_PROVED);
    assertThat(findings(seen)).containsOnly(Finding.NOT_TRIED_BEFORE);
    assertThat(seen.unproved()).contains(Verification.Unproved.NOTHING_BEFORE);
  }

  @Test
  void withoutTheRightToEndItAConnectionGoesOnAndIsTold() throws Exception {
    PodInspection inside = inspection();
    PodInspection.Before before = inside.before(TARGETS, Progress.NONE);
    pod().filter("ct state established,related accept", "iifname pod0 drop", "oifname pod0 drop");
    pod().runBy("setpriv", "--bounding-set=-net_admin", "--inh-caps=-net_admin");

    assertThat(inside.end(surviving(look(inside, before)), Progress.NONE))
        .extracting(ToolboxLines.Ended::outcome)
        .containsExactly("not-permitted");
    assertThat(look(inside, before).result()).isEqualTo(Result.PARTIAL);
  }

  @Test
  void theSocketsAreThoseThatSsLists() throws Exception {
    SocketTable told = inspection().sockets(Progress.NONE);
    assertThat(told).isNotNull();
    assertThat(told.whole()).isTrue();
    assertThat(told.sockets())
        .filteredOn(socket -> socket.remote().endsWith(":" + POOL))
        .singleElement()
        .satisfies(socket -> assertThat(socket.state()).isEqualTo("ESTABLISHED"))
        .satisfies(socket -> assertThat(socket.inode()).isPositive())
        .satisfies(socket -> assertThat(socket.sent()).isPositive())
        .satisfies(socket -> assertThat(socket.isInside()).isFalse());
  }
}
