package salvor.playbook;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whose evidence was taken, and how the bundle stands that it was sealed into. A bundle of another
 * pod shows nothing: each that was isolated, and not let go, must have its own.
 */
final class EvidenceOfPods {
  static final Set<Fact> FACTS = Set.of(Fact.COLLECTED, Fact.EVIDENCE, Fact.BUNDLE);
  private final Map<String, String> contained = new HashMap<>();
  private final Map<String, String> collected = new HashMap<>();
  private final Map<String, Map<String, String>> states = new HashMap<>();
  private final Set<String> unsealed = new HashSet<>();
  private final Map<String, String> bundles = new HashMap<>();
  private final Map<String, String> standings = new HashMap<>();

  /** Takes what was observed, in the order of the ledger. */
  void take(RunRecord.Observed it) {
    switch (it.fact()) {
      case CONTAINED -> contained.put(it.subject(), it.value());
      case COLLECTED -> {
        collected.put(it.subject(), it.value());
        unsealed.add(it.subject());
      }
      case EVIDENCE -> sealed(it.subject(), unsealed); // it does not say of which
      case BUNDLE -> standings.put(it.subject(), it.value());
      case SIBLINGS, FIXED_DIGEST, ROLL_OUT, BAD_DIGEST_PODS, CREDENTIALS, DELETED, REVIEW -> {
        // of no pod's evidence
      }
    }
  }

  /** Takes what of the state of a container is lacking now; that it was whole once stays so. */
  void state(RunRecord.State it) {
    states
        .computeIfAbsent(it.podUid(), _ -> new TreeMap<>())
        .merge(it.container(), it.lacking(), (was, is) -> was.isEmpty() ? was : is);
  }

  /** What of the state of a pod was not taken, by container, in the words of the ledger. */
  List<String> notTaken(String pod) {
    return states.getOrDefault(pod, Map.of()).entrySet().stream()
        .filter(each -> !each.getValue().isEmpty())
        .map(each -> (each.getKey().isEmpty() ? "" : each.getKey() + ": ") + each.getValue())
        .toList();
  }

  /** What is known of the taking of a pod's state; null where nothing is. */
  @Nullable String collected(String pod) {
    String value = collected.get(pod);
    return value == null || !states.containsKey(pod)
        ? value
        : notTaken(pod).isEmpty() ? "yes" : "part";
  }

  /** All pods of which the state was to be taken, in order. */
  List<String> tried() {
    return states.keySet().stream().sorted().toList();
  }

  /** Takes that a bundle was sealed, of which pods. */
  void sealed(String bundle, Set<String> pods) {
    pods.forEach(pod -> bundles.put(pod, bundle));
    unsealed.removeAll(Set.copyOf(pods));
    standings.remove(bundle);
  }

  /** The uids of the pods that the run is about, in order: none while nobody isolated any. */
  List<String> pods() {
    return contained.entrySet().stream()
        .filter(each -> !each.getValue().equals("undone"))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  /** What is known of a pod; null where nothing is. */
  private @Nullable String value(Fact fact, String pod) {
    return switch (fact) {
      case COLLECTED -> collected(pod);
      case EVIDENCE -> bundles.containsKey(pod) ? "sealed" : null;
      case BUNDLE -> {
        String bundle = bundles.get(pod);
        yield bundle == null ? null : standings.get(bundle);
      }
      default -> throw new IllegalArgumentException(fact.word());
    };
  }

  /** Those of the pods of which this is not known, or known to be a part. */
  List<String> lacking(Fact fact) {
    return pods().stream()
        .filter(pod -> {
          String value = value(fact, pod);
          return value == null || value.equals("part");
        })
        .toList();
  }

  /** The weakest of theirs; empty where nothing is known of one of them. */
  Optional<String> weakest(Fact fact) {
    return pods().stream().noneMatch(pod -> value(fact, pod) == null)
        ? pods().stream()
            .flatMap(pod -> Optional.ofNullable(value(fact, pod)).stream())
            .min(Comparator.comparingInt(fact::strength))
        : Optional.empty();
  }
}
