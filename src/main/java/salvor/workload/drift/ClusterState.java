package salvor.workload.drift;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cluster at a time, as far as its objects were taken.
 *
 * @param objects what was taken, by name
 * @param kinds the kinds that were asked for: of others it is not known whether there were any
 * @param cluster what tells the cluster from others, the uid of its {@code kube-system}; null when
 *     that was not taken
 * @param latest the latest time that the objects tell of: it was taken then or later; null when
 *     they tell none
 * @param notCompared how many objects of which kind are not kept, since they change all the time
 */
public record ClusterState(
    SortedMap<ObjectName, Described> objects,
    Set<String> kinds,
    @Nullable String cluster,
    @Nullable Instant latest,
    Map<String, Integer> notCompared) {
  public ClusterState {
    objects = new TreeMap<>(objects);
    kinds = Set.copyOf(kinds);
    notCompared = new TreeMap<>(notCompared);
  }

  /**
   * An object.
   *
   * @param uid what tells it from another of the same name, null when not told
   * @param aspect what it is a matter of that it is there
   * @param owned whether a controller that was taken as well made it: that such come and go is no
   *     drift
   */
  public record Described(@Nullable String uid, Aspect aspect, boolean owned, List<Fact> facts) {
    public Described {
      facts = List.copyOf(facts);
    }
  }
}
