package salvor.timeline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures the timeline: build, memory, window query, painting. Run it as a program; the arguments
 * are the number of rows and of lanes, 10 million and 200 by default. Beside each build stands how
 * long the sum of all times takes on one processor in the same minute: what a loaded machine makes
 * slower, it makes slower there as well.
 */
public final class TimelineBenchmark {
  private static final int WIDTH = 1600;
  private static final int HEIGHT = 900;
  private static final int VISIBLE = 45;
  private static final long SPAN = 72L * 3600 * 1_000_000_000L;

  private TimelineBenchmark() {}

  public static void main(String[] args) {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
    int lanes = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    System.out.printf(
        Locale.ROOT,
        "%,d observations, %d lanes, 72 h, %d processors%n",
        rows,
        lanes,
        Runtime.getRuntime().availableProcessors());
    measure("evenly spread", Synthetic.needle(rows, lanes, SPAN, 42));
    measure("in bursts", Synthetic.bursts(rows, lanes, SPAN, 42));
  }

  private static void measure(String input, Synthetic.Made made) {
    int rows = made.observations().size();
    TimelineModel model = made.model();
    double[] builds = new double[7];
    double[] sums = new double[builds.length];
    for (int i = 0; i < builds.length; i++) {
      long begin = System.nanoTime();
      model = made.model();
      long between = System.nanoTime();
      long sum = 0;
      for (int row = 0; row < rows; row++) {
        sum += made.observations().time(row);
      }
      sums[i] = (System.nanoTime() - between + (sum == 1 ? 1 : 0)) / 1e6;
      builds[i] = (between - begin) / 1e6;
    }
    Arrays.sort(builds);
    Arrays.sort(sums);
    System.out.printf(
        Locale.ROOT,
        "%n%s%nbuild %17.0f ms (median of 7; a plain sum of the times %.1f ms)%n",
        input,
        builds[3],
        sums[3]);
    Viewport all = Viewport.fitting(model.first(), model.last(), WIDTH, HEIGHT, 20);
    System.out.println(
        "ns a pixel          query 1600 x 45 [ms]      paint 1600x900 [ms]    (median, p95 of 61)");
    for (int zoom = 0; zoom <= 40; zoom++) {
      Viewport viewport =
          all.zoomed(Math.pow(2, -zoom), WIDTH / 2)
              .centred(model.observations().time(made.needle()));
      double[] query = query(model, viewport);
      double[] paint = paint(model, viewport);
      System.out.printf(
          Locale.ROOT,
          "%,19d %10.3f %10.3f %13.3f %10.3f%n",
          viewport.nanosPerPixel(),
          query[30],
          query[57],
          paint[30],
          paint[57]);
      if (viewport.nanosPerPixel() == 1) {
        break;
      }
    }
    System.out.printf(
        Locale.ROOT,
        "memory %16.1f B an observation, with the lives of processes; 8 of time not counted%n",
        model.bytes() / (double) rows);
  }

  private static double[] query(TimelineModel model, Viewport viewport) {
    Cells cells = new Cells(viewport.cells());
    List<LaneIndex> tracks =
        model.lanes().lines().stream()
            .filter(l -> !l.heading())
            .limit(VISIBLE)
            .map(l -> model.index(l.lane()))
            .toList();
    return times(() -> {
      for (LaneIndex track : tracks) {
        cells.clear();
        track.sweep(viewport, cells);
      }
    });
  }

  private static double[] paint(TimelineModel model, Viewport viewport) {
    int[] pixels = Painter.pixels(viewport);
    Painter painter = new Painter();
    Lanes lanes = model.lanes();
    Painter.Style style = new Painter.Style(Palette.LIGHT, BaselineDisplay.FULL, -1);
    return times(() -> painter.paint(model, lanes, viewport, style, pixels));
  }

  private static double[] times(Runnable work) {
    double[] times = new double[61];
    for (int i = 0; i < 15; i++) {
      work.run();
    }
    for (int i = 0; i < times.length; i++) {
      long begin = System.nanoTime();
      work.run();
      times[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(times);
    return times;
  }
}
