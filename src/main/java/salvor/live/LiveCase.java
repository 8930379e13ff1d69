package salvor.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.Gap;
import salvor.cluster.LiveContainer;
import salvor.cluster.LivePod;
import salvor.cluster.LivePods;
import salvor.cluster.LogRequest;
import salvor.cluster.LogStream;
import salvor.cluster.ObjectKind;
import salvor.cluster.Trouble;
import salvor.cluster.WatchState;
import salvor.jobs.Job;
import salvor.jobs.JobCancelled;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;

/**
 * An investigation of a cluster while it runs: its pods, what its sensors write, and the verdicts
 * on it. Everything that arrives lies in the folder before it is judged, and the folder can be
 * opened as evidence at any time.
 */
public final class LiveCase implements AutoCloseable {
  private static final long SHORTEST_PAUSE = 300;

  /** With a round of 0.6 s before it and one after it a line is judged within two seconds. */
  private static final long LONGEST_PAUSE = 700;

  private static final Trouble GONE = new Trouble.Other("its pod is gone");
  private final Cluster cluster;
  private final Path folder;
  private final LiveJudging judging;
  private final Jobs jobs;
  private final InstantSource clock;
  private final LivePods pods = new LivePods();
  private final Watches watches;
  private final TriageLog triage;
  private final List<Recorder> recorders = new ArrayList<>();
  private final Map<Sensor, Following> followed = new LinkedHashMap<>();
  private final List<Hole> holes = new ArrayList<>();
  private final List<Job<?>> running = new ArrayList<>();
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
   */
  public record Heard(Sensor sensor, long lines, @Nullable Trouble lost) {}

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

  private static final class Following {
    private final Recorder recorder;
    private volatile @Nullable Trouble lost;
    private @Nullable Job<Sensor> job;

    Following(Recorder recorder) {
      this.recorder = recorder;
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
    this.triage = new TriageLog(folder, clock);
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

  /**
   * The log of a container, which is not recorded.
   *
   * @throws ClusterFailure when it is not told
   */
  public LogStream logs(LogRequest request) throws ClusterFailure {
    return cluster.logs(request);
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

  /**
   * Begins to watch and to follow.
   *
   * @param namespace where, empty for all namespaces; sensors are looked for in all of those
   * @param told is given what is known, after each round that found something new
   */
  public synchronized void begin(String namespace, Consumer<Now> told) throws IOException {
    watches.begin(namespace, pods);
    running.add(jobs.start("Judge what arrives", progress -> rounds(told, progress)));
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
        follow();
        Instant begin = clock.instant();
        long lines = lines();
        LiveJudging.Round round =
            changed || lines != before || known.round().waiting() > 0
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

  private synchronized long lines() {
    return watches.lines()
        + followed.values().stream().mapToLong(each -> each.recorder.lines()).sum();
  }

  private synchronized Now now(LiveJudging.Round round, @Nullable String failed) {
    List<Heard> heard = new ArrayList<>();
    followed.forEach(
        (sensor, each) -> heard.add(new Heard(sensor, each.recorder.lines(), each.lost)));
    return new Now(round, heard, holes, watches.states(), failed);
  }

  private synchronized List<Recorder.Segment> streams() {
    List<Recorder.Segment> streams = new ArrayList<>(watches.streams());
    followed.values().forEach(each -> streams.addAll(each.recorder.segments()));
    return streams;
  }

  /** Follows each sensor that is not followed yet, and lets go of those that are gone. */
  private synchronized void follow() throws IOException {
    Set<Sensor> there = new HashSet<>();
    for (LivePod pod : pods.all()) {
      Map<String, String> images =
          pod.containers().stream()
              .collect(
                  Collectors.toMap(LiveContainer::name, LiveContainer::image, (one, other) -> one));
      var found = Sensor.in(pod.namespace(), pod.name(), pod.node(), images);
      if (found.isPresent()) {
        there.add(found.get());
        if (!followed.containsKey(found.get())) {
          follow(found.get());
        }
      }
    }
    followed.forEach((sensor, each) -> {
      if (!there.contains(sensor) && each.job != null) {
        each.job.cancel();
        each.lost = GONE;
      }
    });
  }

  private void follow(Sensor sensor) throws IOException {
    Path of =
        folder
            .resolve("sensors")
            .resolve(
                named(sensor.namespace())
                    + "_"
                    + named(sensor.pod())
                    + "_"
                    + named(sensor.container()));
    Following following = new Following(new Recorder(of, clock));
    followed.put(sensor, following);
    recorders.add(following.recorder);
    Follower follower =
        new Follower(
            sensor,
            new ClusterLogs(cluster),
            following.recorder,
            this::hole,
            why -> following.lost = why,
            Follower::pause);
    Job<Sensor> job =
        jobs.start(
            "Follow " + sensor.pod(),
            progress -> {
              try {
                follower.run(progress);
              } catch (IOException cause) {
                following.lost =
                    new Trouble.Other("what it says cannot be written: " + cause.getMessage());
              }
              return sensor;
            });
    following.job = job;
    running.add(job);
  }

  /** A name that a server gave, as a part of a file's name; no two names give the same. */
  private static String named(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9.-]", "-");
    return safe.equals(name) ? safe : safe + "-" + Integer.toHexString(name.hashCode());
  }

  private synchronized void hole(Hole hole) {
    holes.add(hole);
  }

  @Override
  public void close() throws IOException {
    List<Job<?>> ending;
    synchronized (this) {
      ending = List.copyOf(running);
      watches.end();
    }
    ending.forEach(Job::cancel);
    ending.forEach(Job::await);
    watches.close();
    for (Recorder recorder : List.copyOf(recorders)) {
      recorder.close();
    }
  }
}
