package salvor.report.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.baseline.Facet;
import salvor.baseline.Peer;
import salvor.baseline.Profile;
import salvor.baseline.Selection;
import salvor.baseline.Trait;
import salvor.baseline.Trait.Network.Direction;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who may talk with the pods of a workload on which ports, in the words of one kind of policy: each
 * peer once, chosen pods before addresses.
 */
final class NetworkRules {
  static final Selection DNS_PODS =
      Selection.of("kubernetes.io/metadata.name=kube-system, / k8s-app=kube-dns,").orElseThrow();
  private static final Set<String> PROTOCOLS = Set.of("TCP", "UDP", "SCTP");
  private static final int DNS = 53;

  private final Draft draft;
  private final PodLabels pods;
  private final Words words;
  private final Map<Entry, Set<Port>> entries = new LinkedHashMap<>();
  private boolean asksDns;

  /** What one kind of policy calls peers. */
  interface Words {
    /** A peer; null when there is no such, after saying so. */
    @Nullable ObjectNode peer(
        Profile profile, Element element, Direction direction, Peer peer, @Nullable Selection pods);
  }

  /**
   * One peer in one direction.
   *
   * @param pods whether pods are chosen
   */
  record Entry(Direction direction, ObjectNode peer, boolean pods, boolean anyPort) {}

  /** 0 and null are any. */
  record Port(int port, @Nullable String protocol) {}

  NetworkRules(Draft draft, PodLabels pods, Words words) {
    this.draft = draft;
    this.pods = pods;
    this.words = words;
  }

  void take(Profile profile) {
    for (Element element : profile.elements(Facet.NETWORK)) {
      if (element.trait() instanceof Trait.Network network) {
        take(profile, element, network);
      }
    }
    asksDns |= !profile.elements(Facet.DNS).isEmpty();
  }

  /** Whether the cluster's DNS is needed. */
  boolean asksDns() {
    return asksDns;
  }

  private void take(Profile profile, Element element, Trait.Network network) {
    String protocol =
        network.protocol() == null ? null : network.protocol().toUpperCase(Locale.ROOT);
    if (network.direction() == Direction.LISTEN) {
      draft.lost(profile, element, "ports that are listened on");
    } else if (protocol != null && !PROTOCOLS.contains(protocol)) {
      draft.lost(profile, element, "a protocol other than TCP, UDP and SCTP");
    } else if (!network.peer().equals(new Peer.Loopback())) { // which no policy governs
      take(profile, element, network, protocol);
    }
  }

  private void take(
      Profile profile, Element element, Trait.Network network, @Nullable String protocol) {
    Selection chosen = chosen(profile, network.peer());
    boolean dns =
        network.direction() == Direction.OUT && DNS_PODS.equals(chosen) && network.port() == DNS;
    asksDns |= dns || (network.direction() == Direction.OUT && network.peer() instanceof Peer.Name);
    ObjectNode peer =
        dns ? null : words.peer(profile, element, network.direction(), network.peer(), chosen);
    if (network.program() != null && (dns || peer != null)) {
      draft.lost(profile, element, "which program is connected: any of the pods' may");
    }
    if (peer != null) {
      boolean any = network.port() == 0 && protocol == null;
      entries
          .computeIfAbsent(
              new Entry(network.direction(), peer, chosen != null, any), e -> new LinkedHashSet<>())
          .add(new Port(network.port(), protocol));
    }
  }

  private @Nullable Selection chosen(Profile profile, Peer peer) {
    String own = profile.key().namespace();
    return switch (peer) {
      case Peer.Selected(String labels) -> Selection.of(labels).orElse(null);
      case Peer.OfWorkload(String namespace, String name) ->
          pods.workload(namespace, name, own, draft).orElse(null);
      case Peer.OfService(String namespace, String name) -> {
        Selection behind = pods.service(namespace, name, own).orElse(null);
        if (behind != null && !behind.equals(DNS_PODS)) {
          draft.assume(
              "the Service "
                  + namespace
                  + "/"
                  + name
                  + " has the same ports as its pods:"
                  + " policies are held against the ports of pods");
        }
        yield behind;
      }
      case Peer.Name _, Peer.Address _, Peer.Node _, Peer.Loopback _, Peer.Outside _ -> null;
    };
  }

  /** The rules of a direction, chosen pods first. */
  List<Map.Entry<Entry, Set<Port>>> of(Direction direction) {
    List<Map.Entry<Entry, Set<Port>>> all = new ArrayList<>(entries.entrySet());
    all.removeIf(e -> e.getKey().direction() != direction);
    all.sort(Comparator.comparing(e -> !e.getKey().pods()));
    return all;
  }
}
