package salvor.timeline;

import salvor.evidence.Observations;

/**
 * How many observations there are over a range of time, column by column: what is shown, over the
 * ghost of all there is.
 *
 * @param viewport the range, its columns being those of the density
 * @param shown how many of each column the filter keeps
 * @param all how many there are in each column
 * @param worst the worst class shown in each column, as its ordinal plus 1; 0 for none
 */
public record Density(Viewport viewport, int[] shown, int[] all, byte[] worst) {

  /** The density of everything, on so many columns. Reads every row once. */
  public static Density of(TimelineModel model, int width) {
    return of(model, Viewport.fitting(model.first(), model.last(), width, 1, 1));
  }

  /** The density of a window. Reads every row of it once. */
  public static Density of(TimelineModel model, Viewport viewport) {
    int[] shown = new int[viewport.cells()];
    int[] all = new int[viewport.cells()];
    byte[] worst = new byte[viewport.cells()];
    Observations observations = model.observations();
    long nanos = viewport.nanosPerPixel();
    int cell = 0;
    long edge = nanos;
    for (int row = observations.firstAtOrAfter(viewport.from());
        row < observations.timed();
        row++) {
      long offset = observations.time(row) - viewport.from();
      if (offset >= edge) {
        if (offset >= viewport.span() || offset < 0) {
          break;
        }
        cell = (int) (offset / nanos);
        edge = (cell + 1) * nanos;
      }
      all[cell]++;
      if (model.shows(row)) {
        shown[cell]++;
        worst[cell] = (byte) Math.max(worst[cell], model.drawingClass(row).ordinal() + 1);
      }
    }
    return new Density(viewport, shown, all, worst);
  }

  /** The most in any column, shown or not. */
  public int most() {
    int most = 0;
    for (int count : all) {
      most = Math.max(most, count);
    }
    return most;
  }
}
