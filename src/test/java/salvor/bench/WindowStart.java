package salvor.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * Measures from the start of a process to its first complete picture on the screen, from outside:
 * Xvfb keeps its frame buffer in a file ({@code -fbdir}), and that file is watched. The product
 * knows nothing of it.
 *
 * <p>{@code WindowStart FRAME_BUFFER ROUNDS NAME=PROGRAM... [-- ARGUMENT...]}: the programs in
 * turn, each round, all with the same arguments.
 */
final class WindowStart {
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(60);
  private static final int STEP = 8;

  private record Start(long wallMs, long cpuMs) {}

  private final MappedByteBuffer screen;
  private final int pixels;
  private final int width;
  private final int height;
  private final int stride;
  private List<String> arguments = List.of();

  /** Maps the X window dump (XWD) that Xvfb writes to; its header is a row of big-endian words. */
  private WindowStart(Path frameBuffer) throws IOException {
    try (FileChannel file = FileChannel.open(frameBuffer)) {
      screen = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size());
    }
    width = screen.getInt(4 * 4);
    height = screen.getInt(5 * 4);
    stride = screen.getInt(12 * 4);
    pixels = screen.getInt(0) + 12 * screen.getInt(19 * 4);
  }

  static void main(String[] args) throws Exception {
    WindowStart watch = new WindowStart(Path.of(args[0]));
    int rounds = Integer.parseInt(args[1]);
    List<String> names = new ArrayList<>();
    List<Path> programs = new ArrayList<>();
    List<String> rest = Arrays.asList(args).subList(2, args.length);
    int dashes = rest.contains("--") ? rest.indexOf("--") : rest.size();
    watch.arguments = rest.subList(Math.min(dashes + 1, rest.size()), rest.size());
    for (String named : rest.subList(0, dashes)) {
      names.add(named.substring(0, named.indexOf('=')));
      programs.add(Path.of(named.substring(named.indexOf('=') + 1)));
    }
    Path scratch = Files.createTempDirectory("salvor-start");
    int[] complete = watch.completePicture(programs.getFirst(), scratch);
    List<List<Start>> taken = new ArrayList<>();
    programs.forEach(_ -> taken.add(new ArrayList<>()));
    for (int round = -1; round < rounds; round++) { // the first one warms the page cache
      for (int i = 0; i < programs.size(); i++) {
        Start start = watch.start(programs.get(i), scratch, complete);
        if (round >= 0) {
          taken.get(i).add(start);
        }
      }
    }
    print(names, taken);
  }

  private static void print(List<String> names, List<List<Start>> taken) {
    System.out.println(
        "| process start to complete window | minimum [ms] | median [ms] | of the first row |"
            + " CPU, median [ms] | of the first row |");
    System.out.println("|---|---:|---:|---:|---:|---:|");
    for (int i = 0; i < names.size(); i++) {
      long[] wall = sorted(taken.get(i), Start::wallMs);
      long[] cpu = sorted(taken.get(i), Start::cpuMs);
      long firstWall = median(sorted(taken.getFirst(), Start::wallMs));
      long firstCpu = median(sorted(taken.getFirst(), Start::cpuMs));
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %d | %.2f | %d | %.2f |%n",
          names.get(i),
          wall[0],
          median(wall),
          median(wall) / (double) firstWall,
          median(cpu),
          median(cpu) / (double) firstCpu);
    }
  }

  private static long[] sorted(List<Start> starts, ToLongFunction<Start> what) {
    return starts.stream().mapToLong(what).sorted().toArray();
  }

  private static long median(long[] sorted) {
    return sorted[sorted.length / 2];
  }

  private Process begin(Path program, Path scratch) throws IOException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_DATA_HOME", scratch.toString());
    builder.environment().put("NO_AT_BRIDGE", "1");
    builder.environment().put("GDK_BACKEND", "x11");
    return builder
        .redirectErrorStream(true)
        .redirectOutput(scratch.resolve("log").toFile())
        .start();
  }

  private void end(Process process, int[] empty) throws Exception {
    process.destroy();
    process.waitFor();
    long end = System.nanoTime() + PATIENCE_NS;
    while (alike(empty) < 0.99 && System.nanoTime() < end) {
      Thread.sleep(20);
    }
  }

  /** What the screen looks like once nothing has changed for two seconds. */
  private int[] completePicture(Path program, Path scratch) throws Exception {
    int[] empty = grid();
    Process process = begin(program, scratch);
    int[] seen = empty;
    long end = System.nanoTime() + PATIENCE_NS;
    while (true) {
      Thread.sleep(2000);
      int[] now = grid();
      if (!Arrays.equals(now, empty) && Arrays.equals(now, seen)) {
        break;
      }
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IllegalStateException(
            "no window came: " + Files.readString(scratch.resolve("log")));
      }
      seen = now;
    }
    end(process, empty);
    return seen;
  }

  private Start start(Path program, Path scratch, int[] complete) throws Exception {
    int[] empty = grid();
    long begun = System.nanoTime();
    Process process = begin(program, scratch);
    while (alike(complete) < 0.99) {
      Thread.sleep(2);
      if (System.nanoTime() - begun > PATIENCE_NS) {
        throw new IllegalStateException("no window within a minute of " + program);
      }
    }
    long wall = System.nanoTime() - begun;
    Duration cpu = process.info().totalCpuDuration().orElse(Duration.ZERO);
    end(process, empty);
    return new Start(wall / 1_000_000, cpu.toMillis());
  }

  private int[] grid() {
    int columns = width / STEP;
    int[] grid = new int[columns * (height / STEP)];
    ByteBuffer bytes = screen.duplicate();
    for (int i = 0; i < grid.length; i++) {
      grid[i] = bytes.getInt(pixels + i / columns * STEP * stride + i % columns * STEP * 4);
    }
    return grid;
  }

  private double alike(int[] other) {
    int[] now = grid();
    int same = 0;
    for (int i = 0; i < now.length; i++) {
      same += now[i] == other[i] ? 1 : 0;
    }
    return same / (double) now.length;
  }
}
