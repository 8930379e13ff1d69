package salvor.timeline;

import java.util.Arrays;

/**
 * How many observations with a time are seen and in which way. Each stands in one of these numbers:
 * full + dimmed + hidden = all with a time. What the filter or the baseline hides is not counted
 * once more where its lane is hidden. What fits the baseline and is hidden for that is not dimmed
 * by the filter as well.
 *
 * @param full neither dimmed nor hidden
 * @param dimmedByFilter left out by the filter, and faint
 * @param dimmedByBaseline kept by the filter, and faint since it fits
 * @param hiddenByFilter left out by the filter
 * @param hiddenByBaseline not seen since it fits
 * @param hiddenByLane not seen since its lane is hidden, for no other cause
 */
public record InSight(
    long full,
    long dimmedByFilter,
    long dimmedByBaseline,
    long hiddenByFilter,
    long hiddenByBaseline,
    long hiddenByLane) {

  /**
   * Counts them; looks at no row.
   *
   * @param dims whether what the filter leaves out is dimmed and not hidden
   */
  public static InSight of(TimelineModel model, BaselineDisplay display, boolean dims) {
    long in = model.shown(DrawingClass.IN);
    long leftIn = model.whole().shown(DrawingClass.IN) - in;
    return of(model.shown(), in, model.hidden(), leftIn, display, dims);
  }

  /** The same with what is lost to sight on hidden lanes. */
  public static InSight of(
      TimelineModel model, Lanes lanes, BaselineDisplay display, boolean dims) {
    InSight all = of(model, display, dims);
    long[] kept = new long[DrawingClass.values().length];
    long[] whole = new long[kept.length];
    for (Lane track : lanes.unseen()) {
      model.index(track).count(kept);
      model.whole().index(track).count(whole);
    }
    int in = DrawingClass.IN.ordinal();
    long shown = Arrays.stream(kept).sum();
    long left = Arrays.stream(whole).sum() - shown;
    InSight lost = of(shown, kept[in], left, whole[in] - kept[in], display, dims);
    return new InSight(
        all.full - lost.full,
        all.dimmedByFilter - lost.dimmedByFilter,
        all.dimmedByBaseline - lost.dimmedByBaseline,
        all.hiddenByFilter,
        all.hiddenByBaseline,
        lost.full + lost.dimmed());
  }

  private static InSight of(
      long shown, long in, long left, long leftIn, BaselineDisplay display, boolean dims) {
    return switch (display) {
      case FULL -> new InSight(shown, dims ? left : 0, 0, dims ? 0 : left, 0, 0);
      case DIM -> new InSight(shown - in, dims ? left : 0, in, dims ? 0 : left, 0, 0);
      case HIDE ->
          dims
              ? new InSight(shown - in, left - leftIn, 0, 0, in + leftIn, 0)
              : new InSight(shown - in, 0, 0, left, in, 0);
    };
  }

  /** How many are faint, whatever for. */
  public long dimmed() {
    return dimmedByFilter + dimmedByBaseline;
  }

  /** How many are not seen, whatever for. */
  public long hidden() {
    return hiddenByFilter + hiddenByBaseline + hiddenByLane;
  }
}
