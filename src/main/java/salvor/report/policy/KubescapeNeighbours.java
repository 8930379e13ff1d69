package salvor.report.policy;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.Peer;
import salvor.baseline.Profile;
import salvor.baseline.Selection;
import salvor.baseline.Trait;
import salvor.baseline.Trait.Network.Direction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Peers and names of one baseline, as Kubescape lists them. */
final class KubescapeNeighbours {
  private final Profile profile;
  private final Draft draft;
  private final PodLabels pods;
  private final Map<Neighbour, Set<Port>> neighbours = new LinkedHashMap<>();

  /** One entry: ports that are named do not go with an entry that allows any. */
  private record Neighbour(Direction direction, Peer peer, boolean anyPort) {}

  private record Port(int port, @Nullable String protocol) {}

  KubescapeNeighbours(Profile profile, Draft draft, PodLabels pods) {
    this.profile = profile;
    this.draft = draft;
    this.pods = pods;
  }

  void write(ObjectNode container) {
    for (Element element : profile.elements(Facet.NETWORK)) {
      if (element.trait() instanceof Trait.Network network) {
        network(element, network);
      }
    }
    for (Element element : profile.elements(Facet.DNS)) {
      if (element.trait() instanceof Trait.Lookup(String name)) {
        lookup(element, new Peer.Name(name));
      }
    }
    for (Direction direction : List.of(Direction.IN, Direction.OUT)) {
      ArrayNode list = container.putArray(direction == Direction.IN ? "ingress" : "egress");
      neighbours.forEach((neighbour, ports) -> {
        if (neighbour.direction() == direction) {
          entry(list.addObject(), neighbour, ports);
        }
      });
    }
  }

  private void network(Element element, Trait.Network network) {
    if (network.direction() == Direction.LISTEN) {
      draft.lost(profile, element, "ports that are listened on");
      return;
    }
    Peer peer = peer(element, network.peer());
    if (peer == null) {
      return;
    }
    if (network.program() != null) {
      draft.lost(profile, element, "which program is connected: any may");
    }
    boolean any = network.port() == 0 && network.protocol() == null;
    Set<Port> ports =
        neighbours.computeIfAbsent(
            new Neighbour(network.direction(), peer, any), n -> new LinkedHashSet<>());
    if (!any) {
      ports.add(new Port(network.port(), network.protocol()));
    }
    if (peer instanceof Peer.Name(String name)
        && network.direction() == Direction.OUT
        && profile.elements(Facet.DNS).stream()
            .noneMatch(e -> e.trait().equals(new Trait.Lookup(name)))) {
      draft.lost(profile, element, "a name that is not looked up: looking it up is allowed there");
    }
  }

  private void lookup(Element element, Peer.Name name) {
    boolean talkedTo =
        neighbours.keySet().stream()
            .anyMatch(n -> n.direction() == Direction.OUT && n.peer().equals(name));
    if (!talkedTo) {
      draft.lost(profile, element, "a name that is only looked up: talking to it is allowed there");
      neighbours.put(new Neighbour(Direction.OUT, name, true), Set.of());
    }
  }

  /** The peer in Kubescape's words; null when it has none. */
  private @Nullable Peer peer(Element element, Peer peer) {
    String own = profile.key().namespace();
    return switch (peer) {
      case Peer.Name _, Peer.Address _ -> peer;
      case Peer.Selected(String labels) ->
          selected(element, Selection.of(labels), "labels that cannot be told apart");
      case Peer.OfWorkload(String namespace, String name) ->
          selected(
              element,
              pods.workload(namespace, name, own, draft),
              "a workload whose name is no label's value");
      case Peer.OfService(String namespace, String name) ->
          selected(
              element,
              pods.service(namespace, name, own),
              "a Service: its object with a selector was not given");
      case Peer.Node() -> lost(element, "nodes of the cluster as a peer");
      case Peer.Loopback() -> lost(element, "the own pod as a peer");
      case Peer.Outside() -> {
        draft.lost(profile, element, "all that is outside of the cluster: any address is allowed");
        yield new Peer.Address("*");
      }
    };
  }

  private @Nullable Peer selected(Element element, Optional<Selection> chosen, String reason) {
    return chosen.isPresent() ? new Peer.Selected(chosen.get().text()) : lost(element, reason);
  }

  private @Nullable Peer lost(Element element, String reason) {
    draft.lost(profile, element, reason);
    return null;
  }

  private static void entry(ObjectNode node, Neighbour neighbour, Set<Port> ports) {
    Peer peer = neighbour.peer();
    node.put(
        "identifier",
        ObjectNames.sha256(
            neighbour.direction() + " " + peer.text() + (neighbour.anyPort() ? " any port" : "")));
    node.put("type", peer instanceof Peer.Selected ? "internal" : "external");
    switch (peer) {
      case Peer.Name(String name) -> node.putArray("dnsNames").add(PolicyDocument.whole(name));
      case Peer.Address(String address) ->
          node.putArray("ipAddresses").add(PolicyDocument.whole(address));
      case Peer.Selected(String labels) -> selectors(node, Selection.of(labels).orElseThrow());
      case Peer.OfWorkload _, Peer.OfService _, Peer.Node _, Peer.Loopback _, Peer.Outside _ ->
          throw new IllegalStateException(peer.text());
    }
    if (!neighbour.anyPort()) {
      ports(node.putArray("ports"), ports);
    }
  }

  private static void ports(ArrayNode list, Set<Port> ports) {
    for (Port port : ports) {
      ObjectNode node = list.addObject();
      String protocol =
          port.protocol() == null
              ? null
              : PolicyDocument.whole(port.protocol().toUpperCase(Locale.ROOT));
      node.put("name", (protocol == null ? "ANY" : protocol) + "-" + port.port());
      if (protocol != null) {
        node.put("protocol", protocol);
      }
      if (port.port() != 0) {
        node.put("port", port.port());
      }
    }
  }

  private static void selectors(ObjectNode node, Selection chosen) {
    if (chosen.namespaces() != null) {
      SelectorNode.write(node.putObject("namespaceSelector"), chosen.namespaces());
    }
    SelectorNode.write(node.putObject("podSelector"), chosen.pods());
  }
}
