package salvor.report.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import salvor.baseline.Facet;
import salvor.baseline.FacetState;
import salvor.baseline.Peer;
import salvor.baseline.Profile;
import salvor.baseline.Trait;
import salvor.ingest.networkpolicy.CiliumFormat;
import salvor.ingest.networkpolicy.NetworkPolicyFormat;
import salvor.workload.Inventory;
import salvor.workload.Service;
import tools.jackson.databind.JsonNode;

class NetworkPoliciesTest {
  @TempDir Path folder;

  private static final PodLabels WITH_SERVICES =
      new PodLabels(
          "app.kubernetes.io/name",
          new Inventory(
              List.of(),
              List.of(
                  new Service("shop", "db", List.of("10.96.0.9"), Map.of("tier", "db")),
                  new Service("default", "kubernetes", List.of("10.96.0.1"), Map.of())),
              Map.of()));

  private static Trait.Network udp(Peer peer, int port) {
    return new Trait.Network(Trait.Network.Direction.OUT, peer, port, "udp", "nginx");
  }

  private static Profile web() {
    return Baselines.stable(
        Baselines.out(new Peer.Address("198.51.100.10"), 5432),
        Baselines.out(new Peer.Address("10.1.2.3/8"), 80),
        Baselines.out(new Peer.Address("2001:db8::1"), 443),
        Baselines.out(new Peer.OfService("shop", "db"), 5432),
        Baselines.out(new Peer.OfService("shop", "db"), 5433),
        Baselines.out(new Peer.OfService("default", "kubernetes"), 443),
        Baselines.out(new Peer.OfService("shop", "unknown"), 1),
        Baselines.out(new Peer.OfWorkload("pay", "pay"), 8080),
        udp(new Peer.OfService("kube-system", "kube-dns"), 53),
        new Trait.Network(
            Trait.Network.Direction.OUT, new Peer.Selected("tier=cache,"), 6379, null, null),
        new Trait.Network(
            Trait.Network.Direction.OUT, new Peer.Selected("team In a|b, / *"), 0, null, null),
        new Trait.Network(
            Trait.Network.Direction.OUT, new Peer.Address("10.9.9.9"), 0, "tcp", null),
        Baselines.out(new Peer.Name("api.stripe.com"), 443),
        Baselines.out(new Peer.Name("*.example.com"), 443),
        Baselines.out(new Peer.Name("cdn.⋯.net"), 443),
        Baselines.out(new Peer.Loopback(), 1),
        new Trait.Network(Trait.Network.Direction.OUT, new Peer.Node(), 1, "icmp", null),
        Baselines.in(new Peer.Node(), 8080),
        Baselines.in(new Peer.Outside(), 8443),
        Baselines.in(new Peer.Address("*"), 8444),
        new Trait.Network(Trait.Network.Direction.LISTEN, new Peer.Address("*"), 80, "tcp", null),
        new Trait.Lookup("api.stripe.com"),
        new Trait.Lookup("db.shop.svc.cluster.local"));
  }

