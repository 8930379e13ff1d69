package salvor.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Programs that run in turn, each in a process of its own, and how long they take. */
final class SideBySide {
  private final String what;
  private final double[][] seconds;

  /**
   * @param programs how many there are
   * @param rounds how often each runs
   */
  SideBySide(String what, int programs, int rounds) {
    this.what = what;
    this.seconds = new double[programs][rounds];
  }

  /** Runs one of them once. */
  void run(int program, int round, Path output, String... command) throws Exception {
    long begin = System.nanoTime();
    int status =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
            .waitFor();
    if (status != 0) {
      throw new IOException(List.of(command) + " ended with " + status);
    }
    seconds[program][round] += (System.nanoTime() - begin) / 1e9;
  }

  private double median(int program) {
    double[] sorted = seconds[program].clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** How long one took in each round, its median, and how much faster it was than another. */
  String told(int program, String name, int other) {
    StringBuilder all = new StringBuilder();
    for (double each : seconds[program]) {
      all.append(String.format(Locale.ROOT, " %.2f", each));
    }
    return String.format(
        Locale.ROOT,
        "%s, %s:%s s, median %.2f s, %.2f times the speed",
        what,
        name,
        all,
        median(program),
        median(other) / median(program));
  }
}
