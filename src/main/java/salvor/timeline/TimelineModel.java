package salvor.timeline;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdicts;
import salvor.evidence.Evidence;
import salvor.evidence.Observations;
import salvor.jobs.Progress;
import salvor.workload.Inventory;

/**
 * All observations with a time, on their lanes, ready to be asked what is in a pixel. Knows no
 * window and paints nothing; safe for many threads.
 *
 * <p>Its own memory is that of the {@link LaneIndex}, one byte a row, and 16 bytes for each life of
 * a process.
 */
public final class TimelineModel {
  private final TimelineParts parts;
  private final Observations observations;
  private final byte[] classes;
  private final LaneTree tree;
  private final RowFilter filter;
  private final Map<Integer, LaneIndex> indexes;
  private final Map<Integer, SpanIndex> spanIndexes = new ConcurrentHashMap<>();
  private final Gaps gaps;
  private final Spans spans;
  private final long[] totals = new long[DrawingClass.values().length];
  private final List<Flag> flags;
  private final OutRows out;
  private final Extent ordinary;
  private final @Nullable TimelineModel whole;

  private TimelineModel(
      TimelineParts parts,
      RowFilter filter,
      Map<Integer, LaneIndex> indexes,
      @Nullable TimelineModel whole) {
    this.parts = parts;
    this.observations = parts.observations();
    this.classes = parts.classes();
    this.tree = parts.tree();
    this.gaps = parts.gaps();
    this.spans = parts.spans();
    this.filter = filter;
    this.indexes = indexes;
    indexes.values().forEach(i -> i.count(totals));
    this.whole = whole;
    this.ordinary = whole == null ? Extent.of(observations) : whole.ordinary;
    this.flags =
        whole == null
            ? parts.first().flags()
            : whole.flags.stream().filter(flag -> filter.keeps(flag.row())).toList();
    this.out = whole == null ? OutRows.of(classes, observations.timed()) : whole.out.kept(filter);
  }

  /**
   * The timeline of observations and what was judged of them. Takes less than a tenth of a second
   * for a million rows.
   */
  public static TimelineModel of(Observations observations, Verdicts verdicts) {
    return of(observations, verdicts, Inventory.EMPTY, Sensors.NONE, new Present());
  }

  /** The same, with what sources and cluster objects say of sensors and images. */
  public static TimelineModel of(Evidence evidence, Verdicts verdicts) {
    return of(evidence, verdicts, new Present());
  }

  /** The same of a recording that goes on. */
  public static TimelineModel of(Evidence evidence, Verdicts verdicts, Present present) {
    Sensors sensors = Sensors.of(evidence.sources());
    return of(evidence.observations(), verdicts, evidence.inventory(), sensors, present);
  }

  static TimelineModel of(
      Observations observations,
      Verdicts verdicts,
      Inventory inventory,
      Sensors sensors,
      Present present) {
    TimelineParts parts = TimelineParts.of(observations, verdicts, inventory, sensors, present);
    return new TimelineModel(parts, RowFilter.ALL, parts.indexes(), null);
  }

  /**
   * The timeline with only the rows that a filter keeps, whatever this one is filtered by; lanes
   * keep their ids, also where they are empty now. What was first stays first: a flag shows with
   * its row or not at all.
   */
  public TimelineModel filtered(RowFilter rows) {
    return filtered(rows, Progress.NONE);
  }

  /** The same, ended by {@link salvor.jobs.JobCancelled} when the progress says so. */
  public TimelineModel filtered(RowFilter rows, Progress progress) {
    return new TimelineModel(
        parts, rows, LaneIndexes.of(observations, classes, tree, rows, progress), whole());
  }

  /** The timeline that no filter was put on. */
  public TimelineModel whole() {
    return whole == null ? this : whole;
  }

