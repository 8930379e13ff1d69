package salvor.triage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import salvor.baseline.Verdicts;
import salvor.timeline.DrawingClass;
import salvor.timeline.Mirror;
import salvor.timeline.RowFilter;
import salvor.triage.ComparedAct.Presence;

/**
 * A comparison as it is drawn: one lane for each kind of act that either side did.
 *
 * <p>A baseline has no times, and none are invented: opposite of what was done stands whether it is
 * known, and what is known and was not seen has no place on the axis.
 *
 * @param mirror the lanes
 * @param kinds what each of them holds, the first next to the axis
 */
public record MirroredActs(Mirror mirror, List<ComparedAct.Kind> kinds) {
  /** How a row of an act is drawn. */
  @FunctionalInterface
  private interface Look {
    byte of(int act, int row);
  }

  public MirroredActs {
    kinds = List.copyOf(kinds);
  }

  /**
   * The rows that a filter keeps; who did an act and who did not is told without the filter. Takes
   * as long as a look at every row of both sides.
   */
  public static MirroredActs of(Comparison compared, Verdicts verdicts, RowFilter filter) {
    List<ComparedAct> acts = compared.acts();
    List<ComparedAct.Kind> kinds = kinds(compared);
    boolean known = compared.baseline().isPresent();
    byte[] laneOf = new byte[acts.size()];
    byte[] opposite = new byte[acts.size()];
    boolean[] alone = new boolean[acts.size()];
    byte[] answers = new byte[acts.size()];
    for (int act = 0; act < laneOf.length; act++) {
      laneOf[act] = (byte) kinds.indexOf(acts.get(act).kind());
      alone[act] = acts.get(act).isDifference();
      opposite[act] = known && alone[act] ? -1 : laneOf[act];
      boolean untold = acts.get(act).presence() == Presence.UNTOLD;
      answers[act] = (byte) (untold ? DrawingClass.UNKNOWN : DrawingClass.IN).ordinal();
    }
    byte[] drawn = DrawingClass.ofJudgements(verdicts);
    Look seen = (_, row) -> drawn[verdicts.perRow().get(row)];
    List<Mirror.Strand> upper = strands(compared.a(), kinds.size(), laneOf, alone, seen, filter);
    List<Mirror.Strand> lower =
        known
            ? strands(compared.a(), kinds.size(), opposite, alone, (a, _) -> answers[a], filter)
            : strands(compared.b(), kinds.size(), laneOf, alone, seen, filter);
    List<Mirror.Pair> lanes = new ArrayList<>();
    for (int lane = 0; lane < kinds.size(); lane++) {
      lanes.add(new Mirror.Pair(upper.get(lane), lower.get(lane)));
    }
    return new MirroredActs(known ? Mirror.withoutTimes(lanes) : new Mirror(lanes), kinds);
  }

  /** What nobody did and nobody can miss has no lane. */
  private static List<ComparedAct.Kind> kinds(Comparison compared) {
    SortedSet<ComparedAct.Kind> kinds = new TreeSet<>();
    for (ComparedAct act : compared.acts()) {
      if (!act.isUnseen() || act.isDifference()) {
        kinds.add(act.kind());
      }
    }
    return List.copyOf(kinds);
  }

  /** The rows of a side by lane; those of a lane below 0 are left out. */
  private static List<Mirror.Strand> strands(
      ComparedRows side, int lanes, byte[] laneOf, boolean[] alone, Look look, RowFilter filter) {
    int[] sizes = new int[lanes];
    for (int i = 0; i < side.compared(); i++) {
      int lane = laneOf[side.act(i)];
      if (lane >= 0 && filter.keeps(side.row(i))) {
        sizes[lane]++;
      }
    }
    List<Mirror.Strand> strands = new ArrayList<>();
    for (int size : sizes) {
      strands.add(
          new Mirror.Strand(new long[size], new byte[size], new int[size], new boolean[size]));
    }
    Arrays.fill(sizes, 0);
    for (int i = 0; i < side.compared(); i++) {
      int row = side.row(i);
      int act = side.act(i);
      int lane = laneOf[act];
      if (lane >= 0 && filter.keeps(row)) {
        int n = sizes[lane]++;
        strands.get(lane).times()[n] = side.offset(i);
        strands.get(lane).classes()[n] = look.of(act, row);
        strands.get(lane).rows()[n] = row;
        strands.get(lane).alone()[n] = alone[act];
      }
    }
    return strands;
  }
}
