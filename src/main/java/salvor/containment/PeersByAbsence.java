package salvor.containment;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import salvor.cluster.PolicyRules.Direction;
import tools.jackson.databind.JsonNode;

/**
 * Rules of policies that mean pods <em>without</em> a label, and so would come to mean a pod that
 * loses it: whoever such a policy selects could then reach the pod, or be reached by it.
 */
final class PeersByAbsence {
  /** A rule that does not mean the pod now. */
  private record Rule(Direction direction, String namespace, List<JsonNode> peers) {}

  private final Selected selected;
  private final List<Rule> rules;

  /**
   * Of a pod.
   *
   * @param pod as it is now
   * @param keys the labels that it may lose
   */
  PeersByAbsence(Selected selected, JsonNode pod, Set<String> keys) {
    this.selected = selected;
    this.rules =
        selected
            .policies()
            .flatMap(PeersByAbsence::rules)
            .filter(rule -> rule.peers.stream().anyMatch(peer -> isByAbsence(peer, keys)))
            .filter(rule -> !means(rule, pod))
            .toList();
  }

  private static Stream<Rule> rules(JsonNode policy) {
    return Stream.of(Direction.values())
        .flatMap(direction ->
            policy
                .path("spec")
                .path(direction.rules())
                .valueStream()
                .map(rule ->
                    new Rule(
                        direction,
                        Selected.namespace(policy),
                        rule.path(direction.peers()).valueStream().toList())));
  }

  private static boolean isByAbsence(JsonNode peer, Set<String> keys) {
    return peer.at("/podSelector/matchExpressions")
        .valueStream()
        .anyMatch(each ->
            each.path("operator").asString("").matches("NotIn|DoesNotExist")
                && keys.contains(each.path("key").asString("")));
  }

  private boolean means(Rule rule, JsonNode pod) {
    return rule.peers.stream()
        .anyMatch(
            peer -> !peer.has("ipBlock") && selected.rules().isPeer(peer, rule.namespace, pod));
  }

  /**
   * How many rules mean the pod that did not.
   *
   * @param after the pod as it would be
   * @param direction that of the connections, as the pod sees it
   */
  long gained(JsonNode after, Direction direction) {
    return rules.stream()
        .filter(rule -> rule.direction != direction) // it goes out there where it comes in here
        .filter(rule -> means(rule, after))
        .count();
  }
}
