package salvor.triage;

import java.nio.IntBuffer;
import java.util.Arrays;
import salvor.baseline.Lineage;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.ProcessFields;
import salvor.evidence.Tables;
import salvor.evidence.TupleTable;
import salvor.evidence.Tuples;

/**
 * Finds records that tell of one fact: they stay what they are, and are linked.
 *
 * <p>Two rules. A sensor that makes several records of one event gives them one time, process and
 * act: an alert and the telemetry of what it is about. Two sensors differ in time by their delay:
 * what happened in the same container with the same process id, of the same kind and to the same
 * program, peer or file within 50 ms is one fact, at most one record of each source.
 */
public final class SameFact {
  private static final long APART = 50_000_000L;

  private final Observations observations;
  private final Tuples processes;
  private final Tuples activities;
  private final int[] containers;
  private final int[] links;
  private final int[] tuple = new int[32];

  private SameFact(Observations observations) {
    this.observations = observations;
    this.processes = observations.processTuples();
    this.activities = observations.activityTuples();
    this.containers = Lineage.containers(observations);
    this.links = new int[observations.size()];
    Arrays.fill(links, -1);
  }

  /**
   * For each row the first row that tells of the same fact, -1 when no other row does; a first row
   * names itself.
   */
  public static IntBuffer links(Observations observations) {
    return IntBuffer.wrap(firstOnes(observations)).asReadOnlyBuffer();
  }

  /**
   * For each row the row before it that tells of the same fact, for a first row the last one: from
   * row to row one comes round to all of a fact. -1 when no other row tells of it.
   */
  public static IntBuffer rounds(Observations observations) {
    int[] links = firstOnes(observations);
    for (int row = 0; row < links.length; row++) {
      int first = links[row];
      if (first >= 0 && first != row) {
        links[row] = links[first]; // the last one so far
        links[first] = row;
      }
    }
    return IntBuffer.wrap(links).asReadOnlyBuffer();
  }

  private static int[] firstOnes(Observations observations) {
    SameFact facts = new SameFact(observations);
    facts.recordsOfOneEvent();
    facts.sensorsOfOneEvent();
    for (int row = 0; row < facts.links.length; row++) {
      int first = facts.links[row];
      facts.links[row] = first < 0 ? -1 : facts.links[first];
    }
    return facts.links;
  }

  /** Rows stand in the order of time: those of one event are neighbours. */
  private void recordsOfOneEvent() {
    int end = 0;
    for (int row = 0; row < observations.timed(); row = end) {
      boolean alert = false;
      for (end = row;
          end < observations.timed() && observations.time(end) == observations.time(row);
          end++) {
        alert |= observations.kind(end) == Kind.ALERT;
      }
      if (alert && end - row > 1) {
        link(row, end);
      }
    }
  }

  private void link(int from, int to) {
    TupleTable facts = new TupleTable();
    int[] first = new int[to - from];
    for (int row = from; row < to; row++) {
      int length = act(row);
      if (length > 0) {
        int fact = facts.add(tuple, length);
        if (fact == facts.size() - 1 && first[fact] == 0) {
          first[fact] = row + 1;
        } else {
          join(first[fact] - 1, row);
        }
      }
    }
  }

  private void join(int first, int row) {
    links[first] = first;
    links[row] = first;
  }

  /** Process and act of a row, word for word; 0 when it does not say enough. */
  private int act(int row) {
    int activity = observations.activityId(row);
    int from = observations.kind(row) == Kind.ALERT ? Lineage.ABOUT : 0;
    int length = activities.length(activity);
    int pid = observations.pid(row);
    if (from >= length || pid == Tables.NOT_GIVEN || length - from + 3 > tuple.length) {
      return 0;
    }
    int n = 0;
    tuple[n++] = observations.sourceId(row);
    tuple[n++] = containers[observations.locationId(row)];
    tuple[n++] = pid;
    for (int field = from; field < length; field++) {
      tuple[n++] = activities.get(activity, field);
    }
    return n;
  }

  private void sensorsOfOneEvent() {
    if (sources() < 2) {
      return;
    }
    TupleTable facts = new TupleTable();
    int[] latest = new int[1024];
    for (int row = 0; row < observations.timed(); row++) {
      boolean follows = links[row] >= 0 && links[row] != row;
      int length = follows ? 0 : outline(row);
      if (length == 0) {
        continue;
      }
      int fact = facts.add(tuple, length);
      if (fact >= latest.length) {
        latest = Arrays.copyOf(latest, latest.length * 2);
      }
      int before = latest[fact] - 1;
      boolean other = before >= 0 && observations.sourceId(before) != observations.sourceId(row);
      if (other && observations.time(row) - observations.time(before) <= APART) {
        join(before, row);
        latest[fact] = 0;
      } else {
        latest[fact] = row + 1;
      }
    }
  }

  private int sources() {
    int first = -1;
    for (int row = 0; row < observations.timed(); row++) {
      if (observations.kind(row) != Kind.API_REQUEST) {
        int source = observations.sourceId(row);
        if (first >= 0 && source != first) {
          return 2;
        }
        first = source;
      }
    }
    return 1;
  }

  /**
   * What sensors agree on: container, process, kind, and the program, peer or file; 0 when the row
   * says too little.
   */
  private int outline(int row) {
    int activity = observations.activityId(row);
    int at = observations.kind(row) == Kind.ALERT ? Lineage.ABOUT : 0;
    int container = containers[observations.locationId(row)];
    int pid = observations.pid(row);
    if (container < 0 || pid == Tables.NOT_GIVEN || at >= activities.length(activity)) {
      return 0;
    }
    Kind kind = Lineage.kind(observations, row);
    tuple[0] = container;
    tuple[1] = pid;
    tuple[2] = kind.ordinal();
    return switch (kind) {
      case PROCESS_STARTED -> {
        tuple[3] = processes.get(observations.processId(row), ProcessFields.EXECUTABLE);
        yield 4;
      }
      case CONNECTION_OPENED, CONNECTION_ACCEPTED -> {
        tuple[3] = activities.get(activity, at + 4);
        tuple[4] = activities.get(activity, at + 5);
        yield 5;
      }
      case NAME_LOOKED_UP, FILE_OPENED, FILE_WRITTEN, FILE_DELETED -> {
        tuple[3] = activities.get(activity, at + 1);
        yield 4;
      }
      case PROCESS_ENDED,
          LISTENING,
          KERNEL_ACTION,
          API_REQUEST,
          ALERT,
          EVENTS_LOST,
          CLUSTER_EVENT,
          NOT_HEARD,
          LOGGED ->
          0;
    };
  }
}
