package salvor.triage;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.baseline.Eras;
import salvor.baseline.Lineage;
import salvor.baseline.Peer;
import salvor.baseline.Peers;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.ProcessFields;
import salvor.evidence.TupleTable;
import salvor.jobs.Progress;
import salvor.timeline.DrawingClass;
import salvor.workload.Location;

/** Who talked to whom: connections by container, program, direction, remote end and port. */
public final class NetworkPeers {
  /** Which end began. */
  public enum Direction {
    /** The container connected. */
    OUTGOING,
    /** The container was connected to. */
    INCOMING
  }

  /**
   * All connections of one kind.
   *
   * @param at the container
   * @param program the file or name of the program, null when the sensor names none
   * @param direction which end began
   * @param who whose end the other may be, the best name first; empty when only the record's own
   *     words are known
   * @param remote the other end as the record has it, without its port
   * @param port the port that served, 0 when not known
   * @param protocol as the record has it, null when it names none
   * @param count how many rows
   * @param firstRow the first of them
   * @param lastRow the last of them
   * @param worst how the worst of them is drawn
   * @param worstRow the first that is drawn so
   */
  public record Talk(
      Location at,
      @Nullable String program,
      Direction direction,
      List<Peer> who,
      Endpoint remote,
      int port,
      @Nullable String protocol,
      int count,
      int firstRow,
      int lastRow,
      DrawingClass worst,
      int worstRow) {}

  private static final class Sum {
    int count;
    int first;
    int last;
    int worst = -1;
    int worstRow;
  }

  private final Observations observations;
  private final Verdicts verdicts;
  private final Peers peers;
  private final Eras eras;
  private final ActivityFields fields;
  private final TupleTable keys = new TupleTable();
  private final List<Sum> sums = new ArrayList<>();
  private final int[] tuple = new int[7];
  private final int[] containers;

  private NetworkPeers(Evidence evidence, Verdicts verdicts) {
    this.observations = evidence.observations();
    this.verdicts = verdicts;
    this.fields = new ActivityFields(observations.activityTuples());
    this.peers = new Peers(evidence.inventory());
    this.eras = new Eras(observations.texts(), peers);
    this.containers = Lineage.containers(observations);
  }

  /**
   * The connections in these observations, those out of profile first, then the most frequent.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static List<Talk> of(Evidence evidence, Verdicts verdicts, Progress progress) {
    return new NetworkPeers(evidence, verdicts).find(null, progress);
  }

  /**
   * The connections in these rows alone.
   *
   * @throws salvor.jobs.JobCancelled when asked to stop
   */
  public static List<Talk> of(
      Evidence evidence, Verdicts verdicts, BitSet rows, Progress progress) {
    return new NetworkPeers(evidence, verdicts).find(rows, progress);
  }

  private List<Talk> find(@Nullable BitSet rows, Progress progress) {
    byte[] drawn = DrawingClass.ofJudgements(verdicts);
    for (int row = 0; row < observations.timed(); row++) {
      if ((row & 0xFFFF) == 0) {
        progress.at(row, observations.timed(), "Gathering connections");
      }
      if (rows != null && !rows.get(row)) {
        continue;
      }
      Kind kind = Lineage.kind(observations, row);
      if (kind == Kind.CONNECTION_OPENED || kind == Kind.CONNECTION_ACCEPTED) {
        add(row, kind, drawn[verdicts.perRow().get(row)]);
      }
    }
    return sums.stream()
        .map(this::talk)
        .sorted(
            Comparator.comparing(Talk::worst)
                .reversed()
                .thenComparing(Comparator.comparingInt(Talk::count).reversed())
                .thenComparingInt(Talk::firstRow))
        .toList();
  }

  /** Two rows are of one kind when these numbers are equal: an ephemeral port is not among them. */
  private void add(int row, Kind kind, int drawn) {
    var activities = observations.activityTuples();
    var processes = observations.processTuples();
    int activity = observations.activityId(row);
    int at = observations.kind(row) == Kind.ALERT ? Lineage.ABOUT : 0;
    int executable = processes.get(observations.processId(row), ProcessFields.EXECUTABLE);
    int container = containers[observations.locationId(row)];
    tuple[0] = kind.ordinal();
    tuple[1] = container >= 0 ? container : -2 - observations.locationId(row);
    tuple[2] =
        executable != 0
            ? executable
            : processes.get(observations.processId(row), ProcessFields.NAME);
    tuple[3] = activities.get(activity, at + 4);
    tuple[4] = fields.served(activity, at);
    tuple[5] = activities.get(activity, at + 6);
    tuple[6] = eras.of(tuple[3], observations.time(row));
    int key = keys.add(tuple, tuple.length);
    if (key == sums.size()) {
      Sum fresh = new Sum();
      fresh.first = row;
      sums.add(fresh);
    }
    Sum sum = sums.get(key);
    sum.count++;
    sum.last = row;
    if (drawn > sum.worst) {
      sum.worst = drawn;
      sum.worstRow = row;
    }
  }

  private Talk talk(Sum sum) {
    Activity said = observations.activity(observations.activityId(sum.first));
    Activity act =
        said instanceof Activity.Alert alert && alert.about() != null ? alert.about() : said;
    Direction direction;
    Endpoint local;
    Endpoint remote;
    String protocol;
    if (act instanceof Activity.ConnectionAccepted accepted) {
      direction = Direction.INCOMING;
      local = accepted.local();
      remote = accepted.remote();
      protocol = accepted.protocol();
    } else if (act instanceof Activity.ConnectionOpened opened) {
      direction = Direction.OUTGOING;
      local = opened.local();
      remote = opened.remote();
      protocol = opened.protocol();
    } else {
      throw new IllegalStateException("not a connection: " + act);
    }
    return new Talk(
        observations.location(observations.locationId(sum.first)),
        observations.process(observations.processId(sum.first)).program(),
        direction,
        peers
            .in(observations.location(observations.locationId(sum.first)).cluster())
            .of(local, remote, observations.time(sum.first)),
        new Endpoint(remote.address(), 0, remote.name()),
        Endpoint.served(
            local, remote, direction == Direction.OUTGOING ? remote.port() : local.port()),
        protocol,
        sum.count,
        sum.first,
        sum.last,
        DrawingClass.at(sum.worst),
        sum.worstRow);
  }
}
