package salvor.baseline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import salvor.workload.WorkloadRef;

/** What is being learned of one container of a workload. */
final class Lesson {
  /**
   * From so many clients on, a service is taken to be open to all that are outside of the cluster.
   */
  private static final int CLIENTS = 8;

  private static final int EVIDENCE = 1;

  private final Profile.Key key;
  private final Map<Trait, Support> traits = new LinkedHashMap<>();
  private final Set<String> units = new HashSet<>();
  private @Nullable Long first;

  /** How often and where a trait was seen. */
  static final class Support {
    final Set<String> units = new HashSet<>();
    final Set<Phase> phases = EnumSet.noneOf(Phase.class);
    final List<String> evidence = new ArrayList<>();
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
  }

  Lesson(Profile.Key key) {
    this.key = key;
  }

  boolean isOf(WorkloadRef workload) {
    return workload.namespace().equals(key.namespace()) && workload.name().equals(key.workload());
  }

  void watched(long time) {
    first = first == null ? time : Math.min(first, time);
  }

  /** What supports a trait. */
  Support support(Trait trait) {
    return traits.computeIfAbsent(trait, t -> new Support());
  }

  void add(Support support, String unit, long time, Phase phase, Supplier<String> evidence) {
    units.add(unit);
    support.units.add(unit);
    support.phases.add(phase);
    support.first = Math.min(support.first, time);
    support.last = Math.max(support.last, time);
    if (support.evidence.size() < EVIDENCE) {
      support.evidence.add(evidence.get());
    }
  }

  Profile profile(Set<Facet> recorded, long until) {
    long begin = first == null ? until : first;
    boolean enough =
        until - begin >= Learner.STABLE_SECONDS * 1_000_000_000L
            || units.size() >= Learner.STABLE_UNITS;
    Map<Facet, FacetState> states = new EnumMap<>(Facet.class);
    for (Facet facet : recorded) {
      states.put(facet, enough ? FacetState.STABLE : FacetState.LEARNING);
    }
    states.remove(Facet.SYSCALL); // sensors record single calls by rule, never all of them
    openToAll();
    List<Element> elements =
        traits.entrySet().stream()
            .map(e -> new Named(e.getKey().toString(), element(e.getKey(), e.getValue())))
            .sorted(
                Comparator.comparing((Named e) -> e.element().trait().facet())
                    .thenComparing(Named::name))
            .map(Named::element)
            .toList();
    return new Profile(key.text(), key, states, elements, units.size(), begin, until, "salvor");
  }

  /** An element with the words that it is sorted by, which are dear to make. */
  private record Named(String name, Element element) {}

  private static Element element(Trait trait, Support support) {
    return new Element(
        trait, support.units.size(), support.first, support.last, support.phases, support.evidence);
  }

  /** Many clients of one service become one element. */
  private void openToAll() {
    Map<Trait.Network, List<Trait.Network>> clients = new HashMap<>();
    for (Trait trait : traits.keySet()) {
      if (trait instanceof Trait.Network n
          && n.direction() == Trait.Network.Direction.IN
          && n.peer() instanceof Peer.Address) {
        Trait.Network open =
            new Trait.Network(
                n.direction(), new Peer.Outside(), n.port(), n.protocol(), n.program());
        clients.computeIfAbsent(open, o -> new ArrayList<>()).add(n);
      }
    }
    clients.forEach((open, single) -> {
      if (single.size() > CLIENTS) {
        Support all = traits.computeIfAbsent(open, o -> new Support());
        single.forEach(n -> merge(all, n));
      }
    });
  }

  private void merge(Support all, Trait.Network client) {
    Support one = traits.remove(client);
    if (one != null) {
      all.units.addAll(one.units);
      all.phases.addAll(one.phases);
      all.first = Math.min(all.first, one.first);
      all.last = Math.max(all.last, one.last);
      if (all.evidence.size() < EVIDENCE) {
        all.evidence.addAll(one.evidence);
      }
    }
  }
}
