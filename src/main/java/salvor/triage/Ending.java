package salvor.triage;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

/**
 * Whether what is out of profile in one pod is over, as far as the record tells. No record can tell
 * that it is: an attacker may wait, or be where no sensor looks.
 *
 * @param location where; only that which all its findings share is to be shown
 * @param containers the names of its containers that are concerned
 * @param workload whose, null when not known
 * @param firstRow the first row, -1 when none has a time that can be true
 * @param lastRow the last row, -1 when none has
 * @param events how many rows
 * @param pace how far apart they are and for how long nothing more was seen; null when none has a
 *     time that can be true
 * @param broken whether the record is known to have gaps after the last row
 * @param alertsOnly whether only alerts were recorded: silence then means that nothing raised one
 * @param audited whether requests to the Kubernetes API were recorded after the first row
 * @param processes what became of the processes
 * @param repeats connections that are made again and again until the end of the record
 * @param responses requests that may have been meant to stop it, in the order of time
 */
public record Ending(
    Location location,
    SortedSet<String> containers,
    @Nullable WorkloadRef workload,
    int firstRow,
    int lastRow,
    int events,
    @Nullable Pace pace,
    boolean broken,
    boolean alertsOnly,
    boolean audited,
    Processes processes,
    List<Repeat> repeats,
    List<Response> responses) {

  /** How far it is known, from what is certainly not over on. */
  public enum State {
    /** A process is still running at the end of the record. */
    RUNS,
    /** It happens until the end of the record. */
    ACTS,
    /** No time can be told. */
    UNTIMED,
    /** Nothing more was seen until the end of the record, and nothing that ended the pod. */
    QUIET,
    /** Nothing more was seen after the pod was ended. */
    STOPPED
  }

  /**
   * Processes whose start is out of profile, or that descend from such a one.
   *
   * @param running the rows of those that were running at the end of the record
   * @param ended how many have ended
   * @param untold of how many the end would not have been recorded
   */
  public record Processes(List<Integer> running, int ended, int untold) {
    static final Processes NONE = new Processes(List.of(), 0, 0);

    public Processes {
      running = List.copyOf(running);
    }
  }

  /**
   * A connection that is made again and again.
   *
   * @param row the last one
   * @param times how often
   * @param failed how many of them failed
   * @param pace how far apart they are
   */
  public record Repeat(int row, int times, int failed, Pace pace) {}

  public Ending {
    containers = Collections.unmodifiableSortedSet(new TreeSet<>(containers));
    repeats = List.copyOf(repeats);
    responses = List.copyOf(responses);
  }

  /** How far it is known whether it is over. */
  public State state() {
    if (pace == null) {
      return State.UNTIMED;
    }
    Optional<Response> stop = stop();
    if (stop.filter(s -> s.kind() == Response.Kind.POD_REMOVED).isPresent()) {
      return State.STOPPED;
    }
    if (!processes.running().isEmpty()) {
      return State.RUNS;
    }
    return pace.goesOn() ? State.ACTS : stop.isPresent() ? State.STOPPED : State.QUIET;
  }

  /**
   * What ended the pod while it was recorded, after which nothing was seen: that the kubelet took
   * it away, else that somebody asked for it.
   */
  public Optional<Response> stop() {
    long until = pace == null ? Long.MIN_VALUE : pace.until();
    List<Response> stops =
        responses.stream()
            .filter(r -> r.kind().stops() && r.after() == 0 && r.time() < until)
            .toList();
    return stops.stream()
        .filter(r -> r.kind() == Response.Kind.POD_REMOVED)
        .findFirst()
        .or(() -> stops.stream().findFirst());
  }
}
