package salvor.triage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Acts;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.timeline.LaneTree;

/** Gathers what one side of a comparison did. */
final class SideReader {
  private final Observations observations;
  private final Acts acts;
  private final Marking marking;
  final ComparedSide side;
  final SideUnits units;
  final SideZeros zeros;
  int[] rows = new int[64];
  int[] actOf = new int[64];
  long[] offsets = new long[64];
  int size;
  int all;
  int runtime;
  int unspoken;
  int untimed;
  int out;
  private int[] counts = new int[16];
  private int[] outs = new int[16];
  private int[] first = new int[16];
  private long[] firstOffset = new long[16];
  private int[] worst = new int[16];
  private int[] worstRow = new int[16];

  private SideReader(
      Observations observations,
      Acts acts,
      Marking marking,
      ComparedSide side,
      SideUnits units,
      SideZeros zeros) {
    this.observations = observations;
    this.acts = acts;
    this.marking = marking;
    this.side = side;
    this.units = units;
    this.zeros = zeros;
  }

  static SideReader of(
      Evidence evidence,
      Verdicts verdicts,
      LaneTree tree,
      Acts acts,
      ComparedSide side,
      Alignment alignment,
      Progress progress) {
    Observations all = evidence.observations();
    SideUnits units = new SideUnits(side.lane(), tree, evidence);
    SideZeros zeros = SideZeros.of(all, side, units, alignment, acts, progress);
    return new SideReader(all, acts, new Marking(verdicts), side, units, zeros);
  }

  /** Takes a row if it belongs to this side. */
  void read(int row) {
    int unit = units.of(row);
    if (unit < 0) {
      return;
    }
    if (row >= observations.timed()) {
      untimed++;
      return;
    }
    long time = observations.time(row);
    if (!side.holds(time)) {
      return;
    }
    all++;
    int act = acts.of(row);
    if (act < 0) {
      runtime += act == Acts.RUNTIME ? 1 : 0;
      unspoken += act == Acts.RUNTIME ? 0 : 1;
      return;
    }
    add(row, act, zeros.offset(unit, time), marking.of(row));
  }

  private void add(int row, int act, long offset, int mark) {
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, size * 2);
      actOf = Arrays.copyOf(actOf, size * 2);
      offsets = Arrays.copyOf(offsets, size * 2);
    }
    rows[size] = row;
    actOf[size] = act;
    offsets[size++] = offset;
    if (act >= counts.length) {
      int n = Math.max(act + 1, counts.length * 2);
      counts = Arrays.copyOf(counts, n);
      outs = Arrays.copyOf(outs, n);
      first = Arrays.copyOf(first, n);
      firstOffset = Arrays.copyOf(firstOffset, n);
      worst = Arrays.copyOf(worst, n);
      worstRow = Arrays.copyOf(worstRow, n);
    }
    if (counts[act] == 0 || offset < firstOffset[act]) {
      first[act] = row;
      firstOffset[act] = offset;
    }
    if (counts[act] == 0 || mark > worst[act]) {
      worst[act] = mark;
      worstRow[act] = row;
    }
    counts[act]++;
    if (Marking.drawn(mark).isOut()) {
      outs[act]++;
      out++;
    }
  }

  /** What this side shows of an act, null when nothing. */
  @Nullable Sighting sighting(int act) {
    return act >= counts.length || counts[act] == 0
        ? null
        : new Sighting(
            counts[act],
            outs[act],
            first[act],
            firstOffset[act],
            Marking.drawn(worst[act]),
            Marking.severity(worst[act]),
            worstRow[act]);
  }
}
