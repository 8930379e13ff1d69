package salvor.triage;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Judgement;
import salvor.baseline.Lineage;
import salvor.baseline.Matching;
import salvor.baseline.Reason;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Tuples;
import salvor.workload.Location;

/**
 * Groups what is out of profile.
 *
 * <p>Rows of one process tree belong together when its root is a start that was OUT: the topmost
 * such start above the row's process. What a process did whose own start is not OUT, or was not
 * seen, belongs together by container, program, kind and reason; connections that came in also by
 * who opened them, as long as those are few. A request to the API belongs to the pod whose token it
 * used.
 *
 * <p>What is certain is read first: of equal severity, findings with a hard indicator come before
 * others, and then the story is told in the order of time.
 */
public final class Findings {
  private static final int FURTHEST = 256;

  /** From so many clients of one kind on, they are a crowd and become one finding. */
  private static final int CLIENTS = 16;

  private static final int ROOT = 1;
  private static final int HARD = 2;
  private static final int MOST_MODIFIERS = Judgement.Modifier.values().length + 1;
  private static final long NO_TIME = Long.MAX_VALUE;

  private final Observations observations;
  private final Tuples activities;
  private final Verdicts verdicts;
  private final Matching matching;
  private final Gaps gaps;
  private final Map<Object, Group> groups = new LinkedHashMap<>();
  private final Map<Loose, Set<Integer>> clients = new HashMap<>();

  /** Rows that belong together; {@code root} is the row that shows who did it. */
  private static final class Group {
    final int root;
    final boolean started;
    final boolean tree;
    final @Nullable String client;
    final List<Integer> rows = new ArrayList<>();

    Group(int root, boolean started, boolean tree, @Nullable String client) {
      this.root = root;
      this.started = started;
      this.tree = tree;
      this.client = client;
    }
  }

  private record Loose(
      @Nullable String cluster,
      int container,
      @Nullable String program,
      Kind kind,
      Reason reason,
      int client) {}

  private record Token(@Nullable String cluster, @Nullable String pod, Reason reason) {}

  private Findings(Evidence evidence, Verdicts verdicts, Matching matching) {
    this.observations = evidence.observations();
    this.activities = observations.activityTuples();
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
                .thenComparing(f -> !f.reason().isHardIndicator())
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
    if (root != null) {
      groups.computeIfAbsent(root, k -> new Group(root.row(), true, true, null)).rows.add(row);
      return;
    }
    Reason reason = verdicts.judgement(row).reason();
    Kind kind = Lineage.kind(observations, row);
    String cluster = observations.location(observations.locationId(row)).cluster();
    Loose loose =
        new Loose(
            cluster,
            container,
            observations.processAt(row).program(),
            kind,
            reason,
            client(row, kind));
    Object key = kind == Kind.API_REQUEST ? new Token(cluster, pod(row), reason) : few(loose);
    String client =
        key.equals(loose) && loose.client() != 0 ? observations.texts().get(loose.client()) : null;
    boolean started = run != null && run.started();
    groups.computeIfAbsent(key, k -> new Group(row, started, false, client)).rows.add(row);
  }

  /** The number of the address that opened a connection, 0 for anything else. */
  private int client(int row, Kind kind) {
    int at = observations.kind(row) == Kind.ALERT ? Lineage.ABOUT : 0;
    return kind == Kind.CONNECTION_ACCEPTED
        ? activities.get(observations.activityId(row), at + 4)
        : 0;
  }

  private Loose few(Loose one) {
    Loose crowd =
        new Loose(one.cluster(), one.container(), one.program(), one.kind(), one.reason(), 0);
    Set<Integer> known = clients.computeIfAbsent(crowd, c -> new HashSet<>());
    return known.contains(one.client()) || (known.size() < CLIENTS && known.add(one.client()))
        ? one
        : crowd;
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
    int severest = group.rows.getFirst();
    int best = severest;
    Map<Reason, Integer> reasons = new LinkedHashMap<>();
    Map<Outcome, Integer> outcomes = new HashMap<>();
    List<Integer> alerts = new ArrayList<>();
    for (int row : group.rows) {
      severest = severity(row) > severity(severest) ? row : severest;
      best = explains(row, group) > explains(best, group) ? row : best;
      if (hasOutcome(Lineage.kind(observations, row))) {
        outcomes.merge(observations.outcome(observations.activityId(row)), 1, Integer::sum);
      }
      reasons.merge(verdicts.judgement(row).reason(), 1, Integer::sum);
      if (observations.kind(row) == Kind.ALERT) {
        alerts.add(row);
      }
    }
    ProcessInfo process = observations.processAt(group.root);
    Location location = observations.location(observations.locationId(group.root));
    Long first = time(group.rows.getFirst());
    Long last = time(group.rows.getLast());
    return new Finding(
        first,
        last == null ? first : last,
        best,
        verdicts.judgement(best),
        verdicts.judgement(severest),
        location,
        matching.match(location).workload(),
        process.program(),
        process.commandLine() == null ? null : process.commandLine().replace('\0', ' '),
        parent(process.parent()),
        group.client,
        buffer(group.rows),
        reasons,
        outcomes,
        Advice.of(reasons.keySet()),
        gaps.of(group.rows, verdicts.judgement(best).baseline(), location, group.started),
        buffer(alerts));
  }

  private static @Nullable String parent(ProcessInfo.@Nullable Parent parent) {
    return parent == null
        ? null
        : parent.executable() != null ? parent.executable() : parent.name();
  }

  private int severity(int row) {
    return verdicts.judgement(row).severity().ordinal();
  }

  /**
   * How well a row explains its finding: a hard indicator best, the gravest first; then the start
   * at the root. Of equal requests to the API that with more modifiers is better.
   */
  private int explains(int row, Group group) {
    Judgement judgement = verdicts.judgement(row);
    Reason reason = judgement.reason();
    int rank =
        reason.isHardIndicator()
            ? HARD + reason.base().ordinal()
            : group.tree && row == group.root ? ROOT : 0;
    boolean request = observations.kind(row) == Kind.API_REQUEST;
    return rank * MOST_MODIFIERS + (request ? judgement.modifiers().size() : 0);
  }

  private static boolean hasOutcome(Kind kind) {
    return kind == Kind.API_REQUEST || kind == Kind.CONNECTION_OPENED;
  }

  private @Nullable Long time(int row) {
    return row < observations.timed() ? observations.time(row) : null;
  }

  private static IntBuffer buffer(List<Integer> rows) {
    return IntBuffer.wrap(rows.stream().mapToInt(Integer::intValue).toArray()).asReadOnlyBuffer();
  }
}
