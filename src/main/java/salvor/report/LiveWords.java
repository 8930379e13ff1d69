package salvor.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import salvor.cluster.Gap;
import salvor.cluster.Trouble;
import salvor.cluster.WatchState;
import salvor.evidence.Visible;
import salvor.live.Hole;
import salvor.live.LiveCase;
import salvor.live.Sensor;

/**
 * What must be known beside the verdicts on a cluster: what is not seen, and what may be missing.
 */
public final class LiveWords {
  private static final int LIMIT = 400;

  private LiveWords() {}

  /** What is wrong now, the gravest first; empty while everything is seen. */
  public static List<String> troubles(LiveCase.Now now) {
    List<String> troubles = new ArrayList<>();
    String failed = now.failed();
    if (failed != null) {
      troubles.add(
          "What arrives is no longer judged, the verdicts are old: "
              + Visible.text(failed, LIMIT)
              + ". Begin again.");
    }
    for (LiveCase.Watch watch : now.watches()) {
      switch (watch.state()) {
        case WatchState.Ended(Trouble why) ->
            troubles.add(
                "The "
                    + watch.kind().plural()
                    + " are not seen, and what they would explain may be judged out of profile: "
                    + ClusterWords.trouble(why));
        case WatchState.Lost(Instant since, Trouble why, Instant next) ->
            troubles.add(
                "Of the "
                    + watch.kind().plural()
                    + " nothing is heard since "
                    + since
                    + ": "
                    + ClusterWords.trouble(why)
                    + " Next try "
                    + next
                    + ".");
        case WatchState.Listing _, WatchState.Live _, WatchState.Closed _ -> {}
      }
    }
    for (LiveCase.Heard heard : now.sensors()) {
      Trouble lost = heard.lost();
      if (lost != null) {
        troubles.add(name(heard.sensor()) + " is not heard: " + ClusterWords.trouble(lost));
      }
    }
    return troubles;
  }

  /** Which times may be missing, the oldest first of each kind. */
  public static List<String> holes(LiveCase.Now now) {
    List<String> holes = new ArrayList<>();
    for (Hole hole : now.holes()) {
      holes.add(
          "Of "
              + name(hole.sensor())
              + " lines may be missing from "
              + hole.from()
              + " to "
              + hole.to()
              + ": "
              + ClusterWords.trouble(hole.why()));
    }
    for (LiveCase.Watch watch : now.watches()) {
      for (Gap gap : watch.gaps()) {
        holes.add(
            "Of the "
                + watch.kind().plural()
                + " nothing was heard from "
                + gap.from()
                + " to "
                + gap.to()
                + (gap.retold()
                    ? "; every change was told afterwards"
                    : "; what came and went in between is not known")
                + ": "
                + ClusterWords.trouble(gap.why()));
      }
    }
    return holes;
  }

  private static String name(Sensor sensor) {
    return Visible.text(sensor.namespace() + "/" + sensor.pod(), LIMIT);
  }
}
