package salvor.evidence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import salvor.workload.Inventory;

/**
 * Everything that was read: the sources with their counts, what they observed, and what cluster
 * objects say of the cluster.
 *
 * @param sources by their {@link Source#id() id}
 * @param observations all of them, in order
 * @param inventory pods, services and nodes found in the evidence
 */
public record Evidence(List<Source> sources, Observations observations, Inventory inventory) {
  public Evidence {
    sources = List.copyOf(sources);
  }

  /**
   * How many events have no time since their source named no zone, or their time of day means no
   * moment in the zone that was named: by the number of the source, where there are some.
   */
  public Map<Integer, Long> withoutZone() {
    Map<Integer, Long> counts = new HashMap<>();
    for (int row = observations.timed(); row < observations.size(); row++) {
      if (observations.columns().timeForm().get(row) == TimeText.NAIVE) {
        counts.merge(observations.sourceId(row), 1L, Long::sum);
      }
    }
    return counts;
  }

  /**
   * The same with other offsets of the clocks: observations in the order of time, source and
   * position, odd ones marked anew. Those without a time stay without one.
   *
   * @throws ClockOffsets.Unusable when a time would leave the years that can be told
   */
  public Evidence shifted(ClockOffsets wanted) throws ClockOffsets.Unusable {
    return wanted.equals(observations.clocks())
        ? this
        : new Evidence(sources, Shifting.shifted(this, wanted), inventory);
  }
}
