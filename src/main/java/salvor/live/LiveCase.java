package salvor.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterObjects;
import salvor.cluster.Gap;
import salvor.cluster.KubeContext;
import salvor.cluster.LivePods;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.cluster.WatchState;
import salvor.evidence.Evidence;
import salvor.jobs.Job;
import salvor.jobs.JobCancelled;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An investigation of a cluster while it runs: its pods, what its sensors write, and the verdicts
 * on it. Everything that arrives lies in the folder before it is judged, and the folder can be
 * opened as evidence at any time.
 */
public final class LiveCase implements AutoCloseable {
  private static final long SHORTEST_PAUSE = 300;

  /** With a round of 0.6 s before it and one after it a line is judged within two seconds. */
  private static final long LONGEST_PAUSE = 700;

  private final Cluster cluster;
  private final Path folder;
  private final LiveJudging judging;
  private final Jobs jobs;
  private final InstantSource clock;
  private final LivePods pods = new LivePods();
  private final Watches watches;
  private final TriageLog triage;
  private final LiveCustody custody;
  private final FollowedSensors sensors;
  private final List<Job<?>> running = new ArrayList<>();
  private final HoleLog notHeard;
  private final SilentWatches silent;
  private volatile Judged judged = new Judged(0, null);

  /** How many lines were judged, and until when all that had arrived. */
  private record Judged(long lines, @Nullable Instant until) {}

  /**
   * How far judging is behind what arrives.
   *
   * @param lines how many lines arrived since {@code until}
   * @param until what arrived before was judged; null before the first round
   */
  public record Behind(long lines, @Nullable Instant until) {}

  /**
   * A sensor that is followed.
   *
   * @param lines how many lines it wrote since
   * @param lost why it is not heard now, null when it is
   * @param since when it was lost, null when it is heard
   */
  public record Heard(Sensor sensor, long lines, @Nullable Trouble lost, @Nullable Instant since) {
    /** Until when each node is heard; one of which nothing ever came may not be followed yet. */
    public static Map<String, Long> until(List<Heard> sensors, long time) {
      Map<String, Long> heard = new HashMap<>();
      for (Heard each : sensors) {
        if (each.lines > 0 && (each.since != null || each.lost == null)) {
          long lost = each.since == null ? time : nanos(each.since);
          heard.merge(each.sensor.node(), Math.min(time, lost), Math::max);
        }
      }
      return heard;
    }

    private static long nanos(Instant at) {
      return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }
  }

  /**
   * A kind of objects that is watched.
   *
   * @param judged whether what is observed is judged by them; the others are told beside a pod
   * @param state where the watch stands
   * @param gaps times in which nothing was heard of it
   */
  public record Watch(ObjectKind kind, boolean judged, WatchState state, List<Gap> gaps) {
    /** Copies the list. */
    public Watch {
      gaps = List.copyOf(gaps);
    }
  }

  /**
   * What is known now.
   *
   * @param round the verdicts
   * @param sensors the sensors that are followed
   * @param holes times in which one was not heard
   * @param watches the kinds of objects that are watched
   * @param failed why nothing is judged any more, null while it is
   */
  public record Now(
      LiveJudging.Round round,
      List<Heard> sensors,
      List<Hole> holes,
      List<Watch> watches,
      @Nullable String failed) {
    /** Before anything arrived. */
    public static final Now BEGIN =
        new Now(
            new LiveJudging.Round(Board.EMPTY, List.of(), true, 0, null),
            List.of(),
            List.of(),
            List.of(),
            null);

    /** Copies the lists. */
    public Now {
      sensors = List.copyOf(sensors);
      holes = List.copyOf(holes);
      watches = List.copyOf(watches);
    }
  }

  /**
   * An investigation that has not begun.
   *
   * @param folder where everything is written to; made when it is not there
   */
  public LiveCase(
      Cluster cluster, Path folder, LiveJudging judging, Jobs jobs, InstantSource clock) {
    this.cluster = cluster;
    this.folder = folder;
    this.judging = judging;
    this.jobs = jobs;
    this.clock = clock;
    this.watches = new Watches(cluster, folder, clock);
    this.custody = new LiveCustody(folder, clock, cluster::ahead);
    this.triage = new TriageLog(folder, custody::ledger, clock);
    this.notHeard = new HoleLog(folder.resolve("not-heard"), clock);
    this.silent = new SilentWatches(notHeard, clock);
    this.sensors = new FollowedSensors(cluster, folder.resolve("sensors"), notHeard, jobs, clock);
  }

  /** The pods, kept up to date. */
  public LivePods pods() {
    return pods;
  }

  /** All objects that are watched, as they are now. */
  public ClusterObjects known() {
    return watches.known();
  }

  /** What responders decided of its pods and workloads. */
  public TriageLog triage() {
    return triage;
  }

  /** The cluster itself, for what is asked on demand: it is not recorded. */
  public Cluster cluster() {
    return cluster;
  }

