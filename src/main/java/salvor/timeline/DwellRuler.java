package salvor.timeline;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntPredicate;
import salvor.baseline.Verdicts;
import salvor.evidence.Kind;
import salvor.evidence.Observations;

/**
 * The milestones of an incident: those that the observations show by themselves, and those that a
 * person set, which count more. A missing one stays open and is never taken for zero.
 *
 * @param firstOut the row of the first OUT or NEAR; -1 when there is none
 * @param lastOut the row of the last OUT or NEAR; -1 when there is none
 * @param seen what the observations show: the first OUT as the earliest possible compromise, and
 *     the sensor's first alert from there on
 * @param set what a person set
 * @param cutOff what the record of the response says of the pods' isolation
 */
public record DwellRuler(
    int firstOut,
    int lastOut,
    Map<Milestone, Point> seen,
    Map<Milestone, Point> set,
    CutOff cutOff) {
  /** The row of what no event shows. */
  public static final int NO_ROW = -1;

  /**
   * Where a milestone stands.
   *
   * @param row its observation; {@link #NO_ROW} for what a record of the response tells
   * @param time the time of it, in nanoseconds since 1970
   */
  public record Point(int row, long time) {}

  /** A length of time between two milestones. */
  public enum Bracket {
    DWELL("compromise to alert", Milestone.COMPROMISE_POSSIBLE, Milestone.FIRST_ALERT),
    DETECT_TO_ISOLATE("detect to isolate", Milestone.FIRST_ALERT, Milestone.ISOLATED),
    ISOLATE_TO_EVIDENCE("isolate to evidence", Milestone.ISOLATED, Milestone.EVIDENCE_COMPLETE),
    CONTAIN_TO_FIX("contain to fix", Milestone.ISOLATED, Milestone.FIX_ROLLED_OUT);

    private final String words;
    private final Milestone from;
    private final Milestone to;

    Bracket(String words, Milestone from, Milestone to) {
      this.words = words;
      this.from = from;
      this.to = to;
    }

    /** What it is called. */
    public String words() {
      return words;
    }

    /** Where it begins. */
    public Milestone from() {
      return from;
    }

    /** Where it ends. */
    public Milestone to() {
      return to;
    }
  }

  /**
   * Two milestones whose times stand in the wrong order.
   *
   * @param first what should have come first
   * @param then what came before it
   */
  public record Disorder(Milestone first, Milestone then) {}

  /** What must not come before what; evidence of a pod that still talks or is gone is no proof. */
  private static final List<Disorder> ORDER =
      List.of(
          new Disorder(Milestone.ISOLATED, Milestone.EVIDENCE_COMPLETE),
          new Disorder(Milestone.EVIDENCE_COMPLETE, Milestone.TERMINATED),
          new Disorder(Milestone.COMPROMISE_POSSIBLE, Milestone.COMPROMISE_CONFIRMED),
          new Disorder(Milestone.COMPROMISE_POSSIBLE, Milestone.FIRST_ALERT),
          new Disorder(Milestone.FIRST_ALERT, Milestone.ISOLATED),
          new Disorder(Milestone.ISOLATED, Milestone.FIX_ROLLED_OUT));

  public DwellRuler {
    seen = copy(seen);
    set = copy(set);
  }

  private static Map<Milestone, Point> copy(Map<Milestone, Point> points) {
    EnumMap<Milestone, Point> copy = new EnumMap<>(Milestone.class);
    copy.putAll(points);
    return Collections.unmodifiableMap(copy);
  }

  /** The ruler of what a model shows; nobody set anything. */
  public static DwellRuler of(TimelineModel model) {
    Extent ordinary = model.ordinary(); // an impossible time says nothing of how long it went on
    int first = next(model, ordinary.from() - 1);
    if (first < 0 || first >= ordinary.to()) {
      return new DwellRuler(-1, -1, Map.of(), Map.of(), CutOff.NONE);
    }
    int last = previous(model, ordinary.to());
    return seen(model.observations(), first, last, model::shows);
  }

  /**
   * The ruler of all observations, without a timeline of them; nobody set anything. Looks at each
   * at most once.
   */
  public static DwellRuler of(Observations observations, Verdicts verdicts) {
    byte[] classes = DrawingClass.ofJudgements(verdicts);
    IntBuffer perRow = verdicts.perRow();
    Extent ordinary = Extent.of(observations);
    int first = ordinary.from();
    while (first < ordinary.to() && !counts(DrawingClass.at(classes[perRow.get(first)]))) {
      first++;
    }
    if (first >= ordinary.to()) {
      return new DwellRuler(-1, -1, Map.of(), Map.of(), CutOff.NONE);
    }
    int last = ordinary.to() - 1;
    while (!counts(DrawingClass.at(classes[perRow.get(last)]))) {
      last--;
    }
    return seen(observations, first, last, _ -> true);
  }

  private static DwellRuler seen(
      Observations observations, int first, int last, IntPredicate shows) {
    Map<Milestone, Point> seen = new EnumMap<>(Milestone.class);
    seen.put(Milestone.COMPROMISE_POSSIBLE, point(observations, first));
    int row = first;
    while (row < observations.timed()
        && !(observations.kind(row) == Kind.ALERT && shows.test(row))) {
      row++;
    }
    if (row < observations.timed()) {
      seen.put(Milestone.FIRST_ALERT, point(observations, row));
    }
    return new DwellRuler(first, last, seen, Map.of(), CutOff.NONE);
  }

  private static Point point(Observations observations, int row) {
    return new Point(row, observations.time(row));
  }

  private static int next(TimelineModel model, int row) {
    int next = model.nextOut(row);
    while (next >= 0 && !counts(model.drawingClass(next))) {
      next = model.nextOut(next);
    }
    return next;
  }

  private static int previous(TimelineModel model, int row) {
    int previous = model.previousOut(row);
    while (previous >= 0 && !counts(model.drawingClass(previous))) {
      previous = model.previousOut(previous);
    }
    return previous;
  }

  private static boolean counts(DrawingClass shown) {
    return shown.compareTo(DrawingClass.NEAR) >= 0;
  }

  /**
   * The ruler with what a person set, in place of all that was set before; rows without a time are
   * left out.
   */
  public DwellRuler with(Map<Milestone, Integer> rows, Observations observations) {
    Map<Milestone, Point> points = new EnumMap<>(Milestone.class);
    rows.forEach((milestone, row) -> {
      if (row >= 0 && row < observations.timed()) {
        points.put(milestone, point(observations, row));
      }
    });
    return new DwellRuler(firstOut, lastOut, seen, points, cutOff);
  }

  /** The ruler with what the record of the response says, in place of what it said before. */
  public DwellRuler with(CutOff recorded) {
    return new DwellRuler(firstOut, lastOut, seen, set, recorded);
  }

  /**
   * Where a milestone stands; empty when it is open. What a person set counts. Without that a pod
   * is isolated only as it was verified, and as long as nothing says less.
   */
  public Optional<Point> point(Milestone milestone) {
    Point own = set.get(milestone);
    if (own != null) {
      return Optional.of(own);
    }
    if (isRecorded(milestone)) {
      return Optional.ofNullable(cutOff.since()).map(time -> new Point(NO_ROW, time));
    }
    Point confirmed = set.get(Milestone.COMPROMISE_CONFIRMED);
    Point shown = seen.get(milestone);
    if (milestone == Milestone.COMPROMISE_POSSIBLE
        && confirmed != null
        && (shown == null || confirmed.time() < shown.time())) {
      return Optional.of(confirmed); // it was possible then at the latest
    }
    return Optional.ofNullable(shown);
  }

  /** Whether a person set a milestone. */
  public boolean isSet(Milestone milestone) {
    return set.containsKey(milestone);
  }

  /** Whether a milestone has a flag of its own: it was set, is told by a record, or is seen. */
  public boolean isKnown(Milestone milestone) {
    return isSet(milestone) || isRecorded(milestone) || seen.containsKey(milestone);
  }

  /** How many milestones are known. */
  public int known() {
    return (int) Arrays.stream(Milestone.values()).filter(this::isKnown).count();
  }

  /** Whether a record of the response tells a milestone, and no person set it. */
  public boolean isRecorded(Milestone milestone) {
    return milestone == Milestone.ISOLATED && !isSet(milestone) && cutOff.since() != null;
  }

  /** What ended the isolation that had been verified, while it is ended and nobody set another. */
  public Optional<CutOff.Lapse> lapse() {
    return isSet(Milestone.ISOLATED) ? Optional.empty() : cutOff.ended();
  }

  /**
   * How long a bracket lasts by now, in nanoseconds: empty when it has not begun or has ended, or
   * now is before it.
   */
  public OptionalLong running(Bracket bracket, long now) {
    Optional<Point> from = point(bracket.from());
    return from.isEmpty() || point(bracket.to()).isPresent() || now < from.get().time()
        ? OptionalLong.empty()
        : OptionalLong.of(now - from.get().time());
  }

  /**
   * The length of a bracket in nanoseconds, negative when its ends stand in the wrong order; empty
   * while one of them is open.
   */
  public OptionalLong length(Bracket bracket) {
    return between(bracket.from(), bracket.to());
  }

  /** From a milestone to another, in nanoseconds; empty while one of them is open. */
  OptionalLong between(Milestone first, Milestone then) {
    Optional<Point> from = point(first);
    Optional<Point> to = point(then);
    return from.isEmpty() || to.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(to.get().time() - from.get().time());
  }

  /** From the first that is out of profile to the last, in nanoseconds; empty when nothing is. */
  public OptionalLong extent(Observations observations) {
    return firstOut < 0
        ? OptionalLong.empty()
        : OptionalLong.of(observations.time(lastOut) - observations.time(firstOut));
  }

  /** What stands in the wrong order, the gravest first. */
  public List<Disorder> disorders() {
    List<Disorder> wrong = new ArrayList<>();
    for (Disorder pair : ORDER) {
      Optional<Point> first = point(pair.first());
      Optional<Point> then = point(pair.then());
      if (first.isPresent() && then.isPresent() && then.get().time() < first.get().time()) {
        wrong.add(pair);
      }
    }
    return wrong;
  }
}
