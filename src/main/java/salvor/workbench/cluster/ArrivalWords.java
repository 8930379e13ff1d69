package salvor.workbench.cluster;

import java.util.stream.Collectors;
import salvor.live.Board;
import salvor.live.LiveCase;
import salvor.report.LiveWords;
import salvor.workbench.wording.Moments;

/** What arrived so far, in words. */
final class ArrivalWords {
  private ArrivalWords() {}

  static String of(LiveCase.Now now) {
    long lost = now.sensors().stream().filter(sensor -> sensor.lost() != null).count();
    Board board = now.round().board();
    return Moments.count(now.sensors().size(), "sensor")
        + (lost == 0 ? "" : ", " + Moments.count(lost) + " not heard")
        + "; "
        + Moments.count(board.lines(), "line")
        + " arrived, "
        + Moments.count(board.judged())
        + " judged"
        + (board.unreadable() == 0 ? "" : ", " + Moments.count(board.unreadable()) + " unreadable")
        + LiveWords.holes(now).stream().map(hole -> "\n" + hole).collect(Collectors.joining());
  }
}
