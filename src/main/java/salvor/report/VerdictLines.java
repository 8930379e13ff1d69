package salvor.report;

import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Visible;
import salvor.live.Board;
import salvor.live.PodVerdict;
import salvor.triage.Finding;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tells each pod whose verdict became worse since the last time, one line for each. */
public final class VerdictLines {
  private static final int LONGEST = 160;
  private static final long BILLION = 1_000_000_000L;
  private final Map<String, Integer> told = new HashMap<>();
  private final boolean json;
  private final String cluster;

  /**
   * Nothing told yet.
   *
   * @param json lines of JSON for machines, in place of lines for people
   * @param cluster names the cluster in each line; empty when there is but one
   */
  public VerdictLines(boolean json, String cluster) {
    this.json = json;
    this.cluster = cluster;
  }

  /** Tells what is new; gives how many pods are out of profile now. */
  public int tell(PrintWriter out, Board board, List<Finding> findings, Instant now) {
    board.pods().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .filter(pod -> pod.out() > told.getOrDefault(key(pod), 0))
        .forEach(pod -> {
          int more = pod.out() - told.getOrDefault(key(pod), 0);
          told.put(key(pod), pod.out());
          Finding newest = newest(pod, findings);
          out.println(json ? machine(pod, newest, now) : line(pod, more, newest, now));
        });
    out.flush();
    return (int) board.pods().values().stream().filter(pod -> pod.out() > 0).count();
  }

  private static String key(PodVerdict pod) {
    return pod.namespace() + "/" + pod.pod();
  }

  private static @Nullable Finding newest(PodVerdict pod, List<Finding> findings) {
    Finding newest = null;
    for (Finding finding : findings) {
      boolean its =
          pod.namespace().equals(finding.location().namespace())
              && pod.pod().equals(finding.location().pod());
      if (its && (newest == null || time(finding) > time(newest))) {
        newest = finding;
      }
    }
    return newest;
  }

  private static long time(Finding finding) {
    Long last = finding.last();
    return last == null ? Long.MIN_VALUE : last;
  }

  private String line(PodVerdict pod, int more, @Nullable Finding newest, Instant now) {
    String what =
        newest == null
            ? ""
            : "  "
                + newest.judgement().reason()
                + "  "
                + Visible.text(
                    newest.commandLine() == null
                        ? String.valueOf(newest.program())
                        : newest.commandLine(),
                    LONGEST);
    return String.format(
        Locale.ROOT,
        "%s  OUT %-8s %4d (+%d)  %s%s",
        now.truncatedTo(ChronoUnit.SECONDS),
        pod.severity() == null ? "" : TriageJson.lower(pod.severity()),
        pod.out(),
        more,
        Visible.text((cluster.isEmpty() ? "" : cluster + "  ") + key(pod), LONGEST),
        what);
  }

  private String machine(PodVerdict pod, @Nullable Finding newest, Instant now) {
    ObjectNode line = JsonMapper.shared().createObjectNode();
    line.put("time", now.toString());
    if (!cluster.isEmpty()) {
      line.put("cluster", cluster);
    }
    line.put("namespace", pod.namespace()).put("pod", pod.pod());
    line.put("out", pod.out()).put("in", pod.in());
    line.put("explained", pod.explained()).put("unknown", pod.unknown());
    line.put("severity", pod.severity() == null ? null : TriageJson.lower(pod.severity()));
    Long since = pod.since();
    line.put(
        "since",
        since == null
            ? null
            : Instant.ofEpochSecond(Math.floorDiv(since, BILLION), Math.floorMod(since, BILLION))
                .toString());
    line.put("reason", newest == null ? null : newest.judgement().reason().name());
    line.put("program", newest == null ? null : newest.program());
    line.put("commandLine", newest == null ? null : newest.commandLine());
    return line.toString();
  }
}
