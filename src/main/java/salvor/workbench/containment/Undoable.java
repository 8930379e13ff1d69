package salvor.workbench.containment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import salvor.containment.ChosenPod;
import salvor.containment.Measure;

/**
 * A measure of which something is left to take back.
 *
 * @param mark by which it is known
 * @param what it was, in words
 */
public record Undoable(String mark, String what) {

  /** What can be taken back of each pod, by its uid, the newest first; as far as is known. */
  static Map<String, List<Undoable>> byPod(List<MeasureRow> rows) {
    Map<String, List<Undoable>> all = new HashMap<>();
    for (MeasureRow row : rows) {
      if (row.canBeUndone() && row.recorded().measure().kind() != Measure.Kind.DELETE_POD) {
        for (ChosenPod pod : row.recorded().measure().pods()) {
          all.computeIfAbsent(pod.uid(), _ -> new ArrayList<>())
              .add(new Undoable(row.mark(), row.what()));
        }
      }
    }
    return all;
  }
}
