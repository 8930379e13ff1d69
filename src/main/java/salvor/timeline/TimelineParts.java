package salvor.timeline;

import java.util.Map;
import salvor.baseline.Verdicts;
import salvor.evidence.Observations;
import salvor.jobs.Pieces;
import salvor.jobs.Progress;
import salvor.workload.Inventory;

/**
 * What a timeline is made of, whatever filter is put on it; shared by all its filtered forms.
 *
 * @param classes the {@link DrawingClass} of each row, none of them copied
 * @param indexes of each lane, with all rows
 * @param coverage when sensors recorded which lanes
 * @param digests which image each container was started from
 * @param first what flags stand on
 * @param phases when containers started and stopped
 * @param present what time it is, where the recording goes on
 */
record TimelineParts(
    Observations observations,
    byte[] classes,
    LaneTree tree,
    Map<Integer, LaneIndex> indexes,
    Gaps gaps,
    Coverage coverage,
    Spans spans,
    Digests digests,
    FirstSeen first,
    LanePhases phases,
    Present present) {

  @SuppressWarnings("unchecked")
  static TimelineParts of(
      Observations observations,
      Verdicts verdicts,
      Inventory inventory,
      Sensors sensors,
      Present present) {
    byte[] classes = DrawingClass.ofRows(observations.size(), verdicts);
    LaneTree tree = new LaneTree(observations);
    TrackNodes nodes = new TrackNodes(observations, tree);
    Digests digests = new Digests(observations, inventory, tree);
    Object[] parts = new Object[7];
    Pieces.all(
        parts.length,
        Progress.NONE,
        "Building the timeline",
        part ->
            parts[part] =
                switch (part) {
                  case 0 ->
                      new Spans(
                          observations, tree); // begins first: one after the other is all it can do
                  case 1 ->
                      LaneIndexes.of(observations, classes, tree, RowFilter.ALL, Progress.NONE);
                  case 2 -> new Gaps(observations, tree, nodes, sensors, present);
                  case 3 -> new Coverage(observations, tree, nodes, sensors, present);
                  case 4 -> observations.order(); // for later: it is asked where nothing may wait
                  case 5 -> new LanePhases(observations, inventory, tree);
                  default -> FirstSeen.of(observations, classes, digests, tree);
                });
    return new TimelineParts(
        observations,
        classes,
        tree,
        (Map<Integer, LaneIndex>) parts[1],
        (Gaps) parts[2],
        (Coverage) parts[3],
        (Spans) parts[0],
        digests,
        (FirstSeen) parts[6],
        (LanePhases) parts[5],
        present);
  }
}
