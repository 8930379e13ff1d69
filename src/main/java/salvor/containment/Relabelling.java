package salvor.containment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import salvor.cluster.LivePod;
import salvor.cluster.PolicyRules.Direction;
import tools.jackson.databind.JsonNode;

/**
 * Which labels a pod loses.
 *
 * <p>All by which a policy that allows something, a Service, or the owner selects it: then the
 * policies let nothing through, no Service sends it connections, and its owner can neither scale it
 * away nor roll over it. But a policy can select pods by a label that they do <em>not</em> have: to
 * remove it opens the pod. And the policies of others can let them reach, or be reached by, pods
 * without some label. So where a policy would still allow something, other choices are tried, and
 * the one under which the fewest do is taken; never one that opens a pod to what it was closed to.
 *
 * @param removed the labels it loses
 * @param after the pod as it then is
 */
record Relabelling(Set<String> removed, JsonNode after) {
  /** Of more labels than that only all, none, and all but one are tried: 1,024 choices at most. */
  private static final int ALL_CHOICES = 10;

  Relabelling {
    removed = Set.copyOf(removed);
  }

  /**
   * Of a pod.
   *
   * @param policies whether NetworkPolicies alone decide what passes
   */
  static Relabelling of(JsonNode pod, Selected selected, QuarantineWish wish, boolean policies) {
    Set<String> keys =
        wish.keepLabels() && !policies ? Set.of() : selected.labels(pod, !wish.keepLabels());
    Relabelling all = without(pod, keys, wish.label());
    if (all.allowing(selected) == 0) {
      return all;
    }
    Set<Passage> now = passages(pod, selected);
    PeersByAbsence peers = new PeersByAbsence(selected, pod, keys);
    return choices(List.copyOf(keys))
        .map(choice -> without(pod, choice, wish.label()))
        .min(
            Comparator.<Relabelling>comparingLong(choice -> choice.opened(now, peers, selected))
                .thenComparingLong(choice -> choice.allowing(selected))
                .thenComparing(choice -> selected.isOwned(choice.after))
                .thenComparingInt(choice -> selected.services(choice.after).size())
                .thenComparingInt(choice -> -choice.removed.size()))
        .orElse(all);
  }

  /** Of a pod that loses these. */
  static Relabelling without(JsonNode pod, Set<String> keys, String label) {
    return new Relabelling(keys, Selected.relabelled(pod, keys, LivePod.QUARANTINE, label));
  }

  /** A policy that allows something to a pod in a direction. */
  private record Passage(Direction direction, String policy) {}

  private static Set<Passage> passages(JsonNode pod, Selected selected) {
    return Stream.of(Direction.values())
        .flatMap(direction ->
            selected.allowing(pod, direction).stream()
                .map(policy -> new Passage(direction, policy.at("/metadata/name").asString(""))))
        .collect(Collectors.toSet());
  }

  /** How many policies would allow something. */
  private long allowing(Selected selected) {
    return passages(after, selected).size();
  }

  /**
   * How many would that do not now, and how many rules of others would let them reach it where its
   * own still allow that direction: of those a pod may be more open than it was.
   */
  private long opened(Set<Passage> now, PeersByAbsence peers, Selected selected) {
    Set<Passage> then = passages(after, selected);
    long rules =
        then.stream()
            .map(Passage::direction)
            .distinct()
            .mapToLong(way -> peers.gained(after, way))
            .sum();
    return rules + then.stream().filter(each -> !now.contains(each)).count();
  }

  private static Stream<Set<String>> choices(List<String> keys) {
    List<Set<String>> choices = new ArrayList<>();
    if (keys.size() > ALL_CHOICES) {
      choices.add(Set.copyOf(keys));
      choices.add(Set.of());
      for (String kept : keys) {
        Set<String> choice = new LinkedHashSet<>(keys);
        choice.remove(kept);
        choices.add(choice);
      }
      return choices.stream();
    }
    for (int bits = 0; bits < 1 << keys.size(); bits++) {
      Set<String> choice = new LinkedHashSet<>();
      for (int i = 0; i < keys.size(); i++) {
        if ((bits >> i & 1) == 1) {
          choice.add(keys.get(i));
        }
      }
      choices.add(choice);
    }
    return choices.stream();
  }
}
