package salvor.baseline;

import java.util.List;
import java.util.Set;
import salvor.evidence.Activity;
import salvor.evidence.Assembly;
import salvor.evidence.Endpoint;
import salvor.evidence.Observation;
import salvor.evidence.Observations;
import salvor.evidence.ObservedTime;
import salvor.evidence.ProcessInfo;
import salvor.evidence.RecordRef;
import salvor.evidence.Rows;
import salvor.evidence.Tables;
import salvor.jobs.Progress;
import salvor.workload.Inventory;
import salvor.workload.Location;

/** Measures judging a million rows that are all different and that no baseline knows; not a test. */
final class JudgeSpeed {
  private JudgeSpeed() {}

  static void main() {
    Observations million = million(1_000_000);
    for (int i = 0; i < 3; i++) {
      long begin = System.nanoTime();
      Verdicts verdicts = new Judge(List.of(), Inventory.EMPTY).judge(million, Progress.NONE);
      System.out.println((System.nanoTime() - begin) / 1_000_000 + " ms, " + verdicts.judgements().size() + " judgements");
    }
  }

  private static Observations million(int rows) {
    Tables tables = new Tables();
    Rows columns = new Rows(rows);
    for (int i = 0; i < rows; i++) {
      boolean start = (i & 1) == 0;
      ProcessInfo process =
          new ProcessInfo(i, i, i + "@1", "/usr/bin/python3", "python3", start ? "python3 /app/job.py --id " + i : "python3 /app",
              null, 0, new ProcessInfo.Parent(1, "1@1", "/bin/sh", "sh", "sh -c x"));
      Activity activity =
          start
              ? new Activity.ProcessStarted()
              : new Activity.ConnectionOpened(
                  new Endpoint("10.0.0.1", 30000 + i % 30000, null), new Endpoint("203.0." + (i >> 8) % 256 + "." + i % 256, 1 + i % 60000, null), "tcp");
      Location at = new Location("n", "shop", "web-" + i % 50, null, "web", "0123456789" + (10 + i % 50), null, null, null);
      columns.add(
          new Observation(new ObservedTime(i * 1000L, "" + i), at, process, activity, Set.of(), new RecordRef(0, i + 1, i, 1)),
          tables);
    }
    return Assembly.of(List.of(new Assembly.Part(columns, tables)));
  }
}
