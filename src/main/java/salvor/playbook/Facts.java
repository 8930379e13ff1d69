package salvor.playbook;

import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of a case by the records of its ledger. A fact has the value that was observed
 * last; of several subjects, the weakest of theirs. Once pods are isolated, evidence counts that is
 * of them: of each its own. What a person stated counts where nothing was observed, and never
 * against what was.
 */
public final class Facts {
  /** Whether a fact was observed or stated. */
  public enum Source {
    OBSERVED,
    STATED
  }

  /** A value and where it comes from. */
  public record Known(String value, Source source) {}

  private final Map<Fact, Known> known = new EnumMap<>(Fact.class);
  private final EvidenceOfPods evidence = new EvidenceOfPods();
  private final Map<String, String> names = new HashMap<>();

  private Facts() {}

  /** What records say, in whatever order they are given: their numbers count. */
  public static Facts of(Collection<RunRecord> records) {
    Facts facts = new Facts();
    List<RunRecord> ordered =
        records.stream().sorted(Comparator.comparingLong(RunRecord::seq)).toList();
    Map<Fact, Map<String, String>> observed = new EnumMap<>(Fact.class);
    Map<Fact, String> stated = new EnumMap<>(Fact.class);
    Set<String> listed = new HashSet<>();
    boolean[] anyList = {false};
    Map<String, Boolean> decided = new HashMap<>();
    for (RunRecord record : ordered) {
      switch (record) {
        case RunRecord.Observed it -> {
          facts.evidence.take(it);
          String of = EvidenceOfPods.FACTS.contains(it.fact()) ? "" : it.subject();
          observed.computeIfAbsent(it.fact(), _ -> new HashMap<>()).put(of, it.value());
          if (it.fact() == Fact.EVIDENCE) {
            observed.remove(Fact.BUNDLE); // what was found of the bundle before says nothing of it
          }
        }
        case RunRecord.Sealed it -> {
          facts.evidence.sealed(it.bundle(), it.pods());
          observed.computeIfAbsent(Fact.EVIDENCE, _ -> new HashMap<>()).put("", "sealed");
          observed.remove(Fact.BUNDLE); // as above
        }
        case RunRecord.State it -> facts.evidence.state(it);
        case RunRecord.Stated it -> stated.put(it.fact(), it.value());
        case RunRecord.Listed it -> {
          anyList[0] = true;
          listed.addAll(it.uids());
        }
        case RunRecord.Named it -> facts.names.put(it.uid(), it.name());
        case RunRecord.Decided it -> decided.put(it.uid(), it.isDecided());
        case RunRecord.Began _,
            RunRecord.Ended _,
            RunRecord.Done _,
            RunRecord.Skipped _,
            RunRecord.Assigned _,
            RunRecord.Noted _ -> {
          // says nothing of the case
        }
      }
    }
    stated.forEach((fact, value) -> facts.known.put(fact, new Known(value, Source.STATED)));
    observed.forEach((fact, values) ->
        facts.known.put(fact, new Known(weakest(fact, values.values()), Source.OBSERVED)));
    facts.ofLast(ordered);
    facts.ofPods(stated);
    if (anyList[0]) {
      boolean all = listed.stream().allMatch(uid -> decided.getOrDefault(uid, false));
      facts.known.put(Fact.SIBLINGS, new Known(all ? "assessed" : "listed", Source.OBSERVED));
    }
    return facts;
  }

  /** The pod that was collected from last, of which a container may have said less since. */
  private void ofLast(List<RunRecord> ordered) {
    ordered.reversed().stream()
        .filter(each -> each instanceof RunRecord.Observed it && it.fact() == Fact.COLLECTED)
        .findFirst()
        .map(each -> evidence.collected(((RunRecord.Observed) each).subject()))
        .ifPresent(value -> known.put(Fact.COLLECTED, new Known(value, Source.OBSERVED)));
  }

  /** What is known of the pods that were isolated, in place of what is known of any. */
  private void ofPods(Map<Fact, String> stated) {
    if (evidence.pods().isEmpty()) {
      return;
    }
    for (Fact fact : EvidenceOfPods.FACTS) {
      Optional<String> value = evidence.weakest(fact);
      if (value.isPresent()) {
        known.put(fact, new Known(value.get(), Source.OBSERVED));
      } else if (stated.containsKey(fact)) {
        known.put(fact, new Known(stated.get(fact), Source.STATED));
      } else {
        known.remove(fact);
      }
    }
  }

  /**
   * The isolated pods whose own evidence a fact is not known of, by namespace and name where it is
   * told, else by uid; none for a fact that is of no pod's evidence, and while no pod is isolated.
   */
  public List<String> lacking(Fact fact) {
    return EvidenceOfPods.FACTS.contains(fact)
        ? evidence.lacking(fact).stream().map(uid -> names.getOrDefault(uid, uid)).toList()
        : List.of();
  }

  /**
   * What of the state of pods was not taken, by pod and container, in the words of the ledger: of
   * the isolated ones, or of all while none is.
   */
  public List<String> notTaken() {
    List<String> of = evidence.pods().isEmpty() ? evidence.tried() : evidence.pods();
    return of.stream()
        .flatMap(uid ->
            evidence.notTaken(uid).stream().map(each -> names.getOrDefault(uid, uid) + ": " + each))
        .toList();
  }

  private static String weakest(Fact fact, Collection<String> values) {
    return values.stream().min(Comparator.comparingInt(fact::strength)).orElse("");
  }

  /** The value of a fact; empty where nothing is known. */
  public Optional<String> value(Fact fact) {
    return known(fact).map(Known::value);
  }

  /** The value of a fact and where it comes from; empty where nothing is known. */
  public Optional<Known> known(Fact fact) {
    return Optional.ofNullable(known.get(fact));
  }

  @Override
  public String toString() {
    return known.entrySet().stream()
        .map(each -> each.getKey().word() + "=" + each.getValue().value())
        .collect(Collectors.joining(" "));
  }
}
