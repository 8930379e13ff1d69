package salvor.cluster;

import static salvor.cluster.PodReading.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import salvor.cluster.PolicyRules.Direction;
import tools.jackson.databind.JsonNode;

/**
 * Who may reach a pod, and whom it may reach, by which NetworkPolicies. Policies of other kinds,
 * those of a network plugin, are not among them.
 *
 * @param hostNetwork whether it is in the node's network, where NetworkPolicies do not hold
 * @param unseen why the policies are not known, null when they are
 */
public record PodReach(boolean hostNetwork, Side in, Side out, @Nullable Trouble unseen) {
  private static final int NAMED = 20;

  /**
   * One direction.
   *
   * @param policies those that select the pod; with none it is open, with some only what they allow
   *     passes
   */
  public record Side(List<Policy> policies) {
    /** Copies the list. */
    public Side {
      policies = List.copyOf(policies);
    }

    /** Whether no policy selects the pod. */
    public boolean isOpen() {
      return policies.isEmpty();
    }

    /** Whether policies select the pod, and none allows anything. */
    public boolean isClosed() {
      return !isOpen() && policies.stream().allMatch(policy -> policy.allowed().isEmpty());
    }
  }

  /** A policy, and what it allows: nothing, when that is empty. */
  public record Policy(String name, List<Allowed> allowed) {
    /** Copies the list. */
    public Policy {
      allowed = List.copyOf(allowed);
    }
  }

  /** One rule: empty peers are everybody, empty ports are all. */
  public record Allowed(List<Peer> peers, List<Port> ports) {
    /** Copies the lists. */
    public Allowed {
      peers = List.copyOf(peers);
      ports = List.copyOf(ports);
    }
  }

  /** Who is meant. */
  public sealed interface Peer {
    /** Addresses, without some. */
    record Block(String cidr, List<String> except) implements Peer {
      /** Copies the list. */
      public Block {
        except = List.copyOf(except);
      }
    }

    /**
     * Pods.
     *
     * @param namespaces a selector, empty for all; null for the namespace of the policy alone
     * @param pods a selector, empty for all
     * @param now how many pods that are now
     * @param named some of them, as {@code namespace/name}
     */
    record Pods(@Nullable String namespaces, String pods, int now, List<String> named)
        implements Peer {
      /** Copies the list. */
      public Pods {
        named = List.copyOf(named);
      }
    }
  }

  /**
   * A port or a range of ports.
   *
   * @param port a number or name, empty for all
   * @param end the last of a range, empty when it is none
   */
  public record Port(String protocol, String port, OptionalInt end) {}

  /** Of a pod. */
  public static PodReach of(JsonNode pod, ClusterObjects objects) {
    Reading reading = new Reading(pod, objects);
    return new PodReach(
        pod.at("/spec/hostNetwork").asBoolean(false),
        reading.side(Direction.IN),
        reading.side(Direction.OUT),
        objects.isWhole(ObjectKind.NETWORK_POLICIES)
            ? null
            : objects
                .unseen(ObjectKind.NETWORK_POLICIES)
                .orElse(new Trouble.Other("they were not listed yet")));
  }

  /** How many pods an address block covers is not asked: it is not meant for pods. */
  private static final class Reading {
    private final JsonNode pod;
    private final ObjectSource objects;
    private final PolicyRules rules;
    private final String namespace;

    Reading(JsonNode pod, ObjectSource objects) {
      this.pod = pod;
      this.objects = objects;
      this.rules = new PolicyRules(objects);
      this.namespace = text(pod.path("metadata"), "namespace");
    }

    Side side(Direction direction) {
      return new Side(
          rules.selecting(pod, direction).stream()
              .map(policy -> policy(policy, direction))
              .toList());
    }

    private Policy policy(JsonNode policy, Direction direction) {
      List<Allowed> allowed = new ArrayList<>();
      for (JsonNode rule : policy.path("spec").path(direction.rules())) {
        allowed.add(
            new Allowed(
                rule.path(direction.peers()).valueStream().map(this::peer).toList(),
                rule.path("ports").valueStream().map(Reading::port).toList()));
      }
      return new Policy(text(policy.path("metadata"), "name"), allowed);
    }

    private Peer peer(JsonNode peer) {
      if (peer.has("ipBlock")) {
        return new Peer.Block(
            text(peer.path("ipBlock"), "cidr"),
            peer.at("/ipBlock/except").valueStream().map(each -> each.asString("")).toList());
      }
      List<String> meant =
          objects
              .all(ObjectKind.PODS, peer.has("namespaceSelector") ? "" : namespace)
              .filter(ended().negate())
              .filter(other -> rules.isPeer(peer, namespace, other))
              .map(other ->
                  text(other.path("metadata"), "namespace")
                      + "/"
                      + text(other.path("metadata"), "name"))
              .sorted()
              .toList();
      return new Peer.Pods(
          peer.has("namespaceSelector") ? LabelSelector.text(peer.path("namespaceSelector")) : null,
          LabelSelector.text(peer.path("podSelector")),
          meant.size(),
          meant.subList(0, Math.min(NAMED, meant.size())));
    }

    private static Predicate<JsonNode> ended() {
      return other -> other.at("/status/phase").asString("").matches("Succeeded|Failed");
    }

    private static Port port(JsonNode port) {
      return new Port(
          port.path("protocol").asString("TCP"),
          port.path("port").asString(""),
          Optional.of(port.path("endPort").asInt(0))
              .filter(end -> end > 0)
              .map(OptionalInt::of)
              .orElse(OptionalInt.empty()));
    }
  }
}
