package salvor;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.CRC32;
import salvor.jobs.Jobs;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;

/**
 * The figures of a live investigation: {@code events RATE SECONDS FOLDER} has 20 sensors write RATE
 * lines a second in all, and measures from the moment at which a line is due to its verdict; {@code
 * serve PODS KUBECONFIG} serves so many pods on 200 nodes until it is stopped.
 */
final class LiveFigures {
  private static final int SENSORS = 20;
  private static final Path BASELINE = Path.of("evidence-samples/webshell/baseline.json");

  private LiveFigures() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "events" ->
          events(Double.parseDouble(args[1]), Integer.parseInt(args[2]), Path.of(args[3]));
      case "serve" -> {
        LargeCluster cluster = new LargeCluster(Integer.parseInt(args[1]), 200, 0);
        cluster.writeKubeconfig(Path.of(args[2]));
        System.out.println("serving until stopped");
        new CountDownLatch(1).await();
      }
      default -> throw new IllegalArgumentException(args[0]);
    }
    System.exit(0);
  }

  private record Told(long nanos, LiveCase.Now now) {}

  private static void events(double rate, int seconds, Path folder) throws Exception {
    SensorLoad load = new SensorLoad(SENSORS, rate, seconds);
    LiveJudging judging =
        new LiveJudging(
            Salvor.reader(), Salvor::judge, List.of(BASELINE), LiveJudging.ORDINARY_TAIL);
    LinkedBlockingQueue<Told> told = new LinkedBlockingQueue<>();
    List<Double> rounds = new ArrayList<>();
    List<Double> took = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    long most = 0;
    try (LiveCase live = new LiveCase(load, folder, judging, new Jobs(), InstantSource.system())) {
      live.begin("", now -> told.add(new Told(System.nanoTime(), now)));
      long last = 0;
      long judged = 0;
      while (judged < load.expected() || load.expected() != load.total()) {
        Told next = told.take();
        if (next.now().failed() != null) {
          throw new IllegalStateException(next.now().failed());
        }
        judged = next.now().round().board().lines();
        most = Math.max(most, live.behind().lines());
        if (last != 0) {
          rounds.add((next.nanos() - last) / 1e6);
        }
        last = next.nanos();
        load.due.forEach((pod, due) -> {
          boolean out =
              next.now().round().board().of("shop", pod).map(each -> each.out() > 0).orElse(false);
          if (out && seen.add(pod)) {
            took.add((next.nanos() - due) / 1e6);
          }
        });
      }
      System.out.printf(
          Locale.ROOT,
          "%,d lines of %d sensors, %,.0f a second, written, recorded and judged: %,d; most behind"
              + " %,d%n",
          load.expected(),
          SENSORS,
          rate,
          judged,
          most);
      if (!seen.equals(load.due.keySet())) {
        throw new IllegalStateException("not all found: " + seen.size() + " of " + load.due);
      }
    }
    compare(load, folder);
    say("a line out of profile to its verdict, " + took.size() + " lines", took);
    say("from round to round", rounds);
    memory();
  }

  private static void compare(SensorLoad load, Path folder) throws IOException {
    for (int sensor = 0; sensor < SENSORS; sensor++) {
      CRC32 sum = new CRC32();
      long bytes = 0;
      Path of = folder.resolve("sensors/falco_falco-" + sensor + "_falco");
      try (var files = Files.list(of)) {
        for (Path file : files.sorted().toList()) {
          if (!file.endsWith("chunks.jsonl")) {
            byte[] read = Files.readAllBytes(file);
            sum.update(read);
            bytes += read.length;
          }
        }
      }
      if (sum.getValue() != load.sums[sensor].getValue()) {
        throw new IllegalStateException("not what sensor " + sensor + " wrote: " + bytes);
      }
    }
    System.out.println("the files hold what the sensors wrote, byte for byte");
  }

  private static void say(String what, List<Double> millis) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "%-60s median %.0f, 95 of 100 %.0f, slowest %.0f ms%n",
        what,
        sorted[sorted.length / 2],
        sorted[(int) (sorted.length * 0.95)],
        Arrays.stream(sorted).max().orElse(0));
  }

  private static void memory() throws Exception {
    System.gc();
    Thread.sleep(300);
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    long cpu =
        ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime();
    System.out.printf(
        Locale.ROOT,
        "%,d MB of objects at the end; %.1f s of processor in %.1f s%n",
        (runtime.totalMemory() - runtime.freeMemory()) >> 20,
        cpu / 1e9,
        ManagementFactory.getRuntimeMXBean().getUptime() / 1e3);
  }
}
