package salvor.workbench.recovery;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import org.jspecify.annotations.Nullable;
import salvor.containment.DeleteLock;
import salvor.recovery.Hitch;
import salvor.recovery.RollOutPlan;
import salvor.recovery.RollOutPlan.Ending;
import salvor.recovery.RollOutWatch.Standing;
import salvor.recovery.WorkloadFix;
import salvor.report.RollOutWords;

/** What is known of a roll-out, for those who plan it and those who do it. */
final class RollState {
  final ReadOnlyObjectWrapper<RollStage> stage =
      new ReadOnlyObjectWrapper<>(new RollStage.Asking(""));
  final ReadOnlyObjectWrapper<List<RollRow>> rows = new ReadOnlyObjectWrapper<>(List.of());
  final ReadOnlyObjectWrapper<@Nullable RollOutPlan> plan = new ReadOnlyObjectWrapper<>(null);
  final ReadOnlyObjectWrapper<@Nullable Counter> counter = new ReadOnlyObjectWrapper<>(null);

  /** New pods that do not start, as they were told last. */
  final ReadOnlyObjectWrapper<List<Hitch>> hitches = new ReadOnlyObjectWrapper<>(List.of());

  /** Rights that are not given, by verb; empty when all are. */
  String missing = "";

  /** Knows of which pods sealed evidence verifies. */
  DeleteLock lock = new DeleteLock(List.of(), "");

  /** Tells of the uid of a pod whether it is out of profile, or was decided to be bad. */
  private final Predicate<String> suspect;

  /** Whether victims may end. */
  final BooleanProperty evenEvidence = new SimpleBooleanProperty();

  private final ReadOnlyObjectWrapper<List<Ending>> victims =
      new ReadOnlyObjectWrapper<>(List.of());

  RollState(Predicate<String> suspect) {
    this.suspect = suspect;
  }

  /** Of which other pods a roll-out to the chosen ends evidence that is nowhere else; or empty. */
  String unsealed() {
    RollOutPlan now = plan.get();
    return now == null
        ? ""
        : RollOutWords.unsealed(
            now.unsealed(chosen(), lock).stream()
                .filter(each -> !victims.get().contains(each))
                .toList());
  }

  /** Pods of the incident that a roll-out to the chosen ends, of which nothing is sealed. */
  ReadOnlyObjectProperty<List<Ending>> victims() {
    return victims.getReadOnlyProperty();
  }

  /**
   * Looks which pods are victims now; where others are, that they may end was not said of those.
   *
   * @return whether they may end, or there are none
   */
  boolean lookForVictims() {
    RollOutPlan now = plan.get();
    List<Ending> found =
        now == null ? List.of() : now.victims(chosen(), lock, pod -> suspect.test(pod.uid()));
    if (!victims.get().containsAll(found)) {
      evenEvidence.set(false);
    }
    victims.set(found);
    return found.isEmpty() || evenEvidence.get();
  }

  /** Whether the cluster is being changed. */
  boolean isActing() {
    return switch (stage.get()) {
      case RollStage.Busy(boolean is, var _, var _) -> is;
      case RollStage.Rolling _ -> true;
      case RollStage.Asking _,
          RollStage.Planned _,
          RollStage.Refused _,
          RollStage.Ready _,
          RollStage.Ended _ ->
          false;
    };
  }

  List<WorkloadFix> chosen() {
    return rows.get().stream().filter(RollRow::chosen).map(RollRow::fix).toList();
  }

  void change(WorkloadFix of, UnaryOperator<RollRow> how) {
    rows.set(
        rows.get().stream().map(each -> each.fix().equals(of) ? how.apply(each) : each).toList());
  }

  /** Takes how it stands in the cluster. */
  void show(Standing standing) {
    Counter before = counter.get();
    counter.set(
        new Counter(
            before == null ? standing.count().open().size() : before.first(), standing.count()));
    hitches.set(standing.hitches());
    standing.workloads().stream()
        .filter(RollWords::isBegun)
        .forEach(each -> change(each.of(), row -> row.told(RollWords.standing(each))));
  }
}
