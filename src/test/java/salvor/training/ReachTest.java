package salvor.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import salvor.cluster.Reach;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.Json;
import salvor.training.apiserver.ObjectStore;
import tools.jackson.databind.node.ObjectNode;

/** Namespaces x and y with pods a and b each, as the connectivity cases of cyclonus have them. */
class ReachTest {
  private final ApiResources resources = new ApiResources();
  private final ObjectStore store = new ObjectStore(InstantSource.system());
  private final Reach reach = new Reach(new StoredObjects(store, resources));

  @BeforeEach
  void pods() {
    int last = 1;
    for (String space : new String[] {"x", "y"}) {
      add("namespaces", "{metadata: {name: '%s', labels: {ns: '%s'}}}".formatted(space, space));
      for (String pod : new String[] {"a", "b"}) {
        add(
            "pods",
            ("{metadata: {name: '%2$s', namespace: '%1$s', labels: {pod: '%2$s'}}, spec: {containers:"
                    + " [{ports: [{name: 'web', containerPort: 80}]}]}, status: {podIP: '10.0.0.%3$d',"
                    + " phase: 'Running', conditions: [{type: 'Ready', status: 'True'}]}}")
                .formatted(space, pod, last++));
      }
    }
  }

  private ObjectNode add(String kind, String object) {
    return store.create(resources.named(kind), Json.object(object));
  }

  private void policy(String spec) {
    add("networkpolicies", "{metadata: {generateName: 'p', namespace: 'x'}, spec: " + spec + "}");
  }

  private ObjectNode pod(String name) {
    String[] part = name.split("/");
    return store.find(resources.named("pods"), part[0], part[1]).orElseThrow();
  }

  private boolean connects(String from, String to, int port) {
    return reach.connects(pod(from), pod(to).at("/status/podIP").asString(""), port);
  }

  @Test
  void everybodyReachesEverybodyWithoutPolicies() {
    assertThat(connects("y/a", "x/b", 80)).isTrue();
    assertThat(reach.connects(pod("x/a"), "203.0.113.1", 443)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        // What a policy in x that selects a lets in to x/a: from x/b, from y/a, from y/b.
        "ingress:[]                                                    | false | false | false",
        "ingress:[{}]                                                  | true  | true  | true",
        "ingress:[{from:[{podSelector:{}}]}]                           | true  | false | false",
        "ingress:[{from:[{namespaceSelector:{}}]}]                     | true  | true  | true",
        "ingress:[{from:[{namespaceSelector:{matchLabels:{ns:'y'}}}]}] | false | true  | true",
        "ingress:[{from:[{namespaceSelector:{matchLabels:{ns:'y'}},podSelector:{matchLabels:{pod:'a'}}}]}] | false | true | false",
        "ingress:[{from:[{namespaceSelector:{matchLabels:{ns:'y'}}},{podSelector:{matchLabels:{pod:'b'}}}]}] | true | true | true",
        "ingress:[{from:[{ipBlock:{cidr:'10.0.0.0/8',except:['10.0.0.3/32']}}]}] | true | false | true",
        "ingress:[{ports:[{port:80}]}]                                 | true  | true  | true",
        "ingress:[{ports:[{port:81}]}]                                 | false | false | false",
        "ingress:[{ports:[{port:70,endPort:90}]}]                      | true  | true  | true",
        "ingress:[{ports:[{port:81,endPort:90}]}]                      | false | false | false",
        "ingress:[{ports:[{port:'web'}]}]                              | true  | true  | true",
        "ingress:[{ports:[{port:'other'}]}]                            | false | false | false",
        "ingress:[{ports:[{protocol:'UDP'}]}]                          | false | false | false",
        "ingress:[{ports:[{protocol:'UDP',port:80},{protocol:'TCP',port:80}]}] | true | true | true",
        "policyTypes:['Egress']                                        | true  | true  | true",
        "policyTypes:['Ingress']                                       | false | false | false",
        "egress:[]                                                     | false | false | false",
        "ingress:[{from:[{ipBlock:{cidr:'10.0.0.0/x'}},{ipBlock:{cidr:'10.0.0.0/99'}}]}] | false | false | false"
      })
  void letsInWhomAPolicyNames(String rules, boolean b, boolean ya, boolean yb) {
    policy("{podSelector: {matchLabels: {pod: 'a'}}, " + rules + "}");
    assertThat(connects("x/b", "x/a", 80)).isEqualTo(b);
    assertThat(connects("y/a", "x/a", 80)).isEqualTo(ya);
    assertThat(connects("y/b", "x/a", 80)).isEqualTo(yb);
    assertThat(connects("y/a", "x/b", 80)).as("not selected").isTrue();
  }

  @Test
  void policiesAreAUnion() {
    policy("{podSelector: {}, policyTypes: ['Ingress', 'Egress']}");
    assertThat(connects("x/b", "x/a", 80)).isFalse();
    policy(
        "{podSelector: {}, ingress: [{from: [{podSelector: {}}]}], egress: [{to: [{podSelector: {}}]}]}");
    assertThat(connects("x/b", "x/a", 80)).isTrue();
    assertThat(connects("x/b", "y/a", 80)).isFalse();
    assertThat(connects("y/a", "x/b", 80)).isFalse();
  }

  @Test
  void aNamedPortOfEgressIsThePeers() {
    policy("{podSelector: {}, policyTypes: ['Egress'], egress: [{ports: [{port: 'web'}]}]}");
    assertThat(connects("x/a", "y/a", 80)).isTrue();
    assertThat(connects("x/a", "y/a", 81)).isFalse();
    assertThat(reach.connects(pod("x/a"), "203.0.113.1", 80)).isFalse();
  }

  @Test
  void aServiceLeadsToItsPods() {
    add(
        "services",
        "{metadata: {name: 's', namespace: 'y'}, spec: {clusterIP: '10.96.0.9', selector: {pod: 'a'},"
            + " ports: [{port: 8080, targetPort: 'web'}]}}");
    policy(
        "{podSelector: {}, policyTypes: ['Egress'], egress: [{to: [{namespaceSelector: {}}], ports: [{port: 80}]}]}");
    assertThat(reach.connects(pod("x/a"), "10.96.0.9", 8080)).isTrue();
    assertThat(reach.connects(pod("x/a"), "10.96.0.9", 80)).isFalse();
  }

  @Test
  void nodesAndPodsOnTheirNetworkAreNotIsolated() {
    ObjectNode host =
        add(
            "pods",
            "{metadata: {name: 'h', namespace: 'x'}, spec: {hostNetwork: true}, status: {podIP: '10.0.0.9'}}");
    policy("{podSelector: {}, policyTypes: ['Ingress', 'Egress']}");
    assertThat(reach.leaves(host, "203.0.113.1", 443)).isTrue();
  }
}