  /**
   * Has ready what {@link #cell} will be asked for, which takes long the first time. Headings hold
   * no marks: an index of all that is below them would keep every row once more.
   */
  public void prepare(Lanes lanes) {
    lanes.lines().stream().filter(line -> !line.heading()).forEach(line -> index(line.lane()));
  }

  /** What it is the timeline of. */
  public Observations observations() {
    return observations;
  }

  /** All lanes. */
  public LaneTree tree() {
    return tree;
  }

  /** One line for each container, node and API client, under their headings. */
  public Lanes lanes() {
    return Lanes.of(tree);
  }

  /** The lanes with one opened or closed: a group its parts, a container its programs. */
  public Lanes toggled(Lanes lanes, Lane lane) {
    LaneIndex index = whole().indexes.get(lane.id());
    if (lane.isTrack() && index != null) {
      tree.open(lane, index);
    }
    return lanes.toggled(lane);
  }

  /** The times in which sources lost events, whatever the filter, in the order of their ends. */
  public List<Gap> gaps() {
    return gaps.all();
  }

  /** The first OUT or NEAR of each thing in a pod, an image and the case, in the order of time. */
  public List<Flag> flags() {
    return flags;
  }

  /** Whether every first has its flag, see {@link FirstSeen#isComplete}. */
  public boolean flagsAreComplete() {
    return parts.first().isComplete();
  }

  /** The flags from one time to another, the second one excluded. */
  public List<Flag> flags(long from, long to) {
    int end = to == Long.MAX_VALUE ? observations.timed() : observations.firstAtOrAfter(to);
    return FirstSeen.between(flags, observations.firstAtOrAfter(from), end);
  }

  /** The flag that stands on a row, whatever the filter. */
  public Optional<Flag> flag(int row) {
    return FirstSeen.between(whole().flags, row, row + 1).stream().findFirst();
  }

  /** Which image each container was started from. */
  public Digests digests() {
    return parts.digests();
  }

  /** How a row is drawn. */
  public DrawingClass drawingClass(int row) {
    return DrawingClass.at(classes[row]);
  }

  /** Whether a row is drawn at all: it has a time and the filter keeps it. */
  public boolean shows(int row) {
    return row >= 0 && row < observations.timed() && filter.keeps(row);
  }

  /** How many of the rows shown are of a class. */
  public long shown(DrawingClass of) {
    return totals[of.ordinal()];
  }

  /** How many rows are shown. */
  public long shown() {
    return Arrays.stream(totals).sum();
  }

  /** How many rows with a time the filter leaves out: shown + hidden = all with a time. */
  public long hidden() {
    return observations.timed() - shown();
  }

  /** How many observations have no time and so no place here. */
  public int untimed() {
    return observations.size() - observations.timed();
  }

  /** The rows whose time can be true, whatever the filter. */
  public Extent ordinary() {
    return ordinary;
  }

  /** The first time that can be true, whatever the filter; 0 when there is none. */
  public long first() {
    return ordinary.to() == 0 ? 0 : observations.time(ordinary.from());
  }

  /** The last time that can be true, whatever the filter; 0 when there is none. */
  public long last() {
    return ordinary.to() == 0 ? 0 : observations.time(ordinary.to() - 1);
  }

  /** Until when something is known: {@link #last}, and of a recording that goes on the present. */
  public long known() {
    return parts.present().last(last());
  }

  /** What is not heard on a lane at a time and was not heard since, the longest silence first. */
  public List<Gap> openGaps(Lane lane, long time) {
    return gaps.openAt(lane, time);
  }

  /** The container's, node's or client's lane that a row stands on. */
  public Lane laneOf(int row) {
    return tree.lane(tree.trackOf(row));
  }

  /** What stands in a pixel column of a lane; null when nothing does. */
  public @Nullable Cell cellAt(Lane lane, Viewport viewport, int x) {
    if (x < 0 || x >= viewport.width()) {
      return null;
    }
    long from = viewport.time(x);
    return cell(lane, from, from + viewport.nanosPerPixel());
  }

