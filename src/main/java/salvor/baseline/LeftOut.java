package salvor.baseline;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.jobs.Progress;

/**
 * What of a recording is not learned from, whatever it says.
 *
 * @param untimed observations without a time
 * @param outside observations outside of the window, or while the incident may have been under way
 * @param alerts alerts in the window, by rule, that are no log of all there is
 * @param read how many observations are left to learn from
 */
public record LeftOut(int untimed, int outside, SortedMap<String, Integer> alerts, int read) {
  private static final int STEP = 1 << 16;

  /** Counts it. */
  public static LeftOut of(Observations all, Learning learning, Progress progress) {
    int end = all.timed();
    List<Window> windows =
        end == 0 ? List.of() : learning.windows(all.time(0), all.time(end - 1) + 1);
    int outside = 0;
    int read = 0;
    SortedMap<String, Integer> alerts = new TreeMap<>();
    for (int row = 0; row < end; row++) {
      if (row % STEP == 0) {
        progress.at(row, end, "counting");
      }
      long time = all.time(row);
      if (windows.stream().noneMatch(w -> time >= w.from() && time < w.until())) {
        outside++;
      } else if (all.kind(row) == Kind.ALERT
          && all.activity(all.activityId(row)) instanceof Activity.Alert alert
          && !learning.telemetry().contains(alert.rule())) {
        alerts.merge(alert.rule(), 1, Integer::sum);
      } else {
        read++;
      }
    }
    return new LeftOut(all.size() - end, outside, alerts, read);
  }

  /** How many alerts. */
  public int alertCount() {
    return alerts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
