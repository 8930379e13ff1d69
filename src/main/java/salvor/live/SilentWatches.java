package salvor.live;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Gap;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.cluster.WatchState;

/**
 * Writes down that a kind of objects is not heard when that begins, and how it ended. For one
 * thread at a time.
 */
final class SilentWatches {
  private final HoleLog log;
  private final InstantSource clock;
  private final Map<ObjectKind, Integer> gapsWritten = new HashMap<>();
  private final Set<ObjectKind> heard = new HashSet<>();
  private final Set<ObjectKind> begun = new HashSet<>();

  SilentWatches(HoleLog log, InstantSource clock) {
    this.log = log;
    this.clock = clock;
  }

  /** Writes what is new since the last time. */
  void note(List<LiveCase.Watch> watches) {
    for (LiveCase.Watch watch : watches) {
      ended(watch);
      switch (watch.state()) {
        case WatchState.Lost(Instant since, Trouble why, _) -> begins(watch.kind(), since, why);
        case WatchState.Ended(Trouble why) -> {
          if (heard.contains(watch.kind())) { // what was never seen is told as that
            begins(watch.kind(), null, why);
          }
        }
        case WatchState.Live _ -> heard.add(watch.kind());
        case WatchState.Listing _, WatchState.Closed _ -> {}
      }
    }
  }

  private void ended(LiveCase.Watch watch) {
    List<Gap> gaps = watch.gaps();
    int known = gapsWritten.getOrDefault(watch.kind(), 0);
    for (Gap gap : gaps.subList(known, gaps.size())) {
      boolean told = begun.remove(watch.kind());
      if (!gap.retold()) {
        log.gap(watch.kind(), gap);
      } else if (told) {
        log.again(watch.kind(), gap.to());
      }
    }
    gapsWritten.put(watch.kind(), gaps.size());
  }

  private void begins(ObjectKind kind, @Nullable Instant since, Trouble why) {
    if (begun.add(kind)) {
      log.lost(kind, since == null ? clock.instant() : since, why);
    }
  }
}
