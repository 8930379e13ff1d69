package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.cluster.Reach;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.Json;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.node.ObjectNode;

/**
 * The dimensions over which cyclonus and the conformance tests of Kubernetes vary NetworkPolicies,
 * multiplied out: peers, pairs of peers, ports, pairs of ports, both directions, each for nine pods
 * in three namespaces on two ports; then layered policies and changes. What is expected is said
 * beside each peer and port, and never worked out from the policy.
 */
class ReachMatrixTest {
  private static final List<String> NAMES = List.of("x", "y", "z");
  private static final List<String> PODS = List.of("a", "b", "c");

  private record Peer(String json, BiPredicate<String, String> means) {}

  private record Port(String json, IntPredicate means) {}

  private static final List<Peer> PEERS =
      List.of(
          new Peer("{podSelector: {}}", (ns, pod) -> ns.equals("x")),
          new Peer("{podSelector: {}, namespaceSelector: {}}", (ns, pod) -> true),
          new Peer("{namespaceSelector: {}}", (ns, pod) -> true),
          new Peer("{namespaceSelector: {matchLabels: {ns: 'y'}}}", (ns, pod) -> ns.equals("y")),
          new Peer(
              "{podSelector: {}, namespaceSelector: {matchLabels: {ns: 'x'}}}",
              (ns, pod) -> ns.equals("x")),
          new Peer(
              "{podSelector: {matchLabels: {pod: 'c'}}}",
              (ns, pod) -> ns.equals("x") && pod.equals("c")),
          new Peer(
              "{podSelector: {matchLabels: {pod: 'c'}}, namespaceSelector: {}}",
              (ns, pod) -> pod.equals("c")),
          new Peer(
              "{podSelector: {matchLabels: {pod: 'c'}}, namespaceSelector: {matchLabels: {ns: 'y'}}}",
              (ns, pod) -> ns.equals("y") && pod.equals("c")),
          new Peer(
              "{namespaceSelector: {matchExpressions: [{key: 'ns', operator: 'NotIn', values: ['x']}]},"
                  + " podSelector: {matchExpressions: [{key: 'pod', operator: 'In', values: ['b', 'c']}]}}",
              (ns, pod) -> !ns.equals("x") && !pod.equals("a")),
          new Peer(
              "{namespaceSelector: {matchExpressions: [{key: 'kubernetes.io/metadata.name', operator: 'In',"
                  + " values: ['x', 'z']}]}}",
              (ns, pod) -> !ns.equals("y")),
          new Peer(
              "{podSelector: {matchExpressions: [{key: 'none', operator: 'NotIn', values: ['v']}]}}",
              (ns, pod) -> ns.equals("x")),
          new Peer(
              "{podSelector: {matchExpressions: [{key: 'pod', operator: 'DoesNotExist'}]}}",
              (ns, pod) -> false),
          new Peer(
              "{podSelector: {matchLabels: {pod: 'b'}, matchExpressions: [{key: 'pod', operator: 'Exists'}]}}",
              (ns, pod) -> ns.equals("x") && pod.equals("b")),
          new Peer("{ipBlock: {cidr: '10.0.2.0/24'}}", (ns, pod) -> ns.equals("y")),
          new Peer(
              "{ipBlock: {cidr: '10.0.2.0/24', except: ['10.0.2.2/31']}}",
              (ns, pod) -> ns.equals("y") && pod.equals("a")),
          new Peer("{ipBlock: {cidr: '0.0.0.0/0'}}", (ns, pod) -> true),
          new Peer("{ipBlock: {cidr: '0.0.0.0/31'}}", (ns, pod) -> false),
          new Peer("{ipBlock: {cidr: '::/0'}}", (ns, pod) -> false));

  private static final List<Port> PORTS =
      List.of(
          new Port("{}", port -> true),
          new Port("{port: 81}", port -> port == 81),
          new Port("{port: 'serve-81-tcp'}", port -> port == 81),
          new Port("{protocol: 'TCP'}", port -> true),
          new Port("{protocol: 'TCP', port: 81}", port -> port == 81),
          new Port("{protocol: 'TCP', port: 'serve-81-tcp'}", port -> port == 81),
          new Port("{port: 'serve-81-udp'}", port -> false),
          new Port("{protocol: 'UDP'}", port -> false),
          new Port("{protocol: 'UDP', port: 81}", port -> false),
          new Port("{protocol: 'UDP', port: 'serve-81-udp'}", port -> false),
          new Port("{protocol: 'UDP', port: 'serve-81-tcp'}", port -> false),
          new Port("{protocol: 'SCTP'}", port -> false),
          new Port("{protocol: 'SCTP', port: 80}", port -> false),
          new Port("{port: 80, endPort: 81}", port -> true),
          new Port("{port: 81, endPort: 90}", port -> port == 81),
          new Port("{port: 1, endPort: 80}", port -> port == 80));

