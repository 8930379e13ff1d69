package salvor.timeline;

import salvor.baseline.Judgement;
import salvor.baseline.Verdicts;
import salvor.jobs.Pieces;
import salvor.jobs.Progress;

/**
 * How an observation is drawn: the verdict, refined by its reason. Derived, never stored. The order
 * is from the most ordinary to the worst: where several observations share a pixel, the worst of
 * them is drawn.
 */
public enum DrawingClass {
  /** As the baseline says. */
  IN,
  /** Cannot be judged; never to look like {@link #IN}. */
  UNKNOWN,
  /** Outside of the profile, and a declared cause accounts for it. */
  EXPLAINED,
  /** More often or less often than ever. */
  RATE,
  /** Verdict OUT, and the nearest known element differs in a single field. */
  NEAR,
  /** Verdict OUT. */
  OUT;

  private static final DrawingClass[] ALL = values();

  /** The class of what was judged so. */
  public static DrawingClass of(Judgement judgement) {
    return switch (judgement.verdict()) {
      case IN -> IN;
      case UNKNOWN -> UNKNOWN;
      case EXPLAINED -> EXPLAINED;
      case OUT ->
          switch (judgement.reason()) {
            case NEW_PARENT, NEW_ARG_SHAPE, NEW_PORT, NEW_PHASE ->
                judgement.differences().size() == 1 ? NEAR : OUT;
            case RATE_HIGH, RATE_SILENT -> RATE;
            default ->
                OUT; // the reasons are open-ended by design: whatever else is OUT is drawn as such
          };
    };
  }

  /** The ordinal of the class of each judgement, by its number. */
  public static byte[] ofJudgements(Verdicts verdicts) {
    byte[] classes = new byte[verdicts.judgements().size()];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = (byte) of(verdicts.judgements().get(i)).ordinal();
    }
    return classes;
  }

  /** The ordinal of the class of each row. */
  static byte[] ofRows(int size, Verdicts verdicts) {
    byte[] ofJudgement = ofJudgements(verdicts);
    byte[] classes = new byte[size];
    Pieces.all(
        (size + Pieces.ROWS - 1) / Pieces.ROWS,
        Progress.NONE,
        "Building the timeline",
        piece -> {
          int end = Math.min(size, (piece + 1) * Pieces.ROWS);
          for (int row = piece * Pieces.ROWS; row < end; row++) {
            classes[row] = ofJudgement[verdicts.perRow().get(row)];
          }
        });
    return classes;
  }

  /** The class with this ordinal. */
  public static DrawingClass at(int ordinal) {
    return ALL[ordinal];
  }

  /** Whether the verdict is OUT. */
  public boolean isOut() {
    return ordinal() >= RATE.ordinal();
  }
}
