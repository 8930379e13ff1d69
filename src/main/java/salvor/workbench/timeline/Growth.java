package salvor.workbench.timeline;

import java.util.function.IntUnaryOperator;
import salvor.timeline.DwellRuler;
import salvor.timeline.HiddenLanes;
import salvor.timeline.LaneCounts;
import salvor.timeline.LaneNames;
import salvor.timeline.LaneRanks;
import salvor.timeline.Lanes;
import salvor.timeline.PinnedLanes;
import salvor.timeline.TimelineModel;

/**
 * A later timeline of something that goes on.
 *
 * @param model it
 * @param before the lanes that it was made for
 * @param lanes the same lanes in it, opened, hidden and pinned as they were
 * @param ranks the places of its lanes
 * @param ruler the milestones that it shows
 * @param again gives the number that an earlier row has in it, -1 when it is not in it
 */
public record Growth(
    TimelineModel model,
    Lanes before,
    Lanes lanes,
    LaneRanks ranks,
    DwellRuler ruler,
    IntUnaryOperator again) {

  /** The places of the lanes of a timeline. Not for a thread that must not wait. */
  public static LaneRanks ranks(TimelineModel model) {
    return LaneRanks.of(model, LaneCounts.of(model));
  }

  /**
   * What follows these lanes. Not for a thread that must not wait.
   *
   * @param again gives the number that an earlier row has in it, -1 when it is not in it
   */
  public static Growth of(TimelineModel model, Lanes before, IntUnaryOperator again) {
    LaneRanks ranks = ranks(model);
    return new Growth(
        model, before, lanes(model, before, ranks), ranks, DwellRuler.of(model), again);
  }

  private static Lanes lanes(TimelineModel model, Lanes before, LaneRanks ranks) {
    LaneNames were = new LaneNames();
    LaneNames are = new LaneNames();
    HiddenLanes hidden = before.hidden();
    return Lanes.of(
        model,
        are.find(model.tree(), were.of(before.turned())),
        new HiddenLanes(
            java.util.Set.copyOf(are.find(model.tree(), were.of(hidden.named()))),
            hidden.quiet().isEmpty() ? java.util.Set.of() : ranks.quiet()),
        new PinnedLanes(are.find(model.tree(), were.inOrder(before.pins().lanes()))));
  }
}
