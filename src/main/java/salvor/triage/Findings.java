package salvor.triage;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Lineage;
import salvor.baseline.Matching;
import salvor.baseline.Reason;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.workload.Location;

/**
 * Groups what is out of profile.
 *
 * <p>Rows of one process tree belong together when its root is a start that was OUT: the topmost such start above the row's
 * process. What a process did whose own start is not OUT, or was not seen, belongs together by container, program, kind and
 * reason. A request to the API belongs to the pod whose token it used.
 */
public final class Findings {
  private static final int FURTHEST = 256;
  private static final long NO_TIME = Long.MAX_VALUE;

  private final Observations observations;
  private final Verdicts verdicts;
  private final Matching matching;
  private final Gaps gaps;
  private final Map<Object, Group> groups = new LinkedHashMap<>();

  /** Rows that belong together; {@code root} is the row that shows who did it. */
  private static final class Group {
    final int root;
    final boolean started;
    final List<Integer> rows = new ArrayList<>();

    Group(int root, boolean started) {
      this.root = root;
      this.started = started;
    }
  }

  private record Loose(int container, @Nullable String program, Kind kind, Reason reason) {}

  private record Token(@Nullable String pod, Reason reason) {}

  private Findings(Evidence evidence, Verdicts verdicts, Matching matching) {
    this.observations = evidence.observations();
    this.verdicts = verdicts;
    this.matching = matching;
    this.gaps = new Gaps(evidence);
  }

  /**
   * The findings, the worst first; equal ones by time.
   *
   * @param verdicts of the evidence's observations
   * @param matching how baselines were found, see {@link salvor.baseline.Judge#matching()}
   */
  public static List<Finding> of(Evidence evidence, Verdicts verdicts, Matching matching) {
    return new Findings(evidence, verdicts, matching).find();
  }

  private List<Finding> find() {
    int[] containers = Lineage.containers(observations);
    boolean[] touched = touched(containers);
    Lineage lineage = new Lineage(observations);
    for (int row = 0; row < observations.size(); row++) {
      int container = containers[observations.locationId(row)];
      boolean followed = container >= 0 && touched[container] && row < observations.timed();
      Lineage.Run run = followed ? lineage.see(row) : null;
      if (verdicts.verdict(row) == Verdict.OUT) {
        add(row, container, run);
      }
    }
    return groups.values().stream()
        .map(this::finding)
        .sorted(
            Comparator.comparing(Finding::severity)
                .reversed()
                .thenComparingLong(f -> f.first() == null ? NO_TIME : f.first())
                .thenComparingInt(Finding::row))
        .toList();
  }

  private boolean[] touched(int[] containers) {
    boolean[] touched = new boolean[containers.length + 1];
    for (int row = 0; row < observations.size(); row++) {
      int container = containers[observations.locationId(row)];
      if (container >= 0 && verdicts.verdict(row) == Verdict.OUT) {
        touched[container] = true;
      }
    }
    return touched;
  }

  private void add(int row, int container, Lineage.@Nullable Run run) {
    Lineage.Run root = root(run);
    Object key = root;
    if (root == null) {
      Kind kind = Lineage.kind(observations, row);
      Reason reason = verdicts.judgement(row).reason();
      key =
          kind == Kind.API_REQUEST
              ? new Token(pod(row), reason)
              : new Loose(container, observations.process(observations.processId(row)).program(), kind, reason);
    }
    int shown = root == null ? row : root.row();
    boolean started = root != null || (run != null && run.started());
    groups.computeIfAbsent(key, k -> new Group(shown, started)).rows.add(row);
  }

  private @Nullable String pod(int row) {
    return observations.activity(observations.activityId(row)) instanceof Activity.ApiRequest api
        ? api.onBehalfOfPod()
        : null;
  }

  /** The topmost process above this one whose start was OUT. */
  private Lineage.@Nullable Run root(Lineage.@Nullable Run run) {
    Lineage.Run root = null;
    int steps = 0;
    for (Lineage.Run at = run; at != null && steps++ < FURTHEST; at = at.parent()) {
      if (at.started() && verdicts.verdict(at.row()) == Verdict.OUT) {
        root = at;
      }
    }
    return root;
  }

  private Finding finding(Group group) {
    int worst = group.rows.getFirst();
    Map<Reason, Integer> reasons = new LinkedHashMap<>();
    List<Integer> alerts = new ArrayList<>();
    for (int row : group.rows) {
      worst = verdicts.judgement(row).severity().compareTo(verdicts.judgement(worst).severity()) > 0 ? row : worst;
      reasons.merge(verdicts.judgement(row).reason(), 1, Integer::sum);
      if (observations.kind(row) == Kind.ALERT) {
        alerts.add(row);
      }
    }
    ProcessInfo process = observations.process(observations.processId(group.root));
    Location location = observations.location(observations.locationId(group.root));
    Long first = time(group.rows.getFirst());
    Long last = time(group.rows.getLast());
    return new Finding(
        first,
        last == null ? first : last,
        worst,
        verdicts.judgement(worst),
        location,
        matching.match(location).workload(),
        process.program(),
        process.commandLine() == null ? null : process.commandLine().replace('\0', ' '),
        buffer(group.rows),
        reasons,
        Advice.of(reasons.keySet()),
        gaps.of(group.rows, verdicts.judgement(worst).baseline(), location, group.started),
        buffer(alerts));
  }

  private @Nullable Long time(int row) {
    return row < observations.timed() ? observations.time(row) : null;
  }

  private static IntBuffer buffer(List<Integer> rows) {
    return IntBuffer.wrap(rows.stream().mapToInt(Integer::intValue).toArray()).asReadOnlyBuffer();
  }
}
