package salvor.timeline;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import salvor.baseline.Judgement;
import salvor.baseline.Reason;
import salvor.baseline.Verdicts;
import salvor.evidence.Activity;
import salvor.evidence.Columns;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Tables;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

/** Observations by the million, made from a seed: columns are filled directly. */
public final class Synthetic {
  static final long START = 1_795_000_000_000_000_000L;

  private Synthetic() {}

  /** Observations and what was judged of them. */
  public record Made(Observations observations, Verdicts verdicts, int needle) {
    TimelineModel model() {
      return TimelineModel.of(observations, verdicts);
    }
  }

  /** So many rows on so many lanes over a span of time; all IN or UNKNOWN, but one OUT. */
  public static Made needle(int rows, int lanes, long nanos, long seed) {
    return made(rows, lanes, nanos, seed, false);
  }

  /** The same, nearly all of them in a few thousand bursts of milliseconds. */
  static Made bursts(int rows, int lanes, long nanos, long seed) {
    return made(rows, lanes, nanos, seed, true);
  }

  private static Made made(int rows, int lanes, long nanos, long seed, boolean bursts) {
    SplittableRandom random = new SplittableRandom(seed);
    long[] time = new long[rows];
    int[] location = new int[rows];
    int[] process = new int[rows];
    int[] identity = new int[rows];
    int[] activity = new int[rows];
    int[] verdict = new int[rows];
    byte[] kind = new byte[rows];
    Tables tables = new Tables();
    for (int lane = 0; lane < lanes; lane++) {
      tables.add(location(lane));
    }
    int[] identities = new int[1000];
    for (int p = 0; p < 1000; p++) {
      tables.add(
          new ProcessInfo(null, null, "id" + p, "/bin/p" + p % 40, null, null, null, null, null));
      identities[p] = tables.numbers.identity;
    }
    int started = tables.add(new Activity.ProcessStarted(), Outcome.UNKNOWN);
    int ended = tables.add(new Activity.ProcessEnded(0, null), Outcome.UNKNOWN);
    int opened = tables.add(new Activity.FileOpened("/etc/hosts", null), Outcome.UNKNOWN);
    double step = (double) nanos / rows;
    for (int row = 0; row < rows; row++) {
      long at = (long) (row * step) + random.nextLong((long) step + 1);
      long burst = nanos / 3000;
      time[row] = START + (bursts && row % 50 > 0 ? at / burst * burst + at % 5_000_000 : at);
      location[row] = random.nextInt(lanes);
      int which = random.nextInt(1000);
      process[row] = which % 40;
      identity[row] = identities[which];
      int what = random.nextInt(10);
      activity[row] = what == 0 ? started : what == 1 ? ended : opened;
      kind[row] =
          (byte)
              (what == 0 ? Kind.PROCESS_STARTED : what == 1 ? Kind.PROCESS_ENDED : Kind.FILE_OPENED)
                  .ordinal();
      verdict[row] = location[row] % 4 == 3 ? 1 : 0;
    }
    Arrays.sort(time);
    int needle = random.nextInt(rows);
    verdict[needle] = 2;
    Observations observations =
        observations(time, location, process, identity, activity, kind, tables);
    List<Judgement> judgements =
        List.of(
            Judgement.of(Reason.MATCHED),
            Judgement.of(Reason.NO_BASELINE),
            Judgement.of(Reason.NEW_BINARY_NOT_IN_IMAGE));
    return new Made(observations, new Verdicts(IntBuffer.wrap(verdict), judgements), needle);
  }

  private static Location location(int lane) {
    String workload = "app" + lane / 10;
    String pod = workload + "-5468d8c4df-" + lane;
    return new Location(
        "node" + lane % 3,
        "ns" + lane / 40,
        pod,
        null,
        "main",
        "c" + lane,
        "img",
        null,
        new WorkloadRef("ns" + lane / 40, "Deployment", workload));
  }

  private static Observations observations(
      long[] time,
      int[] location,
      int[] process,
      int[] identity,
      int[] activity,
      byte[] kind,
      Tables tables) {
    int n = time.length;
    int[] zeros = new int[n];
    int[] none = new int[n];
    Arrays.fill(none, Tables.NOT_GIVEN);
    long[] longZeros = new long[n];
    Columns columns =
        new Columns(
            LongBuffer.wrap(time),
            ByteBuffer.wrap(new byte[n]),
            IntBuffer.wrap(zeros),
            ByteBuffer.wrap(kind),
            IntBuffer.wrap(zeros),
            IntBuffer.wrap(location),
            IntBuffer.wrap(process),
            IntBuffer.wrap(none),
            IntBuffer.wrap(none),
            IntBuffer.wrap(identity),
            IntBuffer.wrap(none),
            IntBuffer.wrap(zeros),
            IntBuffer.wrap(activity),
            IntBuffer.wrap(zeros),
            LongBuffer.wrap(longZeros),
            LongBuffer.wrap(longZeros),
            IntBuffer.wrap(zeros));
    return new Observations(
        n,
        n,
        columns,
        tables.texts.freeze(),
        tables.locations.freeze(),
        tables.processes.freeze(),
        tables.activities.freeze());
  }
}
