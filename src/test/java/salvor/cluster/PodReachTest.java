package salvor.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import salvor.cluster.PodReach.Allowed;
import salvor.cluster.PodReach.Peer;
import salvor.cluster.PodReach.Policy;
import salvor.cluster.PodReach.Port;
import salvor.training.apiserver.Json;
import tools.jackson.databind.JsonNode;

/**
 * Which policies hold for a pod, and what each allows; whether a connection comes to be is Reach's.
 */
class PodReachTest {
  private final ClusterObjects objects = new ClusterObjects();
  private final JsonNode web = pod("shop", "web", "10.0.0.1");

  private static JsonNode pod(String namespace, String app, String ip) {
    return Json.of(
        "{metadata: {namespace: '%s', name: '%s', uid: '%s', labels: {app: '%s'}}, status: {podIP: '%s'}}"
            .formatted(namespace, app, namespace + app, app, ip));
  }

  @BeforeEach
  void pods() {
    objects.listed(
        ObjectKind.PODS,
        List.of(web, pod("shop", "db", "10.0.0.2"), pod("ops", "prometheus", "10.0.0.3")));
    objects.listed(
        ObjectKind.NAMESPACES,
        List.of(Json.of("{metadata: {name: 'ops', labels: {team: 'ops'}}}")));
  }

  private PodReach with(String... specs) {
    objects.listed(
        ObjectKind.NETWORK_POLICIES,
        java.util.stream.IntStream.range(0, specs.length)
            .mapToObj(i ->
                Json.of(
                    "{metadata: {namespace: 'shop', name: 'p%d'}, spec: %s}"
                        .formatted(i, specs[i])))
            .toList());
    return PodReach.of(web, objects);
  }

  @Test
  void withoutPoliciesAPodIsOpenBothWays() {
    assertThat(PodReach.of(web, objects).unseen()).as("not listed yet").isNotNull();
    PodReach reach = with();
    assertThat(reach.unseen()).isNull();
    assertThat(reach.in().isOpen()).isTrue();
    assertThat(reach.out().isOpen()).isTrue();
    assertThat(reach.in().isClosed()).isFalse();
  }

  @Test
  void aPolicyWithoutRulesClosesTheDirectionsItNames() {
    PodReach reach = with("{podSelector: {}, policyTypes: ['Ingress']}");
    assertThat(reach.in().isClosed()).isTrue();
    assertThat(reach.out().isOpen()).isTrue();
    assertThat(with("{podSelector: {matchLabels: {app: 'db'}}}").in().isOpen()).isTrue();
  }

  @Test
  void namesThePeersThatAreThereNow() {
    PodReach reach =
        with(
            "{podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: {team: 'ops'}}}, {podSelector:"
                + " {matchExpressions: [{key: 'app', operator: 'In', values: ['db', 'x']}]}}], ports: [{port: 80, endPort:"
                + " 90}, {protocol: 'UDP'}]}]}",
            "{podSelector: {}, policyTypes: ['Egress'], egress: [{to: [{ipBlock: {cidr: '10.0.0.0/8', except:"
                + " ['10.1.0.0/16']}}]}, {}]}");
    assertThat(reach.in().policies())
        .containsExactly(
            new Policy(
                "p0",
                List.of(
                    new Allowed(
                        List.of(
                            new Peer.Pods("team=ops", "", 1, List.of("ops/prometheus")),
                            new Peer.Pods(null, "app in (db,x)", 1, List.of("shop/db"))),
                        List.of(
                            new Port("TCP", "80", OptionalInt.of(90)),
                            new Port("UDP", "", OptionalInt.empty()))))));
    assertThat(reach.out().policies())
        .containsExactly(
            new Policy(
                "p1",
                List.of(
                    new Allowed(
                        List.of(new Peer.Block("10.0.0.0/8", List.of("10.1.0.0/16"))), List.of()),
                    new Allowed(List.of(), List.of()))));
  }
}
