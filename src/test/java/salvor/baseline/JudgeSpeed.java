package salvor.baseline;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import salvor.evidence.Activity;
import salvor.evidence.Assembly;
import salvor.evidence.Endpoint;
import salvor.evidence.Evidence;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.evidence.Rows;
import salvor.evidence.Tables;
import salvor.ingest.Import;
import salvor.ingest.Limits;
import salvor.ingest.falco.Falco;
import salvor.jobs.Progress;
import salvor.workload.Inventory;
import salvor.workload.Location;

/**
 * Measures learning from a recording and judging it by what was learned, or, without one, judging a
 * million rows that are all different and that no baseline knows; not a test.
 *
 * <p>{@code java salvor.baseline.JudgeSpeed [FALCO_FILE [once]]}; {@code once} only learns, as the
 * first thing that the process does with what it read.
 */
final class JudgeSpeed {
  private JudgeSpeed() {}

  static void main(String... files) throws Exception {
    if (files.length > 0) {
      learn(Path.of(files[0]), files.length > 1);
      return;
    }
    Observations million = million(1_000_000);
    for (int i = 0; i < 3; i++) {
      long begin = System.nanoTime();
      Verdicts verdicts = new Judge(List.of(), Inventory.EMPTY).judge(million, Progress.NONE);
      System.out.println(
          (System.nanoTime() - begin) / 1_000_000
              + " ms, "
              + verdicts.judgements().size()
              + " judgements");
    }
  }

  private static void learn(Path file, boolean once) throws Exception {
    long start = System.nanoTime();
    Evidence evidence =
        new Import(List.of(new Falco()), Limits.ORDINARY)
            .read(List.of(file), Progress.NONE)
            .evidence();
    Observations rows = evidence.observations();
    long read = System.nanoTime() - start;
    System.out.printf(
        "%,d rows read in %,d ms, %,d MB%n", rows.size(), read / 1_000_000, megabytes());
    for (int i = 0; i < (once ? 1 : 4); i++) {
      long begin = System.nanoTime();
      List<Profile> profiles =
          Learner.learn(
              rows, evidence.inventory(), evidence.sources(), Learning.ALL, Progress.NONE);
      long learned = System.nanoTime();
      int elements = profiles.stream().mapToInt(p -> p.elements().size()).sum();
      System.out.printf(
          "learned %,d elements of %,d containers in %,d ms, %.2f times the reading, %,d MB%n",
          elements,
          profiles.size(),
          (learned - begin) / 1_000_000,
          (double) (learned - begin) / read,
          megabytes());
      if (!once) {
        judge(profiles, evidence);
      }
    }
  }

  private static void judge(List<Profile> profiles, Evidence evidence) {
    long begin = System.nanoTime();
    Verdicts verdicts =
        new Judge(profiles, evidence.inventory()).judge(evidence.observations(), Progress.NONE);
    System.out.printf(
        "judged in %,d ms (%,d judgements)%n",
        (System.nanoTime() - begin) / 1_000_000, verdicts.judgements().size());
  }

  private static long megabytes() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
  }

  private static Observations million(int rows) {
    Tables tables = new Tables();
    Rows columns = new Rows(rows);
    for (int i = 0; i < rows; i++) {
      boolean start = (i & 1) == 0;
      ProcessInfo process =
          new ProcessInfo(
              i,
              i,
              i + "@1",
              "/usr/bin/python3",
              "python3",
              start ? "python3 /app/job.py --id " + i : "python3 /app",
              null,
              0,
              new ProcessInfo.Parent(1, "1@1", "/bin/sh", "sh", "sh -c x"));
      Activity activity =
          start
              ? new Activity.ProcessStarted()
              : new Activity.ConnectionOpened(
                  new Endpoint("10.0.0.1", 30000 + i % 30000, null),
                  new Endpoint("203.0." + (i >> 8) % 256 + "." + i % 256, 1 + i % 60000, null),
                  "tcp");
      Location at =
          new Location(
              "n",
              "shop",
              "web-" + i % 50,
              null,
              "web",
              "0123456789" + (10 + i % 50),
              null,
              null,
              null);
      columns.add(
          new Observation(
              new ObservedTime(i * 1000L, "" + i),
              at,
              process,
              activity,
              Set.of(),
              new RecordRef(0, i + 1, i, 1)),
          tables);
    }
    return Assembly.of(List.of(new Assembly.Part(columns, tables)));
  }
}
