package salvor.triage;

import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import salvor.timeline.Lane;
import salvor.timeline.TimelineModel;
import salvor.workload.ImageDigest;

/** One side of a {@link Comparison}: what belongs to it, and when by its own time. */
public final class ComparedRows {
  /**
   * A pod or container of a side.
   *
   * @param lane its lane
   * @param zero epoch nanoseconds of its zero
   * @param from how that was found
   * @param row the event that it is, -1 when it is none
   */
  public record Unit(Lane lane, long zero, Alignment.Zero from, int row) {}

  private final ComparedSide side;
  private final List<Unit> units;
  private final SortedSet<ImageDigest> images;
  private final int all;
  private final int out;
  private final int runtime;
  private final int unspoken;
  private final int untimed;
  final int[] rows;
  final int[] actOf;
  final long[] offsets;
  private final int[] ascending;
  private final int[] places; // of the ascending rows, in the order of offsets

  /** Takes what was read, acts by their new numbers, in the order of offsets. */
  ComparedRows(SideReader read, int[] numbers) {
    this.side = read.side;
    this.images = new TreeSet<>(read.units.images());
    List<Lane> lanes = read.units.lanes();
    this.units =
        IntStream.range(0, lanes.size())
            .mapToObj(i ->
                new Unit(lanes.get(i), read.zeros.time(i), read.zeros.from(i), read.zeros.row(i)))
            .toList();
    this.all = read.all;
    this.out = read.out;
    this.runtime = read.runtime;
    this.unspoken = read.unspoken;
    this.untimed = read.untimed;
    rows = new int[read.size];
    actOf = new int[read.size];
    offsets = new long[read.size];
    int at = 0;
    boolean one = lanes.size() < 2;
    ascending = one ? rows : Arrays.copyOf(read.rows, read.size);
    places = one ? new int[0] : new int[read.size];
    for (int from : UnitOrder.of(read, lanes.size())) {
      if (!one) {
        places[from] = at;
      }
      rows[at] = read.rows[from];
      actOf[at] = numbers[read.actOf[from]];
      offsets[at++] = read.offsets[from];
    }
  }

  /** A side that was not observed. */
  private ComparedRows(ComparedSide side) {
    this.side = side;
    this.units = List.of();
    this.images = new TreeSet<>();
    this.all = 0;
    this.out = 0;
    this.runtime = 0;
    this.unspoken = 0;
    this.untimed = 0;
    this.rows = new int[0];
    this.actOf = rows;
    this.offsets = new long[0];
    this.ascending = rows;
    this.places = rows;
  }

  /** Opposite of a side, what has no rows: a baseline. */
  static ComparedRows none(ComparedSide opposite) {
    return new ComparedRows(opposite);
  }

  /** What was asked for. */
  public ComparedSide side() {
    return side;
  }

  /** The pods or containers it consists of. */
  public List<Unit> units() {
    return units;
  }

  /** The images they were started from; empty when the evidence does not say. */
  public SortedSet<ImageDigest> images() {
    return new TreeSet<>(images);
  }

  /**
   * Whether it is known that it was recorded only for a part of its time, which begins with its
   * first container where cluster objects tell when that started.
   */
  public boolean isPartlyRecorded(TimelineModel timeline) {
    long from = side.from() == null ? timeline.first() : side.from();
    if (!units.isEmpty()
        && units.stream().allMatch(unit -> unit.from() == Alignment.Zero.CLUSTER_OBJECTS)) {
      long start = units.stream().mapToLong(Unit::zero).min().orElse(from);
      from = Math.max(from, start);
    }
    return timeline
        .coverage()
        .isPartly(side.lane(), from, side.until() == null ? timeline.last() : side.until());
  }

  /** How many rows with a time stand on its lanes in its window. */
  public int all() {
    return all;
  }

  /** How many of them are compared. */
  public int compared() {
    return rows.length;
  }

  /** How many of those compared are out of profile. */
  public int out() {
    return out;
  }

  /** How many of them the container runtime did, which are not compared. */
  public int byRuntime() {
    return runtime;
  }

  /** How many of them no baseline speaks of, which are not compared. */
  public int notSpokenOf() {
    return unspoken;
  }

  /** How many rows of its lanes have no time, and so no place in a window. */
  public int untimed() {
    return untimed;
  }

  /** The least offset of a compared row; 0 when there is none. */
  public long firstOffset() {
    return offsets.length == 0 ? 0 : offsets[0];
  }

  /** The greatest offset of a compared row; 0 when there is none. */
  public long lastOffset() {
    return offsets.length == 0 ? 0 : offsets[offsets.length - 1];
  }

  /** The place of a row in the order of offsets, -1 when it is not compared on this side. */
  public int placeOf(int row) {
    int found = Arrays.binarySearch(ascending, row);
    return found < 0 ? -1 : places.length == 0 ? found : places[found];
  }

  /** A row by its place in the order of offsets. */
  public int row(int position) {
    return rows[position];
  }

  /** The number of the act of a row, in the comparison's list. */
  public int act(int position) {
    return actOf[position];
  }

  /** Nanoseconds from the zero of its unit to a row. */
  public long offset(int position) {
    return offsets[position];
  }
}
