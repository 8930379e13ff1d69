package salvor.containment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static salvor.containment.SeenCluster.MADE_FOR;
import static salvor.containment.SeenCluster.noted;
import static salvor.containment.SeenCluster.notes;
import static salvor.containment.SeenCluster.refused;
import static salvor.containment.SeenCluster.steps;
import static salvor.containment.SeenCluster.uids;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import salvor.cluster.ObjectKind;
import salvor.containment.MeasurePlan.Note;

/** One destination is blocked, by who can deny, and nothing else is opened or closed. */
class DestinationBlockTest {
  private static final String BAD = "203.0.113.9";

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9, 203.0.113.9/32, true",
    "2001:db8::1, 2001:db8:0:0:0:0:0:1/128, true",
    "203.0.113.9/24, 203.0.113.0/24, false",
    "2001:db8::1/32, 2001:db8:0:0:0:0:0:0/32, false",
    "::ffff:203.0.113.9, 203.0.113.9/32, true",
    "203.0.113.9/32, 203.0.113.9/32, true",
    "203.0.113.9/33,,",
    "0.0.0.0/0,,",
    "::/0,,",
    "evil.example,,",
    "1.2.3,,",
    "1.2.3.4/,,",
    "1.2.3.4/-1,,",
    "fe80::1%eth0,,",
    "999.1.1.1,,",
  })
  void anAddressIsWrittenAsABlock(String said, String cidr, Boolean one) {
    assertThat(Destination.of(said).map(Destination::cidr).orElse(null)).isEqualTo(cidr);
    assertThat(Destination.of(said).map(Destination::isOne).orElse(null)).isEqualTo(one);
  }

  private static MeasurePlan block(SeenCluster seen, String... to) {
    return DestinationBlock.plan(seen.objects(), seen.rights(), MADE_FOR, uids("web"), List.of(to));
  }

  private static SeenCluster policy(String spec) {
    return new SeenCluster()
        .pod("web", ", labels: {app: 'web'}", "")
        .with(
            ObjectKind.NETWORK_POLICIES,
            "{metadata: {namespace: 'shop', name: 'p'}, spec: %s}".formatted(spec));
  }

  /** The pod bears the label of a block of a case, which is there. */
  private static SeenCluster blocked(String caseId) {
    SeenCluster before = new SeenCluster().pod("web");
    MadeFor madeFor = new MadeFor(caseId, "00000000", null);
    return labelled(caseId)
        .made(
            DestinationBlock.plan(
                    before.objects(), before.rights(), madeFor, uids("web"), List.of(BAD))
                .steps());
  }

  private static SeenCluster labelled(String caseId) {
    return new SeenCluster()
        .pod("web", ", labels: {'salvor.io/block': '%s-00000000'}".formatted(caseId), "");
  }

  @Test
  void aLabelThatNothingStandsBehindBlocksNothing() {
    MeasurePlan plan = block(labelled("IR-7"), BAD);
    assertThat(plan.refused()).isEmpty();
    assertThat(noted(plan, MeasurePlan.Note.Subject.LABEL_ALONE))
        .containsExactly("salvor.io/block");
    assertThat(plan.steps().getLast().why()).isEqualTo(Step.Why.MARK_POD);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments(
            "by a name", new SeenCluster().pod("web"), "evil.example", "evil.example: BY_NAME"),
        arguments(
            "by a wildcard",
            new SeenCluster().pod("web"),
            "*.evil.example",
            "*.evil.example: BY_NAME"),
        arguments("no address", new SeenCluster().pod("web"), "1.2.3/x", "1.2.3/x: NO_ADDRESS"),
        arguments(
            "a pod",
            new SeenCluster().pod("web"),
            "10.0.0.1",
            "10.0.0.1/32: INSIDE [Pod shop/web]"),
        arguments(
            "a node",
            new SeenCluster()
                .pod("web")
                .with(
                    ObjectKind.NODES,
                    "{metadata: {name: 'n1'}, status: {addresses: [{address: '192.0.2.1'}]}}"),
            "192.0.2.1",
            "192.0.2.1/32: INSIDE [Node n1]"),
        arguments(
            "node's network",
            new SeenCluster().pod("web", "", ", hostNetwork: true"),
            BAD,
            "Pod shop/web: HOST_NETWORK"),
        arguments("blocked already for it", blocked("IR-7"), BAD, "Pod shop/web: ALREADY"),
        arguments(
            "blocked already by another case",
            blocked("IR-6"),
            BAD,
            "Pod shop/web: ALREADY_ELSEWHERE"),
        arguments(
            "a policy allows it: a union takes nothing away",
            policy("{podSelector: {}, policyTypes: ['Egress'], egress: [{}]}"),
            BAD,
            "Pod shop/web: CANNOT_DENY [NetworkPolicy shop/p]"),
        arguments(
            "a policy allows a part of it",
            policy(
                "{podSelector: {}, policyTypes: ['Egress'], egress: [{to: [{ipBlock: {cidr: '203.0.113.0/28'}}]}]}"),
            "203.0.113.0/24",
            "Pod shop/web: CANNOT_DENY [NetworkPolicy shop/p]"),
        arguments(
            "no policy lets it pass",
            policy(
                "{podSelector: {}, policyTypes: ['Egress'], egress: [{to: [{podSelector: {}}]}]}"),
            BAD,
            "Pod shop/web: BLOCKED_ALREADY"),
        arguments(
            "policies were not seen",
            new SeenCluster().pod("web").forbidding(ObjectKind.NETWORK_POLICIES),
            BAD,
            "Pod shop/web: NOT_SEEN [networkpolicies]"),
        arguments(
            "Calico's own may close or open it",
            new SeenCluster()
                .pod("web")
                .with(ObjectKind.CALICO_NETWORK_POLICIES, "{metadata: {name: 'g'}}"),
            BAD,
            "Pod shop/web: NOT_SEEN [globalnetworkpolicies.projectcalico.org]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refusals(String name, SeenCluster seen, String to, String refused) {
    MeasurePlan plan = block(seen, to);
    assertThat(refused(plan)).containsExactly(refused);
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.pods()).isEmpty();
  }

  @Test
  void whereNoPolicySelectsAPodTheRestIsAllowed() {
    MeasurePlan plan =
        block(
            policy("{podSelector: {matchLabels: {app: 'db'}}, policyTypes: ['Egress']}"),
            BAD,
            "2001:db8::1");
    assertThat(steps(plan))
        .containsExactly(
            "BLOCK Create networkpolicies shop/salvor-block-ir-7-0badcafe",
            "MARK_POD Patch pods shop/web");
    assertThat(((Step.Create) plan.steps().getFirst()).manifest().path("spec"))
        .hasToString(
            "{\"podSelector\":{\"matchLabels\":{\"salvor.io/block\":\"IR-7-0badcafe\"}},\"policyTypes\":[\"Egress\"],"
                + "\"egress\":[{\"to\":[{\"namespaceSelector\":{}},"
                + "{\"ipBlock\":{\"cidr\":\"0.0.0.0/0\",\"except\":[\"203.0.113.9/32\"]}},"
                + "{\"ipBlock\":{\"cidr\":\"::/0\",\"except\":[\"2001:db8:0:0:0:0:0:1/128\"]}}]}]}");
    assertThat(noted(plan, Note.Subject.NOT_CONTAINED))
        .containsExactly("203.0.113.9/32", "2001:db8:0:0:0:0:0:1/128");
    assertThat(notes(plan, Note.Subject.OPENS_LATER)).isTrue();
  }

  @Test
  void aBlockOfAddressesThatHoldsSomeOfTheClusterSaysSo() {
    MeasurePlan plan = block(new SeenCluster().pod("web"), "10.0.0.0/8");
    assertThat(noted(plan, Note.Subject.OUTSIDE_ALONE)).containsExactly("Pod shop/web");
    assertThat(plan.steps()).hasSize(2);
  }

  @Test
  void anAdminsPolicyDeniesAndLeavesTheRestToTheOthers() {
    String egress =
        "[{\"name\":\"block\",\"action\":\"Deny\",\"to\":[{\"networks\":[\"203.0.113.9/32\"]}]}]";
    for (ObjectKind kind :
        List.of(ObjectKind.CLUSTER_NETWORK_POLICIES, ObjectKind.ADMIN_NETWORK_POLICIES)) {
      MeasurePlan plan =
          block(
              policy("{podSelector: {}, policyTypes: ['Egress'], egress: [{}]}").serving(kind),
              BAD);
      assertThat(plan.steps().getFirst().kind()).isEqualTo(kind);
      assertThat(((Step.Create) plan.steps().getFirst()).manifest().at("/spec/egress"))
          .hasToString(egress);
      assertThat(
              ((Step.Create) plan.steps().getFirst())
                  .manifest()
                  .at("/spec/ingress")
                  .isMissingNode())
          .isTrue();
    }
  }

  @Test
  void ciliumDeniesWithoutClosingThePod() {
    MeasurePlan plan =
        block(new SeenCluster().pod("web").serving(ObjectKind.CILIUM_NETWORK_POLICIES), BAD);
    assertThat(((Step.Create) plan.steps().getFirst()).manifest().path("spec"))
        .hasToString(
            "{\"endpointSelector\":{\"matchLabels\":{\"salvor.io/block\":\"IR-7-0badcafe\"}},"
                + "\"enableDefaultDeny\":{\"ingress\":false,\"egress\":false},"
                + "\"egressDeny\":[{\"toCIDR\":[\"203.0.113.9/32\"]}]}");
  }
}
