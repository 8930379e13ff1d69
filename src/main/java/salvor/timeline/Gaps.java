package salvor.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observations;

/** The times in which sources lost events, and which tracks those sources speak of. */
final class Gaps {
  private final List<Gap> gaps = new ArrayList<>();
  private final BitSet[] sourcesOfTrack;

  Gaps(Observations observations, LaneTree tree) {
    sourcesOfTrack = new BitSet[tree.size()];
    Arrays.setAll(sourcesOfTrack, _ -> new BitSet());
    if (!anyLost(observations)) {
      return;
    }
    long[] lastOfSource = new long[16];
    BitSet seen = new BitSet();
    for (int row = 0; row < observations.timed(); row++) {
      int source = observations.sourceId(row);
      long time = observations.time(row);
      if (source >= lastOfSource.length) {
        lastOfSource = Arrays.copyOf(lastOfSource, Math.max(source + 1, lastOfSource.length * 2));
      }
      if (observations.kind(row) == Kind.EVENTS_LOST
          && observations.activity(observations.activityId(row))
              instanceof Activity.EventsLost(long count, _)) {
        gaps.add(new Gap(seen.get(source) ? lastOfSource[source] : time, time, count, source, row));
      } else {
        sourcesOfTrack[tree.trackOf(row)].set(source);
      }
      seen.set(source);
      lastOfSource[source] = time;
    }
  }

  private static boolean anyLost(Observations observations) {
    for (int row = 0; row < observations.timed(); row++) {
      if (observations.kind(row) == Kind.EVENTS_LOST) {
        return true;
      }
    }
    return false;
  }

  /** In the order of their ends. */
  List<Gap> all() {
    return List.copyOf(gaps);
  }

  /** The sources that speak of a track. */
  BitSet sources(Lane track) {
    return track.id() < sourcesOfTrack.length ? sourcesOfTrack[track.id()] : new BitSet();
  }
}
