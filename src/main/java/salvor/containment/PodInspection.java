package salvor.containment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Permission;
import salvor.jobs.Pause;
import salvor.jobs.Progress;

/**
 * Looks at the network of a pod from inside it, by the toolbox in a container that shares it: once
 * before the pod is cut off, and afterwards until nothing passes twice in a row, or the time is up.
 * Everything that was told is kept as it came.
 */
public final class PodInspection {
  private static final Duration BETWEEN = Duration.ofMillis(250);
  private static final Duration SILENCE = Duration.ofSeconds(15);
  private static final int MOST_ENDED = 500; // of one run: a command line has a limit

  private final Cluster cluster;
  private final Permission permission;
  private final Vantage container;
  private final Pace pace;
  private final InstantSource clock;
  private final Pause pause;
  private final List<ToolboxRun> runs = new ArrayList<>();

  /**
   * How long things may take.
   *
   * @param answer how long a target has to answer
   * @param limit how long it is looked again while something passes
   */
  public record Pace(Duration answer, Duration limit) {
    /** A policy holds within about a second of being accepted, as a rule. */
    public static final Pace USUAL = new Pace(Duration.ofMillis(700), Duration.ofSeconds(10));
  }

  /**
   * What was seen before.
   *
   * @param in the pod that it was seen from; another one that nothing cuts off may stand for it
   * @param sockets those of the pod; null where they were not told, or it was another one
   */
  public record Before(
      ChosenPod in, List<ProbeTarget> targets, ProbeRound round, @Nullable SocketTable sockets) {
    /** Copies the list. */
    public Before {
      targets = List.copyOf(targets);
    }
  }

  /**
   * Of a pod.
   *
   * @param clock ours
   */
  public PodInspection(
      Cluster cluster,
      Permission permission,
      Vantage container,
      Pace pace,
      InstantSource clock,
      Pause pause) {
    this.cluster = cluster;
    this.permission = permission;
    this.container = container;
    this.pace = pace;
    this.clock = clock;
    this.pause = pause;
  }

  /** All runs of the toolbox by now, in their order. */
  public List<ToolboxRun> runs() {
    return List.copyOf(runs);
  }

  /**
   * The sockets now; null where they were not told at all.
   *
   * @throws ClusterFailure when the toolbox could not be run
   */
  public @Nullable SocketTable sockets(Progress progress) throws ClusterFailure {
    ToolboxRun run = run(List.of("sockets"), SILENCE, progress);
    return table(run);
  }

  static @Nullable SocketTable table(ToolboxRun run) {
    ToolboxLines<PodSocket> lines = ToolboxLines.sockets(run.out());
    boolean whole = run.isWhole() && lines.unreadable().isEmpty();
    return whole || !lines.read().isEmpty()
        ? new SocketTable(run.answered(), lines.read(), whole)
        : null;
  }

  /**
   * Tries all targets once.
   *
   * @throws ClusterFailure when the toolbox could not be run
   */
  public ProbeRound probe(List<ProbeTarget> targets, Progress progress) throws ClusterFailure {
    List<String> argv = new ArrayList<>();
    argv.add("probe");
    argv.add("--timeout-ms");
    argv.add(Long.toString(pace.answer().toMillis()));
    targets.forEach(target -> argv.add(target.word()));
    ToolboxRun run = run(argv, pace.answer().plus(SILENCE), progress);
    return round(run, pace.answer());
  }

  static ProbeRound round(ToolboxRun run, Duration timeout) {
    return new ProbeRound(
        run.sent(), run.answered(), timeout, ToolboxLines.answers(run.out()).read());
  }

  private ToolboxRun run(List<String> argv, Duration silence, Progress progress)
      throws ClusterFailure {
    ToolboxRun run = ToolboxRun.of(cluster, permission, container, argv, silence, clock, progress);
    runs.add(run);
    progress.at(runs.size(), 0, "looking from inside"); // one that was cut off by us told nothing
    return run;
  }