  /** How far the cluster's clock is ahead now, negative when behind. */
  public Duration ahead() {
    return cluster.ahead();
  }

  /** What is written down of it, and whether the cluster may be acted on. */
  public LiveCustody custody() {
    return custody;
  }

  /** The folder that everything is written to. */
  public Path folder() {
    return folder;
  }

  /** How far judging is behind now. */
  public Behind behind() {
    Judged done = judged; // before the lines: they only grow
    return new Behind(lines() - done.lines(), done.until());
  }

  /**
   * Asks what an investigator would have if the alert fired now.
   *
   * @param namespace where, empty for all namespaces
   * @throws Exception when the cluster does not tell, or a baseline cannot be read
   */
  public Readiness readiness(String namespace, Progress progress) throws Exception {
    return ReadinessCheck.ask(cluster, namespace, judging.matching(progress), progress);
  }

  /** The files that hold the baselines that are judged by. */
  public List<Path> baselines() {
    return judging.baselines();
  }

  /** Judges everything anew, by these baselines before the others. */
  public void judgeBy(List<Path> first) {
    judging.judgeBy(first);
  }

  /**
   * All that was recorded so far, whether it was judged together or not.
   *
   * @throws Exception when it cannot be read
   */
  public Evidence recorded(Progress progress) throws Exception {
    List<Path> files = new ArrayList<>(watches.files());
    streams().forEach(stream -> files.add(stream.file()));
    return judging.read(files, progress).evidence();
  }

  /**
   * The profiles that Kubescape keeps in the cluster.
   *
   * @param namespace where, empty for all namespaces
   * @throws Exception when they cannot be kept for a moment, or read
   */
  public KubescapeProfiles.Found kubescape(String namespace, Progress progress) throws Exception {
    return KubescapeProfiles.found(cluster, namespace, judging::read, progress);
  }

  /**
   * Begins to watch and to follow.
   *
   * @param namespace where, empty for all namespaces; sensors are looked for in all of those
   * @param told is given what is known, after each round that found something new
   */
  public synchronized void begin(String namespace, Consumer<Now> told) throws IOException {
    custody.begin(namespace);
    tellWhat();
    watches.begin(namespace, pods);
    running.add(jobs.start("Judge what arrives", progress -> rounds(told, progress)));
  }

  /** Says once in the folder which cluster is recorded there. */
  private void tellWhat() throws IOException {
    Path file = Files.createDirectories(folder).resolve("recording.json");
    if (!Files.exists(file)) {
      KubeContext of = cluster.context();
      ObjectNode record = JsonMapper.shared().createObjectNode();
      record.put("salvor", "recording").put("context", of.name()).put("server", of.server());
      if (custody.practised() != null) {
        record.put("practice", custody.practised());
      }
      Files.writeString(file, record + "\n");
    }
  }

  private Void rounds(Consumer<Now> told, Progress progress) throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    progress.onCancel(end::countDown);
    Now known = Now.BEGIN;
    try {
      long before = -1;
      long took;
      do {
        progress.at(0, 0, "Judging what arrives");
        boolean changed = watches.write();
        silent.note(watches.states());
        sensors.follow(pods.all());
        Instant begin = clock.instant();
        long lines = lines();
        LiveJudging.Round round =
            changed || lines != before || known.round().waiting() > 0 || judging.isOutOfDate()
                ? judging.judge(watches.files(), streams(), progress)
                : known.round();
        Now next = now(round, null);
        before = lines;
        if (round.waiting() == 0) {
          judged = new Judged(lines, begin);
        }
        if (!next.equals(known)) {
          known = next;
          told.accept(next);
        }
        took = Duration.between(begin, clock.instant()).toMillis();
      } while (!end.await(Math.clamp(took, SHORTEST_PAUSE, LONGEST_PAUSE), TimeUnit.MILLISECONDS));
      return null;
    } catch (JobCancelled asked) {
      throw asked;
    } catch (Exception cause) { // whoever looks on must learn that what is shown is old
      told.accept(now(known.round(), cause.toString()));
      throw cause;
    }
  }

  private long lines() {
    return watches.lines() + notHeard.lines() + sensors.lines();
  }

  private Now now(LiveJudging.Round round, @Nullable String failed) {
    return new Now(round, sensors.heard(), sensors.holes(), watches.states(), failed);
  }

  private List<Recorder.Segment> streams() {
    List<Recorder.Segment> streams = new ArrayList<>(watches.streams());
    streams.addAll(notHeard.segments());
    streams.addAll(sensors.segments());
    return streams;
  }

  @Override
  public void close() throws IOException {
    List<Job<?>> ending;
    List<Watch> last;
    synchronized (this) {
      ending = List.copyOf(running);
      last = watches.states();
      watches.end();
    }
    ending.forEach(Job::cancel);
    ending.forEach(Job::await);
    try (java.io.Closeable _ = () -> custody.end(lines());
        notHeard;
        watches;
        sensors) { // the last first, and each whatever becomes of the others
      silent.note(last); // since the last round
    }
  }
}
