package salvor.workbench.fx;

/**
 * How large everything is drawn: letters of a size, rows of a density. The style sheet measures in
 * em and follows by itself; what is measured in pixels is measured here, in pixels at letters of
 * 100 %.
 */
public final class Scale {
  /** How close rows stand. */
  public enum Density {
    COMFORTABLE,
    COMPACT
  }

  private static final double LETTERS = 13;
  private static final double CLOSER = 5;
  private static volatile double letters = 1;
  private static volatile Density density = Density.COMFORTABLE;

  private Scale() {}

  /**
   * Has everything drawn in a size from now on; what is drawn has to be drawn again.
   *
   * @param percent the size of letters
   */
  public static void set(int percent, Density rows) {
    letters = percent / 100.0;
    density = rows;
  }

  /** The size of letters, 1 at 100 %. */
  public static double letters() {
    return letters;
  }

  /** A length that grows with the letters. */
  public static int px(double pixels) {
    return (int) Math.rint(pixels * letters);
  }

  /** The height of a row of letters. */
  public static int row(double pixels) {
    return px(density == Density.COMPACT ? pixels - CLOSER : pixels);
  }

  /** The height of a lane of the timeline. */
  public static int lane() {
    return row(24);
  }

  /** The style of a root whose letters have the size. */
  public static String style() {
    return "-fx-font-size: " + LETTERS * letters + "px;";
  }
}
