package salvor.timeline;

/**
 * How many observations with a time are seen and in which way. Each stands in one of these numbers:
 * full + dimmed + hidden = all with a time. What fits the baseline and is hidden for that is not
 * dimmed by the filter as well.
 *
 * @param full neither dimmed nor hidden
 * @param dimmedByFilter left out by the filter, and faint
 * @param dimmedByBaseline kept by the filter, and faint since it fits
 * @param hiddenByFilter left out by the filter
 * @param hiddenByBaseline not seen since it fits
 */
public record InSight(
    long full,
    long dimmedByFilter,
    long dimmedByBaseline,
    long hiddenByFilter,
    long hiddenByBaseline) {

  /**
   * Counts them; looks at no row.
   *
   * @param dims whether what the filter leaves out is dimmed and not hidden
   */
  public static InSight of(TimelineModel model, BaselineDisplay display, boolean dims) {
    long left = model.hidden();
    long in = model.shown(DrawingClass.IN);
    long leftIn = model.whole().shown(DrawingClass.IN) - in;
    long shown = model.shown();
    return switch (display) {
      case FULL -> new InSight(shown, dims ? left : 0, 0, dims ? 0 : left, 0);
      case DIM -> new InSight(shown - in, dims ? left : 0, in, dims ? 0 : left, 0);
      case HIDE ->
          dims
              ? new InSight(shown - in, left - leftIn, 0, 0, in + leftIn)
              : new InSight(shown - in, 0, 0, left, in);
    };
  }

  /** How many are faint, whatever for. */
  public long dimmed() {
    return dimmedByFilter + dimmedByBaseline;
  }

  /** How many are not seen, whatever for. */
  public long hidden() {
    return hiddenByFilter + hiddenByBaseline;
  }
}
