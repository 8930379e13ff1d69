package salvor.baseline;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observations;

/** How many events sensors say they lost, against those they recorded, on each node. */
final class Losses {
  /** From more than so many in a hundred lost events on, a recording is not complete. */
  static final int MOST = 1;

  private static final class Count {
    long recorded;
    long lost;
  }

  private final Observations observations;
  private final Map<@Nullable String, Count> nodes = new HashMap<>();
  private final Count[] ofLocation;

  Losses(Observations observations, int locations) {
    this.observations = observations;
    this.ofLocation = new Count[locations];
    for (int id = 0; id < locations; id++) {
      ofLocation[id] =
          nodes.computeIfAbsent(observations.location(id).nodeKey(), node -> new Count());
    }
  }

  void see(int row, Kind kind) {
    Count count = ofLocation[observations.locationId(row)];
    if (kind == Kind.EVENTS_LOST || kind == Kind.NOT_HEARD) {
      Activity activity = observations.activity(observations.activityId(row));
      // a sensor that does not say how many lost at least one
      count.lost += activity instanceof Activity.EventsLost(long lost, _) ? Math.max(1, lost) : 1;
    } else if (kind != Kind.CLUSTER_EVENT && kind != Kind.LOGGED) {
      count.recorded++;
    }
  }

  /** Whether too much was lost on a node, or by a sensor that does not name its node. */
  boolean tooMany(@Nullable String node) {
    return tooMany(nodes.get(node)) || (node != null && lostOnly(nodes.get(null)));
  }

  /** Records of a loss often name no node: they are of all. */
  private boolean lostOnly(@Nullable Count unnamed) {
    long recorded = nodes.values().stream().mapToLong(n -> n.recorded).sum();
    return unnamed != null && unnamed.lost * 100 > MOST * (recorded + unnamed.lost);
  }

  private static boolean tooMany(@Nullable Count count) {
    return count != null && count.lost * 100 > MOST * (count.recorded + count.lost);
  }
}
