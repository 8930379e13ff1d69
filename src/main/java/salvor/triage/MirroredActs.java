package salvor.triage;

import java.util.ArrayList;
import java.util.List;
import salvor.baseline.Verdicts;
import salvor.timeline.DrawingClass;
import salvor.timeline.Mirror;
import salvor.timeline.RowFilter;

/**
 * A comparison as it is drawn: one lane for each kind of act that either side did.
 *
 * @param mirror the lanes
 * @param kinds what each of them holds, the first next to the axis
 */
public record MirroredActs(Mirror mirror, List<ComparedAct.Kind> kinds) {
  public MirroredActs {
    kinds = List.copyOf(kinds);
  }

  /**
   * The rows that a filter keeps; who did an act and who did not is told without the filter. Takes
   * as long as a look at every row of both sides.
   */
  public static MirroredActs of(Comparison compared, Verdicts verdicts, RowFilter filter) {
    byte[] drawn = DrawingClass.ofJudgements(verdicts);
    List<ComparedAct.Kind> kinds = List.copyOf(compared.kinds().keySet());
    byte[] laneOf = new byte[compared.acts().size()];
    boolean[] alone = new boolean[laneOf.length];
    for (int act = 0; act < laneOf.length; act++) {
      laneOf[act] = (byte) kinds.indexOf(compared.acts().get(act).kind());
      alone[act] = compared.acts().get(act).presence() != ComparedAct.Presence.BOTH;
    }
    List<Mirror.Pair> lanes = new ArrayList<>();
    for (int lane = 0; lane < kinds.size(); lane++) {
      lanes.add(
          new Mirror.Pair(
              strand(compared.a(), lane, laneOf, alone, drawn, verdicts, filter),
              strand(compared.b(), lane, laneOf, alone, drawn, verdicts, filter)));
    }
    return new MirroredActs(new Mirror(lanes), kinds);
  }

  private static Mirror.Strand strand(
      ComparedRows side,
      int lane,
      byte[] laneOf,
      boolean[] alone,
      byte[] drawn,
      Verdicts verdicts,
      RowFilter filter) {
    int size = 0;
    for (int i = 0; i < side.compared(); i++) {
      size += laneOf[side.act(i)] == lane && filter.keeps(side.row(i)) ? 1 : 0;
    }
    long[] times = new long[size];
    byte[] classes = new byte[size];
    int[] rows = new int[size];
    boolean[] single = new boolean[size];
    int n = 0;
    for (int i = 0; i < side.compared(); i++) {
      int row = side.row(i);
      if (laneOf[side.act(i)] == lane && filter.keeps(row)) {
        times[n] = side.offset(i);
        classes[n] = drawn[verdicts.perRow().get(row)];
        rows[n] = row;
        single[n++] = alone[side.act(i)];
      }
    }
    return new Mirror.Strand(times, classes, rows, single);
  }
}
