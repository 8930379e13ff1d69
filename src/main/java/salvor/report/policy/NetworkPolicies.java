package salvor.report.policy;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.Peer;
import salvor.baseline.Profile;
import salvor.baseline.Selection;
import salvor.baseline.Trait.Network.Direction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * NetworkPolicies (networking.k8s.io/v1) that allow what a workload is known to do and nothing
 * else, in both directions.
 */
final class NetworkPolicies implements NetworkRules.Words {
  private static final String NAME = "a NetworkPolicy";
  private static final Set<Facet> HELD = EnumSet.of(Facet.NETWORK, Facet.DNS);

  private final Draft draft = new Draft();
  private final PodLabels pods;

  private NetworkPolicies(PodLabels pods) {
    this.pods = pods;
  }

  static Handover of(List<Profile> profiles, PodLabels pods) {
    return new NetworkPolicies(pods).write(profiles);
  }

  private Handover write(List<Profile> profiles) {
    for (Workloads.Subject subject :
        new Workloads(draft, pods).of(profiles, EnumSet.of(Facet.NETWORK))) {
      NetworkRules rules = new NetworkRules(draft, pods, this);
      for (Profile profile : subject.profiles()) {
        draft.lostSupport(profile);
        draft.facets(profile, HELD, NAME);
        profile
            .elements(Facet.DNS)
            .forEach(e -> draft.lost(profile, e, "which names are looked up: any may be"));
        rules.take(profile);
      }
      Profile first = subject.first();
      String name =
          draft.unique(ObjectNames.of(first.key().kind(), first.key().workload(), "baseline"));
      String namespace = PodLabels.namespace(first, draft);
      if (rules.asksDns()) {
        draft.assume("the cluster's DNS are the pods of kube-system with k8s-app=kube-dns");
      }
      ObjectNode object =
          draft.kubernetes(
              "networking.k8s.io/v1",
              "NetworkPolicy",
              name,
              namespace,
              Map.of(),
              subject.profiles());
      spec(object.putObject("spec"), subject, rules);
      draft.add(name, first.name(), object, "NetworkPolicy", PolicyDocument.Form.YAML);
    }
    return draft.done();
  }

  private static void spec(ObjectNode spec, Workloads.Subject subject, NetworkRules rules) {
    ObjectNode labels = spec.putObject("podSelector").putObject("matchLabels");
    subject.labels().forEach(labels::put);
    spec.putArray("policyTypes").add("Ingress").add("Egress");
    rules(spec.putArray("ingress"), "from", rules.of(Direction.IN));
    ArrayNode egress = spec.putArray("egress");
    if (rules.asksDns()) {
      ObjectNode dns = egress.addObject();
      dns.putArray("to").add(chosen(NetworkRules.DNS_PODS));
      ArrayNode ports = dns.putArray("ports");
      port(ports, 53, "UDP");
      port(ports, 53, "TCP");
    }
    rules(egress, "to", rules.of(Direction.OUT));
  }

  private static void rules(
      ArrayNode list,
      String side,
      List<Map.Entry<NetworkRules.Entry, Set<NetworkRules.Port>>> rules) {
    for (Map.Entry<NetworkRules.Entry, Set<NetworkRules.Port>> rule : rules) {
      ObjectNode node = list.addObject();
      ArrayNode peers = node.putArray(side);
      rule.getKey().peer().path("peers").forEach(peers::add);
      if (!rule.getKey().anyPort()) {
        ArrayNode ports = node.putArray("ports");
        for (NetworkRules.Port port : rule.getValue()) {
          String protocol = port.protocol();
          for (String each : protocol == null ? List.of("TCP", "UDP", "SCTP") : List.of(protocol)) {
            port(ports, port.port(), each);
          }
        }
      }
    }
  }

  private static void port(ArrayNode ports, int port, String protocol) {
    ObjectNode node = ports.addObject();
    node.put("protocol", protocol);
    if (port != 0) {
      node.put("port", port);
    }
  }

  @Override
  public @Nullable ObjectNode peer(
      Profile profile, Element element, Direction direction, Peer peer, @Nullable Selection pods) {
    if (pods != null) {
      return peers(chosen(pods));
    }
    return switch (peer) {
      case Peer.Address(String pattern) -> address(profile, element, pattern);
      case Peer.Outside() -> {
        draft.lost(profile, element, "all that is outside of the cluster: pods may as well");
        yield anywhere();
      }
      case Peer.Node() -> nodes(profile, element, direction);
      case Peer.Name _ ->
          lost(profile, element, "a name: it knows pods and addresses; cilium can hold names");
      case Peer.OfService _ ->
          lost(
              profile,
              element,
              "a Service: its object with a selector was not given, or chooses no pods");
      case Peer.OfWorkload _ -> lost(profile, element, "a workload that no label can name");
      case Peer.Selected _ -> lost(profile, element, "labels that cannot be told apart");
      case Peer.Loopback() -> throw new IllegalStateException("no policy governs it");
    };
  }

  /**
   * Nodes have addresses only. What they forward comes from those, so that a workload would be cut
   * off from its clients where they are not known.
   */
  private @Nullable ObjectNode nodes(Profile profile, Element element, Direction direction) {
    List<String> ranges = pods.nodes();
    if (ranges.isEmpty() && direction == Direction.IN) {
      draft.lost(
          profile,
          element,
          "nodes as a peer: their objects were not given, so everybody may connect");
      return anywhere();
    }
    if (ranges.isEmpty()) {
      return lost(
          profile,
          element,
          "nodes as a peer: their objects were not given, and only the pods' own may be reached");
    }
    draft.lost(profile, element, "nodes as a peer: their addresses of now stand for them");
    return peers(ranges.stream().map(NetworkPolicies::block).toArray(ObjectNode[]::new));
  }

  private @Nullable ObjectNode address(Profile profile, Element element, String pattern) {
    if (pattern.equals("*")) {
      return anywhere();
    }
    Optional<String> range = Cidr.of(pattern);
    return range.isPresent()
        ? peers(block(range.get()))
        : lost(profile, element, "it is neither an address nor a range");
  }

  private @Nullable ObjectNode lost(Profile profile, Element element, String reason) {
    draft.lost(profile, element, reason);
    return null;
  }

  private static ObjectNode anywhere() {
    return peers(block("0.0.0.0/0"), block("::/0"));
  }

  private static ObjectNode peers(ObjectNode... all) {
    ObjectNode node = Draft.object();
    ArrayNode peers = node.putArray("peers");
    for (ObjectNode each : all) {
      peers.add(each);
    }
    return node;
  }

  private static ObjectNode block(String cidr) {
    ObjectNode node = Draft.object();
    node.putObject("ipBlock").put("cidr", cidr);
    return node;
  }

  private static ObjectNode chosen(Selection pods) {
    ObjectNode node = Draft.object();
    if (pods.namespaces() != null) {
      SelectorNode.write(node.putObject("namespaceSelector"), pods.namespaces());
    }
    SelectorNode.write(node.putObject("podSelector"), pods.pods());
    return node;
  }
}
