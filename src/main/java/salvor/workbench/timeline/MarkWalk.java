package salvor.workbench.timeline;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import salvor.jobs.Jobs;
import salvor.timeline.BaselineDisplay;
import salvor.timeline.CellWalk;
import salvor.timeline.Lanes;
import salvor.workbench.fx.NewestFirst;
import salvor.workbench.selection.Selection;

/**
 * From mark to mark by keys: along a lane, and to the lane above or below. What is there is
 * selected, so that all views follow and it is spoken.
 */
public final class MarkWalk {
  /**
   * A step from a mark.
   *
   * @param line of the mark
   * @param time of the mark
   * @param lines how many lines down, 0 along the lane
   * @param later the way along the lane
   */
  private record Step(CellWalk walk, Lanes lanes, int line, long time, int lines, boolean later) {
    int row() {
      if (lines == 0) {
        return walk.beside(lanes.lines().get(line).lane(), time, later);
      }
      int found = -1;
      for (int at = line + lines; found < 0 && at >= 0 && at < lanes.size(); at += lines) {
        Lanes.Line there = lanes.lines().get(at);
        found = there.heading() ? -1 : walk.nearest(there.lane(), time);
      }
      return found;
    }
  }

  private final TimelineViewModel model;
  private final NewestFirst<Step, Integer> work;

  MarkWalk(TimelineViewModel model, Consumer<Throwable> failure, Jobs jobs, Executor fx) {
    this.model = model;
    this.work =
        new NewestFirst<>(
            "next mark", jobs, fx, true, (step, _) -> step.row(), this::show, failure);
    model.selection().row().addListener((_, _, _) -> work.forget()); // a late answer is none
  }

  /** To the next mark of the lane of the selected event, or to the one before. */
  public void along(boolean later) {
    ask(0, later);
  }

  /** To the mark that is nearest in time on the next lane with any, or on the one above. */
  public void across(boolean down) {
    ask(down ? 1 : -1, true);
  }

  private void ask(int lines, boolean later) {
    int row = model.selection().row().get();
    Lanes lanes = model.lanes().get();
    model
        .laneAtHand()
        .ifPresent(lane -> {
          boolean hidesIn = model.display().get() == BaselineDisplay.HIDE;
          CellWalk walk = new CellWalk(model.model(), lanes, model.viewport().get(), hidesIn);
          long time = model.model().observations().time(row);
          work.ask(new Step(walk, lanes, lanes.lineOf(lane), time, lines, later));
        });
  }

  private void show(int row) {
    if (row != Selection.NONE) {
      model.selection().select(row);
    }
  }
}