  private final ApiResources resources = new ApiResources();
  private final ObjectStore store = new ObjectStore(InstantSource.system());
  private final Reach reach = new Reach(new StoredObjects(store, resources));

  @BeforeEach
  void pods() {
    for (String ns : NAMES) {
      add(
          "namespaces",
          "{metadata: {name: '%1$s', labels: {ns: '%1$s', 'kubernetes.io/metadata.name': '%1$s'}}}"
              .formatted(ns));
      for (String pod : PODS) {
        add(
            "pods",
            ("{metadata: {name: '%2$s', namespace: '%1$s', labels: {pod: '%2$s'}}, spec: {containers:"
                    + " [{ports: [{name: 'serve-81-udp', protocol: 'UDP', containerPort: 81}, {name:"
                    + " 'serve-80-tcp', containerPort: 80}, {name: 'serve-81-tcp', containerPort: 81}]}]},"
                    + " status: {podIP: '%3$s', phase: 'Running'}}")
                .formatted(ns, pod, address(ns, pod)));
      }
    }
  }

  private static String address(String ns, String pod) {
    return "10.0." + (NAMES.indexOf(ns) + 1) + "." + (PODS.indexOf(pod) + 1);
  }

  private ObjectNode add(String kind, String object) {
    return store.create(resources.named(kind), Json.object(object));
  }

  private void policy(String ns, String name, String spec) {
    add(
        "networkpolicies",
        "{metadata: {name: '%s', namespace: '%s'}, spec: %s}".formatted(name, ns, spec));
  }

  private boolean connects(String from, String to, int port) {
    String[] source = from.split("/");
    String[] target = to.split("/");
    return reach.connects(
        store.find(resources.named("pods"), source[0], source[1]).orElseThrow(),
        address(target[0], target[1]),
        port);
  }

  /** Tries a policy of x/a in both directions with all pods. */
  private void tried(String peers, String ports, BiPredicate<String, String> who, IntPredicate on) {
    for (boolean in : List.of(true, false)) {
      String rule = "{" + (peers.isEmpty() ? "" : (in ? "from: " : "to: ") + peers + ", ");
      String spec =
          "{podSelector: {matchLabels: {pod: 'a'}}, policyTypes: ['%s'], %s: [%sports: %s}]}"
              .formatted(in ? "Ingress" : "Egress", in ? "ingress" : "egress", rule, ports);
      policy("x", "p", spec);
      for (String ns : NAMES) {
        for (String pod : PODS) {
          for (int port : new int[] {80, 81}) {
            String peer = ns + "/" + pod;
            boolean self = peer.equals("x/a");
            assertThat(in ? connects(peer, "x/a", port) : connects("x/a", peer, port))
                .as("%s with %s on %d", spec, peer, port)
                .isEqualTo(self || (who.test(ns, pod) && on.test(port)));
            assertThat(in ? connects("x/a", peer, port) : connects(peer, "x/a", port))
                .as("the other direction")
                .isTrue();
          }
        }
      }
      store.delete(resources.named("networkpolicies"), "x", "p");
    }
  }

  @Test
  void everyPeerOnEveryPort() {
    for (Port port : PORTS) {
      tried("[]", "[" + port.json() + "]", (ns, pod) -> true, port.means());
      tried("", "[" + port.json() + "]", (ns, pod) -> true, port.means());
      for (Peer peer : PEERS) {
        tried("[" + peer.json() + "]", "[" + port.json() + "]", peer.means(), port.means());
      }
    }
  }

  @Test
  void everyTwoPeers() {
    for (Peer one : PEERS) {
      for (Peer other : PEERS) {
        tried(
            "[" + one.json() + ", " + other.json() + "]",
            "[]",
            one.means().or(other.means()),
            port -> true);
      }
    }
  }

  @Test
  void everyTwoPorts() {
    for (Port one : PORTS) {
      for (Port other : PORTS) {
        tried(
            "[{podSelector: {matchLabels: {pod: 'c'}}}]",
            "[" + one.json() + ", " + other.json() + "]",
            (ns, pod) -> ns.equals("x") && pod.equals("c"),
            one.means().or(other.means()));
      }
    }
  }

