package salvor.timeline;

import java.util.Arrays;
import java.util.Locale;

/**
 * Measures the timeline: build, memory, window query, painting. Run it as a program; the arguments are the number of rows and
 * of lanes, 10 million and 200 by default.
 */
public final class TimelineBenchmark {
  private static final int WIDTH = 1600;
  private static final int HEIGHT = 900;
  private static final int VISIBLE = 45;

  private TimelineBenchmark() {}

  public static void main(String[] args) {
    int rows = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
    int lanes = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    Synthetic.Made made = Synthetic.needle(rows, lanes, 72L * 3600 * 1_000_000_000L, 42);
    System.out.printf(Locale.ROOT, "%,d observations, %d lanes, 72 h, %d processors%n", rows, lanes,
        Runtime.getRuntime().availableProcessors());
    TimelineModel model = made.model();
    double[] builds = new double[5];
    for (int i = 0; i < builds.length; i++) {
      long begin = System.nanoTime();
      model = made.model();
      builds[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(builds);
    System.out.printf(Locale.ROOT, "build             %8.0f ms (median of 5)%n", builds[2]);
    System.out.printf(Locale.ROOT, "memory            %8.1f B an observation, and 8 of time%n", model.bytes() / (double) rows);
    Viewport all = Viewport.fitting(model.first(), model.last(), WIDTH, HEIGHT, 20);
    System.out.println("window            query of 1600 x 45 [ms]   paint 1600x900 [ms]   (median of 31)");
    Lanes visible = model.lanes();
    for (int zoom = 0; zoom <= 40; zoom += 2) {
      Viewport viewport = all.zoomed(Math.pow(2, -zoom), WIDTH / 2).centred(model.observations().time(made.needle()));
      System.out.printf(Locale.ROOT, "%,20d ns/px %12.3f %20.3f%n", viewport.nanosPerPixel(),
          query(model, viewport), paint(model, visible, viewport));
      if (viewport.pixelsPerNano() > 8) {
        break;
      }
    }
  }

  private static double query(TimelineModel model, Viewport viewport) {
    Cells cells = new Cells(viewport.cells());
    var tracks = model.lanes().lines().stream().filter(l -> !l.heading()).limit(VISIBLE).map(l -> model.index(l.lane())).toList();
    return median(
        () -> {
          for (LaneIndex track : tracks) {
            cells.clear();
            track.sweep(viewport, cells);
          }
        });
  }

  private static double paint(TimelineModel model, Lanes lanes, Viewport viewport) {
    int[] pixels = Painter.pixels(viewport);
    Painter painter = new Painter();
    Painter.Style style = new Painter.Style(Palette.LIGHT, BaselineDisplay.FULL, -1);
    return median(() -> painter.paint(model, lanes, viewport, style, pixels));
  }

  private static double median(Runnable work) {
    double[] times = new double[31];
    for (int i = 0; i < 20; i++) {
      work.run();
    }
    for (int i = 0; i < times.length; i++) {
      long begin = System.nanoTime();
      work.run();
      times[i] = (System.nanoTime() - begin) / 1e6;
    }
    Arrays.sort(times);
    return times[times.length / 2];
  }
}
