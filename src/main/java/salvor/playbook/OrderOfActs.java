package salvor.playbook;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What was done in an order that costs evidence, whatever playbook is run. */
final class OrderOfActs {
  private final List<RunRecord> ordered;

  /**
   * Looks at records.
   *
   * @param ordered by their numbers
   */
  OrderOfActs(List<RunRecord> ordered) {
    this.ordered = ordered;
  }

  List<Deviation> deviations() {
    List<Deviation> found = new ArrayList<>();
    boolean collected = false;
    boolean rolledOut = false;
    for (RunRecord record : ordered) {
      if (!(record instanceof RunRecord.Observed it)) {
        continue;
      }
      switch (it.fact()) {
        case COLLECTED -> {
          if (!collected && !heldBefore(it, Fact.CONTAINED, "verified"::equals)) {
            found.add(new Deviation.CollectedBeforeIsolating(it.seq()));
          }
          collected = true;
        }
        case ROLL_OUT -> {
          if (!rolledOut && !it.value().equals("undone") && !isSealed(it)) {
            found.add(new Deviation.RolledOutBeforeSealing(it.seq()));
          }
          rolledOut = !it.value().equals("undone");
        }
        case DELETED -> {
          if (!isSealed(it)) {
            found.add(new Deviation.DeletedBeforeSealing(it.seq()));
          }
        }
        case CONTAINED -> {
          if (it.value().equals("undone")
              && !heldBefore(it, Fact.ROLL_OUT, "through"::equals)
              && heldOnce(it, Fact.CONTAINED)) {
            found.add(new Deviation.UndoneBeforeFixed(it.seq()));
          }
        }
        case EVIDENCE, BUNDLE, SIBLINGS, FIXED_DIGEST, BAD_DIGEST_PODS, CREDENTIALS, REVIEW -> {
          // in any order
        }
      }
    }
    return found;
  }

  private boolean isSealed(RunRecord.Observed at) {
    return heldBefore(at, Fact.EVIDENCE, "sealed"::equals)
        && heldBefore(at, Fact.BUNDLE, "valid"::equals);
  }

  /** Whether a fact had a value at a record, by what was observed before it. */
  private boolean heldBefore(RunRecord.Observed at, Fact fact, Predicate<String> value) {
    List<RunRecord> before =
        ordered.stream()
            .filter(each -> each.seq() < at.seq())
            .filter(each ->
                each instanceof RunRecord.Observed
                    || each instanceof RunRecord.Sealed
                    || each instanceof RunRecord.State)
            .toList();
    return Facts.of(before).value(fact).filter(value).isPresent();
  }

  private boolean heldOnce(RunRecord.Observed at, Fact fact) {
    return ordered.stream()
        .anyMatch(each ->
            each.seq() < at.seq()
                && each instanceof RunRecord.Observed of
                && of.fact() == fact
                && !of.value().equals("undone"));
  }
}