  /** Whether x/b still reaches y/c with these egress rules of x/b and ingress rules of y/c. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "-",
      value = {
        "-                                       | -                                       | true",
        "[]                                      | [{}]                                    | false",
        "[{}]                                    | []                                      | false",
        "[] + [{}]                               | -                                       | true",
        "-                                       | [] + [{}]                               | true",
        "[] + [{to: [{namespaceSelector: {}}]}]  | -                                       | true",
        "[] + [{to: [{ipBlock: {cidr: '0.0.0.0/0'}}]}] | -                                 | true",
        "[{to: [{ipBlock: {cidr: '0.0.0.0/31'}}]}] + [{to: [{namespaceSelector: {}}]}] | - | true",
        "[{to: [{ipBlock: {cidr: '0.0.0.0/31'}}]}] | -                                     | false",
        "[{to: [{namespaceSelector: {matchLabels: {never: 'x'}}}]}] | -                    | false",
        "-  | [{from: [{namespaceSelector: {matchLabels: {never: 'x'}}}]}] + [{from: [{ipBlock: {cidr: '0.0.0.0/0'}}]}] | true",
        "-  | [{from: [{namespaceSelector: {matchLabels: {never: 'x'}}}]}]                 | false",
        "[{to: [{podSelector: {}}]}, {ports: [{port: 80}]}] | -                            | true",
        "[{to: [{podSelector: {}}], ports: [{port: 80}]}]   | -                            | false",
        "-  | [{from: [{podSelector: {matchLabels: {pod: 'b'}}}]}]                         | false"
      })
  void layersAllow(String egress, String ingress, boolean through) {
    layer("x", "b", "Egress", egress);
    layer("y", "c", "Ingress", ingress);
    assertThat(connects("x/b", "y/c", 80)).isEqualTo(through);
    assertThat(connects("z/a", "z/b", 80)).isTrue();
  }

  private void layer(String ns, String pod, String type, String layers) {
    int number = 0;
    for (String rules : layers == null ? new String[0] : layers.split(" \\+ ")) {
      policy(
          ns,
          "p" + number++,
          "{podSelector: {matchLabels: {pod: '%s'}}, policyTypes: ['%s'], %s: %s}"
              .formatted(pod, type, type.toLowerCase(java.util.Locale.ROOT), rules));
    }
  }

  /** Which pods reach x/a on port 80, but itself. */
  private Set<String> reaching() {
    List<String> found = new ArrayList<>();
    for (String ns : NAMES) {
      for (String pod : PODS) {
        if (!(ns + pod).equals("xa") && connects(ns + "/" + pod, "x/a", 80)) {
          found.add(ns + pod);
        }
      }
    }
    return Set.copyOf(found);
  }

  private void label(String kind, String ns, String name, String label, String value) {
    store.change(
        resources.named(kind),
        ns,
        name,
        object -> {
          object.withObject("metadata").withObject("labels").put(label, value);
          return object;
        });
  }

  @Test
  void followsChangesOfLabelsAndPolicies() {
    policy(
        "x",
        "p",
        "{podSelector: {matchLabels: {pod: 'a'}}, ingress: [{from: [{namespaceSelector: {matchLabels:"
            + " {ns2: 'new'}}}, {podSelector: {matchLabels: {pod2: 'new'}}}]}]}");
    assertThat(reaching()).isEmpty();
    label("namespaces", "", "y", "ns2", "new");
    assertThat(reaching()).containsExactlyInAnyOrder("ya", "yb", "yc");
    label("pods", "x", "b", "pod2", "new");
    label("pods", "z", "b", "pod2", "new");
    assertThat(reaching()).containsExactlyInAnyOrder("ya", "yb", "yc", "xb");
    label("pods", "x", "a", "pod", "other");
    assertThat(reaching()).as("no longer selected").hasSize(8);
    label("pods", "x", "a", "pod", "a");
    policy("x", "q", "{podSelector: {}, ingress: [{ports: [{port: 80}]}]}");
    assertThat(reaching()).hasSize(8);
    store.delete(resources.named("networkpolicies"), "x", "q");
    store.delete(resources.named("networkpolicies"), "x", "p");
    assertThat(reaching()).hasSize(8);
  }

  /** What is the type of a policy that names none: by what rules it has. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{podSelector: {}}                             | false | true",
        "{podSelector: {}, egress: []}                 | false | true",
        "{podSelector: {}, egress: [{ports: [{port: 7}]}]} | false | false",
        "{podSelector: {}, ingress: [{}], egress: [{}]}    | true  | true",
        "{podSelector: {}, policyTypes: ['Egress'], ingress: []} | true | false",
        "{podSelector: {}, policyTypes: ['Ingress'], egress: []} | false | true"
      })
  void namesNoType(String spec, boolean in, boolean out) {
    policy("x", "p", spec);
    assertThat(connects("y/a", "x/a", 80)).isEqualTo(in);
    assertThat(connects("x/a", "y/a", 80)).isEqualTo(out);
  }
}
