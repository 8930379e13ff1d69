package salvor.workbench.cluster;

import java.time.Instant;
import java.util.stream.Collectors;
import salvor.cluster.ClusterObjects;
import salvor.cluster.ObjectKind;
import salvor.live.Board;
import salvor.live.LiveCase;
import salvor.report.LiveWords;
import salvor.training.PracticeCluster;
import salvor.workbench.wording.Moments;

/** What arrived so far, in words. */
final class ArrivalWords {
  private ArrivalWords() {}

  /**
   * @param behind how far judging is behind
   */
  static String of(LiveCase.Now now, LiveCase.Behind behind, Instant moment) {
    long lost = now.sensors().stream().filter(sensor -> sensor.lost() != null).count();
    Board board = now.round().board();
    long context = board.lines() - board.judged() - board.unreadable();
    return Moments.count(now.sensors().size(), "sensor")
        + (lost == 0 ? "" : ", " + Moments.count(lost) + " not heard")
        + "; "
        + Moments.count(board.lines(), "line")
        + " arrived, "
        + Moments.count(board.judged())
        + " judged"
        + (context <= 0 ? "" : ", " + Moments.count(context) + " about objects, no events")
        + (board.unreadable() == 0 ? "" : ", " + Moments.count(board.unreadable()) + " unreadable")
        + LiveWords.behind(behind, moment).map(words -> ". " + words).orElse("")
        + LiveWords.holes(now).stream().map(hole -> "\n" + hole).collect(Collectors.joining());
  }

  /** That a practice is over, as its cluster says; empty while it is not. */
  static String over(ClusterObjects known) {
    return known
        .find(ObjectKind.NAMESPACES, "", "kube-system")
        .filter(system -> system.path("metadata").path("annotations").has(PracticeCluster.OVER))
        .map(_ -> "\nPRACTICE: all that was recorded has happened; what runs goes on.")
        .orElse("");
  }
}
