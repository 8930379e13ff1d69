package salvor.workbench.baseline;

import java.util.BitSet;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Element;
import salvor.jobs.Jobs;
import salvor.triage.BaselineUse.Met;
import salvor.triage.BaselineUse.Outside;
import salvor.triage.BaselineUses;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Sight;

/** How much of what a case did with its baselines the filter leaves; counted in a job. */
final class UsesInSight {
  private final BaselineUses whole;
  private final ReadOnlyStringWrapper told = new ReadOnlyStringWrapper("");
  private final ReadOnlyIntegerWrapper counted = new ReadOnlyIntegerWrapper();
  private @Nullable BaselineUses left;

  UsesInSight(
      BaselineUses whole,
      NewestFirst.Step<BitSet, BaselineUses> folding,
      Sight sight,
      Jobs jobs,
      Executor fx) {
    this.whole = whole;
    NewestFirst<BitSet, BaselineUses> fold =
        new NewestFirst<>(
            "what the filter leaves of the baselines",
            jobs,
            fx,
            true,
            folding,
            this::show,
            cause -> told.set("What the filter leaves could not be counted: " + cause));
    sight
        .rows()
        .subscribe(rows -> {
          fold.forget();
          if (rows == null) {
            show(null);
          } else {
            told.set("Counting what the filter leaves");
            fold.ask(rows);
          }
        });
  }

  private void show(@Nullable BaselineUses now) {
    left = now;
    told.set(now == null ? "" : "Counts of this case are of the events that the filter leaves.");
    counted.set(counted.get() + 1);
  }

  /** What the filter does to the counts; empty when none is in force. */
  ReadOnlyStringProperty told() {
    return told.getReadOnlyProperty();
  }

  /** Changes whenever something else was counted. */
  ReadOnlyIntegerProperty counted() {
    return counted.getReadOnlyProperty();
  }

  /** Whether a filter hides something. */
  boolean isFiltered() {
    return left != null;
  }

  /** How many of an element's events are left. */
  int left(int use, Element element) {
    Met met = (left == null ? whole : left).uses().get(use).met().get(element);
    return met == null ? 0 : met.count();
  }

  /** How many of an act's events are left. */
  int left(int use, Outside act) {
    return left == null
        ? act.rows().count()
        : left.uses().get(use).outside().stream()
            .filter(act::isSameAs)
            .mapToInt(o -> o.rows().count())
            .sum();
  }
}
