package salvor.timeline;

import java.util.Set;
import java.util.TreeSet;

/** On which lanes a gap is drawn. */
public final class GapLanes {
  private GapLanes() {}

  /** The names of the pods on whose lanes something is drawn as a gap. */
  public static Set<String> pods(TimelineModel model, Gap gap) {
    long width = Math.max(1, (gap.to() - gap.from()) / 50);
    Viewport viewport =
        new Viewport(gap.from() - Math.floorMod(gap.from(), width), width, 1, 60, 20, 20, 0);
    Set<String> pods = new TreeSet<>();
    for (int id = 0; id < model.tree().size(); id++) {
      Lane lane = model.tree().lane(id);
      if (lane.level() == Lane.Level.POD && model.sweepGaps(lane, viewport, new Cells(60))) {
        pods.add(String.valueOf(lane.name()));
      }
    }
    return pods;
  }
}
