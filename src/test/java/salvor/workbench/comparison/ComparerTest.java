package salvor.workbench.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import salvor.baseline.Judge;
import salvor.baseline.Story;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.timeline.Lane;
import salvor.timeline.TimelineModel;
import salvor.triage.BaselineChoice;
import salvor.workbench.fx.Turns;
import salvor.workbench.selection.Sight;
import salvor.workload.Inventory;

class ComparerTest {
  private final Turns turns = new Turns();
  private final Sight sight = new Sight();
  private final Observations all =
      new Story()
          .act(2, "/bin/app", new Activity.FileWritten("/srv/a", null))
          .act(2, "/bin/app", new Activity.FileWritten("/srv/b", null))
          .observations();
  private final Verdicts verdicts = new Judge(List.of(), Inventory.EMPTY).judge(all, Progress.NONE);
  private final TimelineModel timeline = TimelineModel.of(all, verdicts);
  private final Comparer comparer =
      new Comparer(
          new Evidence(List.of(), all, Inventory.EMPTY),
          verdicts,
          timeline.tree(),
          sight,
          new Jobs(),
          turns);

  private void ask() {
    Lane web = timeline.laneOf(0);
    comparer.ask(Question.of(web, web), new BaselineChoice.None());
  }

  private int hidden() {
    return comparer.state().get() instanceof CompareState.Made(Compared it) ? it.hidden() : -1;
  }

  @Test
  void aFilterThatChangesMeanwhileIsObeyed() {
    ask();
    BitSet first = new BitSet();
    first.set(0);
    sight.show(first);
    turns.until(() -> hidden() == 1);
    ask();
    sight.show(null);
    turns.until(() -> hidden() == 0);
  }

  /** Rows that cannot be looked at. */
  private static final class Broken extends BitSet {
    @Override
    public boolean get(int row) {
      throw new IllegalStateException("broken");
    }
  }

  @Test
  void aLateFailureOfTheFilterDoesNotEndWhatIsAskedSince() {
    ask();
    turns.until(() -> hidden() == 0);
    sight.show(new Broken());
    Runnable failure = turns.next();
    ask();
    failure.run();
    assertThat(comparer.state().get()).isInstanceOf(CompareState.Making.class);
  }
}
