package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.cluster.LivePods;
import salvor.cluster.ObjectKind;
import salvor.training.apiserver.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A label is believed only with what was made for it. */
class BackingTest {
  private static final String VALUE = "IR-7-0badcafe";
  private static final List<String> NAMESPACES = List.of("ops", "shop");

  private static SeenCluster labelled(String namespace, String key) {
    return new SeenCluster()
        .with(
            ObjectKind.PODS,
            "{metadata: {namespace: '%s', name: 'web', labels: {'%s': '%s'}}}"
                .formatted(namespace, key, VALUE));
  }

  private static JsonNode pod(SeenCluster seen) {
    return seen.objects().find(ObjectKind.PODS, "pods-web").orElseThrow();
  }

  private static Backing quarantine(SeenCluster seen) {
    Backing backing = Backing.ofQuarantine(seen.objects(), pod(seen));
    assertThat(LivePods.of(seen.objects()).all())
        .allMatch(pod -> Backing.ofQuarantine(seen.objects(), pod) == backing);
    return backing;
  }

  static Stream<Arguments> means() {
    Manifests manifests =
        new Manifests(new QuarantineWish("IR-7", "0badcafe", List.of(), null, false, false));
    return Stream.of(
        arguments(manifests.networkPolicy("shop"), "{ingress: [{}]}"),
        arguments(
            manifests.adminPolicy(Backend.CLUSTER_NETWORK_POLICY, NAMESPACES),
            "{egress: [{action: 'Accept'}]}"),
        arguments(
            manifests.adminPolicy(Backend.ADMIN_NETWORK_POLICY, NAMESPACES),
            "{ingress: [{action: 'Pass'}]}"),
        arguments(manifests.cilium("shop", true), "{egressDeny: []}"),
        arguments(manifests.calico(NAMESPACES, "default", 1), "{egress: [{action: 'Allow'}]}"));
  }

  @ParameterizedTest
  @MethodSource("means")
  void aQuarantineStandsByEachOfItsMeansAlone(Step.Create made, String opened) {
    String key = "salvor.io/quarantine";
    assertThat(quarantine(labelled("shop", key).made(List.of(made)))).isEqualTo(Backing.STANDS);
    assertThat(quarantine(labelled("elsewhere", key).made(List.of(made))))
        .as("in another namespace it holds nobody")
        .isEqualTo(Backing.NOTHING);
    assertThat(quarantine(labelled("shop", "salvor.io/other").made(List.of(made))))
        .isEqualTo(Backing.UNMARKED);
    ObjectNode other = (ObjectNode) made.manifest().deepCopy();
    other.withObject("/metadata/labels").put("salvor.io/made-for", "IR-8-0badcafe");
    assertThat(quarantine(labelled("shop", key).with(made.kind(), other.toString())))
        .as("made for another")
        .isEqualTo(Backing.NOTHING);
    ObjectNode open = (ObjectNode) made.manifest().deepCopy();
    open.withObject("/spec").setAll(Json.object(opened));
    assertThat(quarantine(labelled("shop", key).with(made.kind(), open.toString())))
        .as("opened by somebody")
        .isEqualTo(Backing.NOTHING);
  }

  @Test
  void whatWasNotSeenMayStandBehindIt() {
    SeenCluster seen = labelled("shop", "salvor.io/quarantine");
    assertThat(quarantine(seen)).isEqualTo(Backing.NOTHING);
    assertThat(quarantine(seen.forbidding(ObjectKind.CALICO_NETWORK_POLICIES)))
        .isEqualTo(Backing.NOT_SEEN);
  }

  @Test
  void theObjectsOfAHoldAreNoQuarantineAndNoBlock() {
    MadeFor madeFor = new MadeFor("IR-7", "0badcafe", null);
    SeenCluster before = new SeenCluster().pod("web");
    List<Step> hold =
        EvidenceHold.plan(before.objects(), before.rights(), madeFor, List.of("pods-web")).steps();
    List<Step> denial =
        ImageDenial.plan(before.objects(), before.rights(), madeFor, Set.of(), Set.of("web:1"))
            .steps();
    SeenCluster held = labelled("shop", "salvor.io/hold");
    assertThat(Backing.ofHold(held.objects(), pod(held))).isEqualTo(Backing.NOTHING);
    held.made(denial);
    assertThat(Backing.ofHold(held.objects(), pod(held))).isEqualTo(Backing.NOTHING);
    SeenCluster really = labelled("shop", "salvor.io/hold").made(hold);
    assertThat(Backing.ofHold(really.objects(), pod(really))).isEqualTo(Backing.STANDS);
    SeenCluster blocked = labelled("shop", "salvor.io/block").made(hold);
    assertThat(Backing.ofBlock(blocked.objects(), pod(blocked))).isEqualTo(Backing.NOTHING);
  }

  @Test
  void aHoldThatOnlyAuditsHoldsNothing() {
    SeenCluster before = new SeenCluster().pod("web");
    SeenCluster seen = labelled("shop", "salvor.io/hold");
    for (Step step :
        EvidenceHold.plan(
                before.objects(),
                before.rights(),
                new MadeFor("IR-7", "0badcafe", null),
                List.of("pods-web"))
            .steps()) {
      if (step instanceof Step.Create create) {
        seen.with(create.kind(), create.manifest().toString().replace("[\"Deny\"]", "[\"Audit\"]"));
      }
    }
    assertThat(Backing.ofHold(seen.objects(), pod(seen))).isEqualTo(Backing.NOTHING);
  }

  @ParameterizedTest
  @CsvSource({
    "IR-7, IR-7-0badcafe, true",
    "IR-7, IR-77-0badcafe, false",
    "IR-7, x, false",
    "'', 0badcafe, true",
    "IR 7, IR-7-0badcafe, true"
  })
  void aLabelNamesItsCase(String caseId, String label, boolean isOf) {
    assertThat(Backing.isOf(caseId, label)).isEqualTo(isOf);
  }
}
