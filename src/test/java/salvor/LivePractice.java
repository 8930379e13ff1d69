package salvor;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.Confirmed;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.fabric8.Fabric8Clusters;
import salvor.jobs.Jobs;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.apiserver.ApiResources;
import salvor.training.apiserver.Faults;
import salvor.workbench.cluster.LiveViewModel;
import salvor.workbench.fx.FxThread;

/** The web shell, played in a practice cluster and watched. */
final class LivePractice implements AutoCloseable {
  static final String VICTIM = "web-5468d8c4df-8ppl7";
  static final String SIBLING = "web-5468d8c4df-79mhf";
  static final String SECOND_VICTIM = "pay-75d8fd44df-klqbd";
  private static final Path SAMPLE = Path.of("evidence-samples/webshell");

  /** Two minutes into the attack: the miner is connected. */
  static final Instant UNDER_ATTACK = Instant.parse("2026-11-23T04:46:35Z");

  private static final Instant BEFORE_THE_ATTACK = Instant.parse("2026-11-23T04:43:40Z");

  final PracticeCluster practice;
  final ReplayClock clock;
  final Cluster cluster;
  final Greeting greeting;
  final LiveCase live;

  private Instant lost = Instant.EPOCH;

  /** What a window shows of it, once it is begun. */
  final LiveViewModel model;

  /**
   * Begins to play shortly before the attack.
   *
   * @param folder for the kubeconfig and for what arrives
   */
  LivePractice(Path folder, double speed) throws Exception {
    this(folder, speed, BEFORE_THE_ATTACK, List.of(SAMPLE.resolve("baseline.json")));
  }

  /**
   * Begins to play.
   *
   * @param folder for the kubeconfig and for what arrives
   * @param from when in the recording; null for its begin
   * @param baselines what it is judged by
   */
  LivePractice(Path folder, double speed, @Nullable Instant from, List<Path> baselines)
      throws Exception {
    this(folder, speed, from, baselines, InstantSource.system());
  }

  /** Plays it in a cluster whose controllers are so many times as fast. */
  static LivePractice faster(Path folder, double speed, int times) throws Exception {
    Instant began = Instant.now();
    return new LivePractice(
        folder,
        speed / times,
        BEFORE_THE_ATTACK,
        List.of(SAMPLE.resolve("baseline.json")),
        () -> began.plus(Duration.between(began, Instant.now()).multipliedBy(times)));
  }

  private LivePractice(
      Path folder, double speed, @Nullable Instant from, List<Path> baselines, InstantSource wall)
      throws Exception {
    ApiResources resources = new ApiResources();
    Recording recording = Recording.read(SAMPLE, resources);
    clock = new ReplayClock(wall, from == null ? recording.begin() : from, speed);
    practice = new PracticeCluster(recording, resources, 0, clock, wall);
    Path kubeconfig = folder.resolve("kubeconfig");
    practice.writeKubeconfig(kubeconfig);
    Kubeconfigs read = Kubeconfigs.read(List.of(kubeconfig), KubeContext.Origin.USER);
    cluster =
        new Fabric8Clusters(new Jobs()).connect(read.contexts().getFirst(), Confirmed.NOTHING);
    greeting = cluster.greet();
    InstantSource here = InstantSource.system();
    live = new LiveCase(cluster, folder.resolve("case"), judging(baselines), new Jobs(), here);
    model =
        new LiveViewModel(
            live, greeting, cluster.context().name(), new Jobs(), new FxThread(), here);
  }

  private static LiveJudging judging(List<Path> baselines) {
    return new LiveJudging(Salvor.reader(), Salvor::judge, baselines, LiveJudging.ORDINARY_TAIL);
  }

  /** The log of the sensor on the victim's node breaks off, and is not to be had again. */
  void loseASensor() {
    String node =
        live.pods().all().stream()
            .filter(pod -> pod.name().equals(VICTIM))
            .findFirst()
            .orElseThrow()
            .node();
    String sensor =
        live.pods().all().stream()
            .filter(pod -> pod.node().equals(node) && pod.name().startsWith("falco"))
            .findFirst()
            .orElseThrow()
            .name();
    lost = Instant.now();
    practice
        .faults()
        .plan(
            1000,
            request -> request.path().endsWith("/" + sensor + "/log"),
            new Faults.Fault.Dropped());
    practice.cut();
  }

  /** Whether so many seconds passed since then. */
  boolean sinceLost(int seconds) {
    return lost.plusSeconds(seconds).isBefore(Instant.now());
  }

  @Override
  public void close() throws IOException {
    model.end();
    live.close();
    cluster.close();
    practice.close();
  }
}