  /** What stands on a lane between two times, the second one excluded; null when nothing does. */
  public @Nullable Cell cell(Lane lane, long from, long to) {
    return index(lane).cell(from, to);
  }

  /**
   * The worst that is at most some pixels beside a column, and of that what is nearest; null when
   * nothing is there.
   */
  public @Nullable Cell cellNear(Lane lane, Viewport viewport, int x, int pixels) {
    Cell best = null;
    for (int away = 0; away <= pixels; away++) {
      for (int side = away == 0 ? 1 : -1; side <= 1; side += 2) {
        Cell here = cellAt(lane, viewport, x + side * away);
        if (here != null && (best == null || here.worst().compareTo(best.worst()) > 0)) {
          best = here;
        }
      }
    }
    return best;
  }

  /** The next row shown after a row (-1: the first) that is OUT; -1 when there is none. */
  public int nextOut(int row) {
    return out.next(row);
  }

  /** The last row shown before a row that is OUT; -1 when there is none. */
  public int previousOut(int row) {
    return out.previous(row);
  }

  /** The worst that is shown on a lane in all time; null when nothing is. */
  public @Nullable DrawingClass worst(Lane lane) {
    int mark = index(lane).worst();
    return mark == 0 ? null : DrawingClass.at(mark - 1);
  }

  /**
   * The index of a lane: that of a track, or one made of its tracks or of a program's rows when
   * first asked for.
   */
  LaneIndex index(Lane lane) {
    LaneIndex index = indexes.get(lane.id());
    if (index == null) {
      index = LaneIndex.of(observations.columns().time(), classes, LaneIndexes.rows(this, lane));
      indexes.put(lane.id(), index);
    }
    return index;
  }

  /** Whether a lane's cells are known without a look at its rows, which can take long. */
  public boolean isReady(Lane lane) {
    return lane.isTrack() || indexes.containsKey(lane.id());
  }

  /** The lives of the processes on a lane. */
  SpanIndex spans(Lane lane) {
    return spanIndexes.computeIfAbsent(
        lane.id(), _ -> new SpanIndex(observations.columns().time(), classes, spansOf(lane)));
  }

  private long[] spansOf(Lane lane) {
    boolean program = lane.level() == Lane.Level.PROGRAM && lane.parent() != null;
    List<Lane> tracks = program ? List.of(lane.parent()) : tree.tracks(lane);
    return tracks.stream()
        .flatMapToLong(t -> Arrays.stream(spans.of(t)))
        .filter(
            s -> filter.keeps((int) (s >>> 32)) && (!program || tree.isOf(lane, (int) (s >>> 32))))
        .toArray();
  }

  /** Covers the cells in which a source of a lane lost events, and says whether there are any. */
  boolean sweepGaps(Lane lane, Viewport viewport, Cells covered) {
    return gaps.sweep(lane, viewport, covered);
  }

  /** Covers the cells in which no sensor recorded a lane, and says whether there are any. */
  boolean sweepUnrecorded(Lane lane, Viewport viewport, Cells covered) {
    return coverage().sweep(lane, viewport, first(), known(), covered);
  }

  /** Whether no sensor recorded a lane for a part of all time that is large enough to be seen. */
  public boolean isPartlyUnrecorded(Lane lane) {
    return coverage().isPartly(lane, first(), known());
  }

  /** When sensors recorded which lanes. */
  public Coverage coverage() {
    return parts.coverage();
  }

  /** When containers started and stopped. */
  public LanePhases phases() {
    return parts.phases();
  }

  /** What the timeline keeps in memory beside the observations, in bytes. */
  public long bytes() {
    return classes.length
        + spans.bytes()
        + indexes.values().stream().mapToLong(LaneIndex::bytes).sum()
        + spanIndexes.values().stream().mapToLong(SpanIndex::bytes).sum();
  }
}
