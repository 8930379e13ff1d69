package salvor.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.playbook.Isolation;
import salvor.workload.Location;

/**
 * The pods that are out of profile by what was observed, whatever the severity, and when each was
 * seen to be deleted. One of which nothing says that it is gone may be there still.
 */
public final class Suspects {
  private static final String DELETED = "Deleted"; // so the reader of watched objects calls it

  private Suspects() {}

  /** Those of evidence, in the order in which they come up. */
  public static List<Isolation.Suspect> of(Observations all, Verdicts verdicts) {
    Map<String, Integer> last = new HashMap<>();
    Map<String, @Nullable String> uids = new HashMap<>();
    List<String> names = new ArrayList<>();
    for (int row = 0; row < all.size(); row++) {
      if (verdicts.verdict(row) != Verdict.OUT || all.kind(row) == Kind.CLUSTER_EVENT) {
        continue;
      }
      Location at = all.location(all.locationId(row));
      if (at.namespace() == null || at.pod() == null) {
        continue;
      }
      String name = at.namespace() + "/" + at.pod();
      if (last.put(name, row) == null) {
        names.add(name);
      }
      if (at.podUid() != null) {
        uids.put(name, at.podUid());
      }
    }
    Map<String, Long> gone = names.isEmpty() ? Map.of() : gone(all);
    return names.stream()
        .map(name ->
            new Isolation.Suspect(
                name, uids.get(name), after(gone.get(name), all, last.getOrDefault(name, -1))))
        .toList();
  }

  /** One that was out of profile after the deletion is another of that name. */
  private static @Nullable Instant after(@Nullable Long gone, Observations all, int last) {
    return gone == null || last >= all.timed() || gone < all.time(last) ? null : ofNanos(gone);
  }

  /** When pods were last seen to be deleted, in nanoseconds since 1970, by their names. */
  public static Map<String, Long> gone(Observations all) {
    Map<String, Long> gone = new HashMap<>();
    for (int row = 0; row < all.timed(); row++) {
      if (all.kind(row) == Kind.CLUSTER_EVENT
          && all.activity(all.activityId(row)) instanceof Activity.ClusterEvent event
          && event.reason().equals(DELETED)
          && event.message() == null) {
        Location at = all.location(all.locationId(row));
        if (at.namespace() != null && at.pod() != null) {
          gone.put(at.namespace() + "/" + at.pod(), all.time(row));
        }
      }
    }
    return gone;
  }

  /** A moment by its nanoseconds since 1970. */
  public static Instant ofNanos(long nanos) {
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
  }
}
