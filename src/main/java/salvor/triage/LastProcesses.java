package salvor.triage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Lineage;
import salvor.baseline.Verdict;
import salvor.baseline.Verdicts;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Tables;

/**
 * Which processes whose start is out of profile, or that descend from such a one, have no end. A
 * process that executes another program stays one process; one whose pid starts anew has ended.
 */
final class LastProcesses {
  private static final int FURTHEST = 256;

  private final Observations observations;
  private final Verdicts verdicts;
  private final Lineage lineage;
  private final int[] containers;
  private final BitSet touched = new BitSet();
  private final Map<Pid, Lineage.Run> alive = new HashMap<>();
  private final Map<Integer, Integer> ended = new HashMap<>();

  private record Pid(int container, int pid) {}

  /**
   * @param rows a row of each container that is to be followed
   */
  LastProcesses(Observations observations, Verdicts verdicts, Set<Integer> rows) {
    this.observations = observations;
    this.verdicts = verdicts;
    lineage = new Lineage(observations);
    containers = Lineage.containers(observations);
    rows.stream().map(this::container).filter(c -> c >= 0).forEach(touched::set);
  }

  private int container(int row) {
    return containers[observations.locationId(row)];
  }

  /** Takes a row with a time into account; in their order. */
  void see(int row) {
    int container = container(row);
    if (container < 0 || !touched.get(container)) {
      return;
    }
    Lineage.Run run = lineage.see(row);
    if (run == null || observations.pid(row) == Tables.NOT_GIVEN) {
      return;
    }
    Pid pid = new Pid(container, observations.pid(row));
    Lineage.Run before = alive.get(pid);
    if (observations.kind(row) == Kind.PROCESS_ENDED) {
      end(alive.remove(pid), container);
    } else if (run != before) {
      if (before != null && run.parent() != before) {
        end(before, container);
      }
      alive.put(pid, run);
    }
  }

  private void end(Lineage.@Nullable Run run, int container) {
    if (run != null && counts(run)) {
      ended.merge(container, 1, Integer::sum);
    }
  }

  private boolean counts(Lineage.Run run) {
    int steps = 0;
    for (Lineage.Run at = run; at != null && steps++ < FURTHEST; at = at.parent()) {
      if (at.started() && verdicts.verdict(at.row()) == Verdict.OUT) {
        return run.started();
      }
    }
    return false;
  }

  /** What became of those in the containers of these rows. */
  Ending.Processes of(int[] rows, Watches watches) {
    Set<Integer> in = new HashSet<>();
    Arrays.stream(rows).map(this::container).filter(c -> c >= 0).forEach(in::add);
    List<Integer> running = new ArrayList<>();
    int untold = 0;
    for (Map.Entry<Pid, Lineage.Run> process : alive.entrySet()) {
      int start = process.getValue().row();
      if (in.contains(process.getKey().container()) && counts(process.getValue())) {
        if (watches.tellsEnds(start)) {
          running.add(start);
        } else {
          untold++;
        }
      }
    }
    running.sort(null);
    return new Ending.Processes(
        running, in.stream().mapToInt(c -> ended.getOrDefault(c, 0)).sum(), untold);
  }
}
