package salvor.timeline;

/**
 * The shape of a flag, which tells its scope without its colour too: hollow for a pod, solid for an
 * image, solid and large with a notch for the case. As low as half of the lowest lane that has
 * flags, so that the mark below it stays in sight.
 */
public final class Pennant {
  /** How many pixels right of the first of a mark the widest of them reaches. */
  public static final int WIDTH = 11;

  private static final int POLE = 2; // a mark that is OUT is two columns wide at least
  private static final int HEIGHT = 7;
  private static final int LENGTH = 6;

  private Pennant() {}

  /** Draws that of a mark whose first column this is. */
  static void draw(Surface on, int mark, int top, FlagScope scope, int colour, Palette palette) {
    int x = mark + POLE;
    int ground = palette.background();
    int length = scope == FlagScope.CASE ? WIDTH - POLE : LENGTH;
    on.fill(x, top, length + 1, HEIGHT + 1, ground);
    switch (scope) {
      case POD -> {
        triangle(on, x, top, LENGTH, HEIGHT, colour);
        triangle(on, x, top + 2, LENGTH - 3, HEIGHT - 4, ground);
      }
      case IMAGE -> triangle(on, x, top, LENGTH, HEIGHT, colour);
      case CASE -> {
        on.fill(x, top, length, HEIGHT, colour);
        for (int i = 0; i < 3; i++) { // the notch
          on.column(x + length - 1 - i, top + 1 + i, HEIGHT - 2 - 2 * i, ground);
        }
      }
    }
  }

  private static void triangle(Surface on, int x, int top, int length, int height, int colour) {
    for (int i = 0; i < length; i++) {
      int cut = Math.min(height / 2, i * (height + 1) / (2 * length));
      on.column(x + i, top + cut, height - 2 * cut, colour);
    }
  }
}