  @Test
  void choosesPodsBeforeAddressesAndAllowsDns() {
    Handover handover = PolicyForm.NETWORKPOLICY.of(List.of(web()), WITH_SERVICES);
    JsonNode spec = handover.documents().getFirst().content().path("spec");
    assertThat(spec.path("podSelector").toString())
        .isEqualTo("{\"matchLabels\":{\"app.kubernetes.io/name\":\"web\"}}");
    assertThat(spec.path("policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
    assertThat(spec.path("egress").valueStream().map(JsonNode::toString))
        .containsExactly(
            "{\"to\":[{\"namespaceSelector\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"kube-system\"}},"
                + "\"podSelector\":{\"matchLabels\":{\"k8s-app\":\"kube-dns\"}}}],"
                + "\"ports\":[{\"protocol\":\"UDP\",\"port\":53},{\"protocol\":\"TCP\",\"port\":53}]}",
            "{\"to\":[{\"podSelector\":{\"matchLabels\":{\"tier\":\"db\"}}}],"
                + "\"ports\":[{\"protocol\":\"TCP\",\"port\":5432},{\"protocol\":\"TCP\",\"port\":5433}]}",
            "{\"to\":[{\"namespaceSelector\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"pay\"}},"
                + "\"podSelector\":{\"matchLabels\":{\"app.kubernetes.io/name\":\"pay\"}}}],"
                + "\"ports\":[{\"protocol\":\"TCP\",\"port\":8080}]}",
            "{\"to\":[{\"podSelector\":{\"matchLabels\":{\"tier\":\"cache\"}}}],"
                + "\"ports\":[{\"protocol\":\"TCP\",\"port\":6379},{\"protocol\":\"UDP\",\"port\":6379},{\"protocol\":\"SCTP\",\"port\":6379}]}",
            "{\"to\":[{\"namespaceSelector\":{\"matchExpressions\":[{\"key\":\"team\",\"operator\":\"In\",\"values\":[\"a\",\"b\"]}]},"
                + "\"podSelector\":{}}]}",
            "{\"to\":[{\"ipBlock\":{\"cidr\":\"198.51.100.10/32\"}}],\"ports\":[{\"protocol\":\"TCP\",\"port\":5432}]}",
            "{\"to\":[{\"ipBlock\":{\"cidr\":\"10.0.0.0/8\"}}],\"ports\":[{\"protocol\":\"TCP\",\"port\":80}]}",
            "{\"to\":[{\"ipBlock\":{\"cidr\":\"2001:db8:0:0:0:0:0:1/128\"}}],\"ports\":[{\"protocol\":\"TCP\",\"port\":443}]}",
            "{\"to\":[{\"ipBlock\":{\"cidr\":\"10.9.9.9/32\"}}],\"ports\":[{\"protocol\":\"TCP\"}]}");
    assertThat(spec.path("ingress").valueStream().map(JsonNode::toString))
        .containsExactly(
            "{\"from\":[{\"ipBlock\":{\"cidr\":\"0.0.0.0/0\"}},{\"ipBlock\":{\"cidr\":\"::/0\"}}],"
                + "\"ports\":[{\"protocol\":\"TCP\",\"port\":8080},{\"protocol\":\"TCP\",\"port\":8443},{\"protocol\":\"TCP\",\"port\":8444}]}");
    assertThat(Baselines.reasons(handover))
        .contains(
            "out name:api.stripe.com tcp/443: a name: it knows pods and addresses; cilium can hold names",
            "out service:shop/unknown tcp/1: a Service: its object with a selector was not given, or chooses no pods",
            "out service:default/kubernetes tcp/443: a Service: its object with a selector was not given, or chooses no pods",
            "out service:kube-system/kube-dns udp/53 by nginx: which program is connected: any of the pods' may",
            "in outside tcp/8443: all that is outside of the cluster: pods may as well",
            "in node tcp/8080: nodes as a peer: their objects were not given, so everybody may connect",
            "out node icmp/1: a protocol other than TCP, UDP and SCTP",
            "db.shop.svc.cluster.local: which names are looked up: any may be",
            "listen * tcp/80: ports that are listened on");
    assertThat(handover.assumed())
        .contains(
            "the pods of the workload web carry the label app.kubernetes.io/name=web",
            "the cluster's DNS are the pods of kube-system with k8s-app=kube-dns");
  }

  @Test
  void ciliumHoldsNamesNodesServicesAndTheWorld() {
    Handover handover = PolicyForm.CILIUM.of(List.of(web()), WITH_SERVICES);
    JsonNode spec = handover.documents().getFirst().content().path("spec");
    assertThat(spec.path("egress").valueStream().map(JsonNode::toString))
        .contains(
            "{\"toEndpoints\":[{\"matchLabels\":{\"k8s-app\":\"kube-dns\",\"k8s:io.kubernetes.pod.namespace\":\"kube-system\"}}],"
                + "\"toPorts\":[{\"ports\":[{\"port\":\"53\",\"protocol\":\"ANY\"}],\"rules\":{\"dns\":["
                + "{\"matchPattern\":\"*.example.com\"},{\"matchName\":\"api.stripe.com\"},"
                + "{\"matchPattern\":\"cdn.*.net\"},{\"matchName\":\"db.shop.svc.cluster.local\"}]}}]}",
            "{\"toEntities\":[\"kube-apiserver\"],\"toPorts\":[{\"ports\":[{\"port\":\"443\",\"protocol\":\"TCP\"}]}]}",
            "{\"toServices\":[{\"k8sService\":{\"serviceName\":\"unknown\",\"namespace\":\"shop\"}}],"
                + "\"toPorts\":[{\"ports\":[{\"port\":\"1\",\"protocol\":\"TCP\"}]}]}",
            "{\"toEndpoints\":[{\"matchExpressions\":[{\"key\":\"k8s:io.cilium.k8s.namespace.labels.team\",\"operator\":\"In\",\"values\":[\"a\",\"b\"]}]}]}",
            "{\"toCIDR\":[\"10.9.9.9/32\"],\"toPorts\":[{\"ports\":[{\"port\":\"1\",\"endPort\":65535,\"protocol\":\"TCP\"}]}]}",
            "{\"toFQDNs\":[{\"matchName\":\"api.stripe.com\"}],\"toPorts\":[{\"ports\":[{\"port\":\"443\",\"protocol\":\"TCP\"}]}]}",
            "{\"toFQDNs\":[{\"matchPattern\":\"cdn.*.net\"}],\"toPorts\":[{\"ports\":[{\"port\":\"443\",\"protocol\":\"TCP\"}]}]}");
    assertThat(spec.path("ingress").valueStream().map(JsonNode::toString))
        .containsExactly(
            "{\"fromEntities\":[\"host\",\"remote-node\"],\"toPorts\":[{\"ports\":[{\"port\":\"8080\",\"protocol\":\"TCP\"}]}]}",
            "{\"fromEntities\":[\"world\"],\"toPorts\":[{\"ports\":[{\"port\":\"8443\",\"protocol\":\"TCP\"}]}]}",
            "{\"fromEntities\":[\"all\"],\"toPorts\":[{\"ports\":[{\"port\":\"8444\",\"protocol\":\"TCP\"}]}]}");
  }

  @Test
  void nodesAreTheirAddressesWhereTheirObjectsAreGiven() throws Exception {
    PodLabels nodes =
        new PodLabels(
            PodLabels.USUAL,
            new Inventory(
                List.of(),
                List.of(),
                Map.of("n2", List.of("192.0.2.2", "n2.local"), "n1", List.of("192.0.2.1"))));
    Profile web = Baselines.stable(Baselines.in(new Peer.Node(), 8080));
    Handover handover = PolicyForm.NETWORKPOLICY.of(List.of(web), nodes);
    assertThat(handover.documents().getFirst().content().at("/spec/ingress").toString())
        .isEqualTo(
            "[{\"from\":[{\"ipBlock\":{\"cidr\":\"192.0.2.1/32\"}},{\"ipBlock\":{\"cidr\":\"192.0.2.2/32\"}}],"
                + "\"ports\":[{\"protocol\":\"TCP\",\"port\":8080}]}]");
    assertThat(Baselines.reasons(handover))
        .contains("in node tcp/8080: nodes as a peer: their addresses of now stand for them");
    Strict.assertFits(Strict.own("networkpolicy"), handover);
  }

  @Test
  void fitsStrictSchemas() throws Exception {
    for (PodLabels pods : List.of(WITH_SERVICES, Baselines.PODS)) {
      Strict.assertFits(
          Strict.own("networkpolicy"), PolicyForm.NETWORKPOLICY.of(List.of(web()), pods));
      Strict.assertFits(
          Strict.own("ciliumnetworkpolicy"), PolicyForm.CILIUM.of(List.of(web()), pods));
    }
  }

  @Test
  void namesNotLearnedToTheEndMayAllBeLookedUp() {
    Map<Facet, FacetState> states = Baselines.all(FacetState.STABLE);
    states.put(Facet.DNS, FacetState.LEARNING);
    Profile web =
        Baselines.of(Baselines.key("web", "app"), states, new Trait.Lookup("api.stripe.com"));
    Handover handover = PolicyForm.CILIUM.of(List.of(web), Baselines.PODS);
    assertThat(
            handover
                .documents()
                .getFirst()
                .content()
                .at("/spec/egress/0/toPorts/0/rules")
                .toString())
        .isEqualTo("{\"dns\":[{\"matchPattern\":\"*\"}]}");
    assertThat(handover.notComplete())
        .containsExactly(new Handover.Incomplete(web.name(), Facet.DNS, FacetState.LEARNING));
  }

  /** A direction without a rule is open in Cilium. */
  @Test
  void nothingKnownToTalkToIsClosed() {
    JsonNode cilium =
        PolicyForm.CILIUM
            .of(List.of(Baselines.stable()), Baselines.PODS)
            .documents()
            .getFirst()
            .content()
            .path("spec");
    assertThat(cilium.path("ingress").toString()).isEqualTo("[{}]");
    assertThat(cilium.path("egress").toString()).isEqualTo("[{}]");
    JsonNode plain =
        PolicyForm.NETWORKPOLICY
            .of(List.of(Baselines.stable()), Baselines.PODS)
            .documents()
            .getFirst()
            .content()
            .path("spec");
    assertThat(plain.path("ingress").toString()).isEqualTo("[]");
    assertThat(plain.path("egress").toString()).isEqualTo("[]");
  }

  @ParameterizedTest
  @EnumSource(
      value = PolicyForm.class,
      names = {"NETWORKPOLICY", "CILIUM"})
  void refusesWhatWasNeverRecordedForAllContainersOfThePods(PolicyForm form) {
    Map<Facet, FacetState> unseen = Baselines.all(FacetState.STABLE);
    unseen.remove(Facet.NETWORK);
    Profile app = Baselines.stable(Baselines.out(new Peer.Address("10.0.0.1"), 80));
    Profile proxy = Baselines.of(Baselines.key("web", "proxy"), unseen);
    Profile hostile =
        Baselines.of(Baselines.key("a: b\n", "app"), Baselines.all(FacetState.STABLE));
    Handover handover = form.of(List.of(app, proxy, hostile), Baselines.PODS);
    assertThat(handover.documents()).isEmpty();
    assertThat(handover.refused())
        .extracting(Handover.Refused::baseline)
        .containsExactly(app.name(), proxy.name(), hostile.name());
  }

  @Test
  void containersOfOneWorkloadAreOnePolicy() {
    Profile app = Baselines.stable(Baselines.out(new Peer.Address("10.0.0.1"), 80));
    Profile proxy =
        Baselines.of(
            Baselines.key("web", "proxy"),
            Baselines.all(FacetState.STABLE),
            Baselines.out(new Peer.Address("10.0.0.1"), 81));
    Handover handover = PolicyForm.NETWORKPOLICY.of(List.of(app, proxy), Baselines.PODS);
    assertThat(handover.documents()).hasSize(1);
    assertThat(handover.documents().getFirst().content().at("/spec/egress").toString())
        .isEqualTo(
            "[{\"to\":[{\"ipBlock\":{\"cidr\":\"10.0.0.1/32\"}}],"
                + "\"ports\":[{\"protocol\":\"TCP\",\"port\":80},{\"protocol\":\"TCP\",\"port\":81}]}]");
  }

  @ParameterizedTest
  @EnumSource(
      value = PolicyForm.class,
      names = {"NETWORKPOLICY", "CILIUM"})
  void readsBackWhatItHolds(PolicyForm form) throws Exception {
    Profile web =
        Baselines.stable(
            Baselines.out(new Peer.Address("10.0.0.0/8"), 5432),
            Baselines.out(new Peer.Address("2001:db8:0:0:0:0:0:1/128"), 443),
            Baselines.out(new Peer.Selected("app=db,tier=back,"), 5432),
            new Trait.Network(
                Trait.Network.Direction.OUT, new Peer.Address("10.9.9.9/32"), 0, "udp", null),
            new Trait.Network(
                Trait.Network.Direction.IN, new Peer.Selected("team In a|b, / *"), 0, null, null),
            Baselines.in(new Peer.Selected("kubernetes.io/metadata.name=ui, / app Exists,"), 80));
    Profile back =
        Baselines.reread(
                form.of(List.of(web), Baselines.PODS),
                folder,
                new NetworkPolicyFormat(),
                new CiliumFormat())
            .getFirst();
    assertThat(back.key().text()).isEqualTo("shop/web:?");
    assertThat(back.state(Facet.NETWORK)).isEqualTo(FacetState.STABLE);
    Set<String> more = Baselines.traits(back);
    assertThat(more).containsAll(Baselines.traits(web));
    more.removeAll(Baselines.traits(web));
    assertThat(more) // what no policy governs
        .allMatch(t -> t.matches(".*(Loopback\\[]|Node\\[]|direction=LISTEN).*"));
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 10.1.2.3/32",
    "10.1.2.3/12, 10.0.0.0/12",
    "0.0.0.0/0, 0.0.0.0/0",
    "::ffff:10.1.2.3, 10.1.2.3/32",
    "fe80::1/64, fe80:0:0:0:0:0:0:0/64",
    "::ffff:10.1.2.3/100,",
    "10.1.2.3/33,",
    "10.1,",
    "1,",
    "300.1.1.1,",
    "example.com,",
    "fe80::1%eth0,",
    "10.1.2.3/-1,"
  })
  void rangesAreThoseOfTheApi(String text, String range) {
    assertThat(Cidr.of(text).orElse(null)).isEqualTo(range);
  }
}