  /**
   * Looks before the pod is cut off: only what answers then proves anything later.
   *
   * @throws ClusterFailure when the toolbox could not be run
   */
  public Before before(List<ProbeTarget> targets, Progress progress) throws ClusterFailure {
    ProbeRound round = probe(targets, progress);
    return new Before(container.pod(), targets, round, sockets(progress));
  }

  /**
   * Looks whether the pod is cut off.
   *
   * @param before what was seen before; null where nobody looked
   * @param node the addresses of the pod's node
   * @throws ClusterFailure when the toolbox could not be run
   */
  public InsideView after(
      List<ProbeTarget> targets, @Nullable Before before, Set<String> node, Progress progress)
      throws ClusterFailure {
    ProbeRound then = before == null ? null : before.round();
    Instant end = clock.instant().plus(pace.limit());
    ProbeRound blocked = probe(targets, progress);
    for (int i = 1; ; i++) {
      progress.at(i, 0, "looking from inside");
      boolean quiet = isQuiet(targets, then, blocked);
      boolean late = !clock.instant().isBefore(end);
      if (quiet || late) {
        SocketTable first = sockets(progress);
        if (!quiet) {
          pause.last(BETWEEN, progress); // or nothing could have moved meanwhile
        }
        ProbeRound again = probe(targets, progress);
        if (!quiet && isQuiet(targets, then, again)) { // twice in a row, also when the time is up
          blocked = again;
          first = sockets(progress);
          again = probe(targets, progress);
        }
        if (late || isQuiet(targets, then, again)) {
          SocketTable last = sockets(progress);
          return view(targets, before, blocked, again, first, last, node);
        }
        blocked = again;
      } else {
        pause.last(BETWEEN, progress);
        blocked = probe(targets, progress);
      }
    }
  }

  /**
   * Looks again after connections were ended, where nothing had passed in the rounds before that:
   * one more round is the next in a row then. Where something passes in it, it is looked as at
   * first.
   *
   * @throws ClusterFailure when the toolbox could not be run
   */
  public InsideView again(
      List<ProbeTarget> targets, @Nullable Before before, Set<String> node, Progress progress)
      throws ClusterFailure {
    ProbeRound then = before == null ? null : before.round();
    SocketTable first = sockets(progress);
    ProbeRound round = probe(targets, progress);
    if (!isQuiet(targets, then, round)) {
      return after(targets, before, node, progress);
    }
    return view(targets, before, round, round, first, sockets(progress), node);
  }

  private InsideView view(
      List<ProbeTarget> targets,
      @Nullable Before before,
      ProbeRound blocked,
      ProbeRound after,
      @Nullable SocketTable first,
      @Nullable SocketTable last,
      Set<String> node) {
    if (before == null) {
      return new InsideView(targets, null, null, null, blocked, after, first, last, node);
    }
    boolean own = before.in().equals(container.pod());
    return new InsideView(
        targets,
        before.round(),
        own ? null : before.in(),
        own ? before.sockets() : null,
        blocked,
        after,
        first,
        last,
        node);
  }

  /** Whether nothing passes that should not, and of all that could prove it something was told. */
  private static boolean isQuiet(
      List<ProbeTarget> targets, @Nullable ProbeRound before, ProbeRound round) {
    return targets.stream()
        .map(target -> InsideView.tried(target, before, round))
        .noneMatch(tried -> tried.finding() == Verification.Finding.PASSES || tried.isLeftOpen());
  }

  /**
   * Ends connections, by their other ends; whether they are gone only a new look tells.
   *
   * @return what the kernel said
   * @throws ClusterFailure when the toolbox could not be run
   */
  public List<ToolboxLines.Ended> end(List<PodSocket> connections, Progress progress)
      throws ClusterFailure {
    List<String> remotes = connections.stream().map(PodSocket::remote).distinct().toList();
    List<ToolboxLines.Ended> ended = new ArrayList<>();
    for (int from = 0; from < remotes.size(); from += MOST_ENDED) {
      List<String> argv = new ArrayList<>(List.of("kill"));
      argv.addAll(remotes.subList(from, Math.min(remotes.size(), from + MOST_ENDED)));
      ended.addAll(ToolboxLines.ended(run(argv, SILENCE, progress).out()).read());
    }
    return ended;
  }
}
