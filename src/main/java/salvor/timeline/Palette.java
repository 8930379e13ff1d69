package salvor.timeline;

/**
 * The colours of the timeline, opaque ARGB. Every class stands at least 3:1 off the background in
 * luminance (the ghost of IN alone is meant to be quiet); the same numbers stand in the window's
 * style sheet.
 *
 * @param background of lanes
 * @param band of every other lane
 * @param heading of a heading's line
 * @param outside of the time before the first and after the last observation
 * @param grid lines of the time axis
 * @param gridMajor lines of whole hours, days
 * @param border between lanes
 * @param ghostLow of a column with a single observation that fits
 * @param ghost of a column full of observations that fit
 * @param unknown what cannot be judged
 * @param explained what has a declared cause
 * @param rate too many or too few
 * @param near nearly fits
 * @param out does not fit
 * @param span the life of a process
 * @param phase a container starts or stops
 * @param gap the ground of a time in which events were lost
 * @param gapEdge its border
 * @param selection the selected observation
 * @param text ordinary text
 * @param quietText text of less weight
 */
public record Palette(
    int background,
    int band,
    int heading,
    int outside,
    int grid,
    int gridMajor,
    int border,
    int ghostLow,
    int ghost,
    int unknown,
    int explained,
    int rate,
    int near,
    int out,
    int span,
    int phase,
    int gap,
    int gapEdge,
    int selection,
    int text,
    int quietText) {

  private static final int FAINT = 120; // parts of 256

  /** For paper and bright rooms. */
  public static final Palette LIGHT =
      new Palette(
          0xFFFFFFFF,
          0xFFF8F9FB,
          0xFFEEF1F5,
          0xFFF1F2F4,
          0xFFE9ECF1,
          0xFFD5DAE2,
          0xFFE3E7ED,
          0xFFDDE6F0,
          0xFFB4C7DC,
          0xFF5F6773,
          0xFF3B5B7A,
          0xFF8E3FA8,
          0xFFB86E00,
          0xFFD0021B,
          0xFF94A7BC,
          0xFF1F7A72,
          0xFFFFFFFF,
          0xFF59616D,
          0xFF0B57D0,
          0xFF1A1F27,
          0xFF5B6472);

  /** For dark rooms. */
  public static final Palette DARK =
      new Palette(
          0xFF14181E,
          0xFF181D24,
          0xFF1F252E,
          0xFF0F1216,
          0xFF222932,
          0xFF323B47,
          0xFF262E38,
          0xFF223041,
          0xFF2F4660,
          0xFF949CA8,
          0xFF9DB8D2,
          0xFFC884E0,
          0xFFF2A71B,
          0xFFFF5A52,
          0xFF54708C,
          0xFF4FB3A9,
          0xFF3A434E,
          0xFFAAB2BD,
          0xFF6CA8FF,
          0xFFE8ECF1,
          0xFF9AA4B1);

  /** The same with the classes other than IN pale, for what is dimmed. */
  Palette faint() {
    return new Palette(
        background,
        band,
        heading,
        outside,
        grid,
        gridMajor,
        border,
        ghostLow,
        ghost,
        pale(unknown),
        pale(explained),
        pale(rate),
        pale(near),
        pale(out),
        span,
        phase,
        gap,
        gapEdge,
        selection,
        text,
        quietText);
  }

  private int pale(int colour) {
    return Surface.mix(background, colour, FAINT);
  }

  /** The colour of a class, at its strongest. */
  public int of(DrawingClass shown) {
    return switch (shown) {
      case IN -> ghost;
      case UNKNOWN -> unknown;
      case EXPLAINED -> explained;
      case RATE -> rate;
      case NEAR -> near;
      case OUT -> out;
    };
  }
}
