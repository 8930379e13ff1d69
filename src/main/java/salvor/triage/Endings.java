package salvor.triage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Quality;
import salvor.jobs.Progress;
import salvor.timeline.Extent;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

/**
 * Looks how what is out of profile ended, pod by pod.
 *
 * <p>The silence after the last row counts only as long as what saw the rows recorded on that node.
 */
public final class Endings {
  private static final int FAILED = Quality.FAILED.bit() | Quality.DENIED.bit();
  private static final int FEWEST = 3;

  private final Observations observations;
  private final Extent ordinary;
  private final Watches watches;
  private final List<Integer> requests = new ArrayList<>();
  private final LastProcesses processes;
  private int audited = -1;

  private Endings(Evidence evidence, Verdicts verdicts, Set<Integer> rows, Progress progress) {
    observations = evidence.observations();
    ordinary = Extent.of(observations);
    watches = new Watches(evidence);
    processes = new LastProcesses(observations, verdicts, rows);
    for (int row = 0; row < observations.timed(); row++) {
      if ((row & 0xFFFF) == 0) {
        progress.at(row, observations.timed(), "Looking whether it is over");
      }
      watches.see(row);
      processes.see(row);
      if (observations.kind(row) == Kind.API_REQUEST) {
        audited = row;
        if (verdicts.verdict(row) != Verdict.OUT) {
          requests.add(row);
        }
      }
    }
  }

  /**
   * How what these findings are made of ended, what is certainly not over first.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static List<Ending> of(
      Evidence evidence, Verdicts verdicts, List<Finding> findings, Progress progress) {
    if (findings.isEmpty()) {
      return List.of();
    }
    Map<String, List<Finding>> byPod = new LinkedHashMap<>();
    Set<Integer> rows = new LinkedHashSet<>();
    for (Finding finding : findings) {
      byPod.computeIfAbsent(pod(finding.location()), _ -> new ArrayList<>()).add(finding);
      rows.add(finding.rows().get(0));
    }
    Endings endings = new Endings(evidence, verdicts, rows, progress);
    return byPod.values().stream()
        .map(endings::ending)
        .sorted(
            Comparator.comparing(Ending::state)
                .thenComparing(Comparator.comparingInt(Ending::events).reversed()))
        .toList();
  }

  /** Names the pod, else the container or the node. */
  private static String pod(Location at) {
    return at.pod() != null
        ? "pod " + at.podKey()
        : at.containerId() != null
            ? "container " + Location.nodeKey(at.cluster(), brief(at.containerId()))
            : "node " + at.nodeKey();
  }

  private static String brief(String id) {
    return id.substring(0, Math.min(12, id.length()));
  }

  private Ending ending(List<Finding> findings) {
    int[] all = rows(findings);
    int[] rows =
        Arrays.stream(all).filter(r -> r >= ordinary.from() && r < ordinary.to()).toArray();
    NavigableSet<String> containers = new TreeSet<>();
    findings.stream()
        .map(finding -> finding.location().container())
        .filter(Objects::nonNull)
        .forEach(containers::add);
    WorkloadRef workload =
        findings.stream().map(Finding::workload).filter(Objects::nonNull).findFirst().orElse(null);
    Location at = findings.getFirst().location();
    boolean alerts =
        findings.stream().allMatch(f -> f.missing().contains(MissingEvidence.TELEMETRY));
    if (rows.length == 0) {
      return new Ending(
          at,
          containers,
          workload,
          -1,
          -1,
          all.length,
          null,
          false,
          alerts,
          false,
          Ending.Processes.NONE,
          List.of(),
          List.of());
    }
    int last = rows[rows.length - 1];
    Watches.Reach reach = watches.after(observations.time(last), kinds(rows));
    return new Ending(
        at,
        containers,
        workload,
        rows[0],
        last,
        all.length,
        pace(rows, reach.until()),
        reach.broken(),
        alerts,
        audited > rows[0],
        processes.of(rows, watches),
        repeats(rows, reach.until()),
        responses(rows, workload));
  }

  private static int[] rows(List<Finding> findings) {
    return findings.stream()
        .flatMapToInt(finding -> {
          int[] rows = new int[finding.rows().limit()];
          finding.rows().get(0, rows);
          return Arrays.stream(rows);
        })
        .sorted()
        .toArray();
  }

  /** One row for each source and location. */
  private Collection<Integer> kinds(int[] rows) {
    Map<List<Integer>, Integer> kinds = new HashMap<>();
    for (int row : rows) {
      kinds.put(List.of(observations.sourceId(row), observations.locationId(row)), row);
    }
    return kinds.values();
  }

  private Pace pace(int[] rows, long until) {
    return Pace.of(Arrays.stream(rows).mapToLong(observations::time).toArray(), until);
  }

  private int failed(int[] rows) {
    return (int)
        Arrays.stream(rows).filter(row -> (observations.quality(row) & FAILED) != 0).count();
  }

  private List<Ending.Repeat> repeats(int[] rows, long until) {
    Map<List<Object>, List<Integer>> like = new LinkedHashMap<>();
    for (int row : rows) {
      List<Object> key = connection(row);
      if (!key.isEmpty()) {
        like.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
      }
    }
    List<Ending.Repeat> repeats = new ArrayList<>();
    for (List<Integer> of : like.values()) {
      int[] same = of.stream().mapToInt(Integer::intValue).toArray();
      Pace pace = pace(same, until);
      if (same.length >= FEWEST && pace.beat() > 0 && pace.goesOn()) {
        repeats.add(new Ending.Repeat(same[same.length - 1], same.length, failed(same), pace));
      }
    }
    return repeats;
  }

  /** What tells connections apart; empty for what is none, and for an alert of one. */
  private List<Object> connection(int row) {
    Activity activity = observations.activity(observations.activityId(row));
    String who = String.valueOf(observations.processAt(row).program());
    int at = observations.locationId(row);
    return switch (activity) {
      case Activity.ConnectionOpened opened -> List.of(at, who, opened.remote());
      case Activity.ConnectionAccepted accepted ->
          List.of(at, who, accepted.local().port(), String.valueOf(accepted.remote().address()));
      default -> List.of(); // nothing else is a connection
    };
  }

  private List<Response> responses(int[] rows, @Nullable WorkloadRef workload) {
    Location at = observations.location(observations.locationId(rows[rows.length - 1]));
    String pod = at.pod();
    String node = node(rows);
    if (pod == null) {
      return List.of();
    }
    Map<Integer, Response> found = new TreeMap<>();
    for (int row : requests) {
      if (row > rows[0]
          && observations.activity(observations.activityId(row)) instanceof Activity.ApiRequest api
          && Objects.equals(
              observations.location(observations.locationId(row)).cluster(), at.cluster())) {
        int[] after = Arrays.stream(rows).filter(r -> r > row).toArray();
        Response.kind(api, at.namespace(), pod, workload, node)
            .ifPresent(kind ->
                found.put(
                    row,
                    new Response(row, observations.time(row), kind, after.length, failed(after))));
      }
    }
    return List.copyOf(found.values());
  }

  private @Nullable String node(int[] rows) {
    return Arrays.stream(rows)
        .mapToObj(row -> observations.location(observations.locationId(row)).node())
        .filter(Objects::nonNull)
        .reduce((_, later) -> later)
        .orElse(null);
  }
}
