package salvor.workbench.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Confirmed;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.Right;
import salvor.cluster.Rights;
import salvor.jobs.Jobs;
import salvor.jobs.Progress;
import salvor.live.LiveCase;
import salvor.training.PracticeCluster;
import salvor.training.Recording;
import salvor.training.ReplayClock;
import salvor.training.Scenarios;
import salvor.training.apiserver.ApiResources;

/**
 * A cluster that is connected to, to be recorded, with the practice cluster behind it if it is one
 * of this window.
 */
public final class Attached implements AutoCloseable {
  private final Cluster cluster;
  private final Greeting greeting;
  private final Rights rights;
  private final LiveCase live;
  private final @Nullable PracticeCluster practice;

  private Attached(
      Cluster cluster, LiveCase live, @Nullable PracticeCluster practice, Progress progress)
      throws ClusterFailure {
    this.cluster = cluster;
    this.live = live;
    this.practice = practice;
    progress.at(0, 0, "Asking the cluster who it is");
    this.greeting = cluster.greet();
    progress.at(0, 0, "Asking what may be done");
    this.rights = cluster.rights(Arrays.asList(Right.values()), "");
  }

  /** Connects; recording is yet to begin. */
  static Attached to(
      KubeContext context,
      Confirmed confirmed,
      List<Path> baselines,
      LiveSource source,
      Progress progress)
      throws ClusterFailure, IOException {
    return to(
        context,
        confirmed,
        baselines.isEmpty() ? source.approved() : baselines,
        source,
        null,
        progress);
  }

  private static Attached to(
      KubeContext context,
      Confirmed confirmed,
      List<Path> baselines,
      LiveSource source,
      @Nullable PracticeCluster practice,
      Progress progress)
      throws ClusterFailure, IOException {
    progress.at(0, 0, "Connecting");
    Cluster cluster = source.clusters().connect(context, confirmed);
    progress.onCancel(cluster::close);
    Attached made = null;
    try {
      Path folder = source.folder(context.name());
      LiveCase live =
          new LiveCase(
              cluster,
              folder.resolve("recorded"),
              source.judging(baselines),
              new Jobs(),
              InstantSource.system());
      Attached attached = new Attached(cluster, live, practice, progress);
      made = attached;
      return attached;
    } finally {
      if (made == null) {
        cluster.close();
      }
    }
  }

  /** Starts a practice cluster in this process and connects. */
  static Attached practising(PractiseViewModel.Choice choice, LiveSource source, Progress progress)
      throws ClusterFailure, IOException {
    progress.at(0, 0, "Reading the recording");
    ApiResources resources = new ApiResources();
    Recording read = Recording.read(choice.sample(), resources);
    Recording recording = choice.asRecorded() ? read.asRecorded() : read;
    Instant begin = choice.fromBegin() ? recording.begin() : recording.beforeTheAttack();
    InstantSource wall = InstantSource.system();
    progress.at(0, 0, "Starting the practice cluster");
    PracticeCluster practice =
        new PracticeCluster(
            recording, resources, 0, new ReplayClock(wall, begin, choice.speed()), wall);
    boolean attached = false;
    try {
      Path folder = source.folder("practice-kubeconfig");
      Path kubeconfig = folder.resolve("kubeconfig");
      practice.writeKubeconfig(kubeconfig);
      KubeContext context =
          Kubeconfigs.read(List.of(kubeconfig), KubeContext.Origin.USER).contexts().getFirst();
      Path baseline = Scenarios.file(choice.sample(), "baseline.json");
      Attached made = to(context, Confirmed.NOTHING, List.of(baseline), source, practice, progress);
      attached = true;
      return made;
    } finally {
      if (!attached) {
        practice.close();
      }
    }
  }

  /** What the cluster said of itself. */
  public Greeting greeting() {
    return greeting;
  }

  /** What may be done. */
  public Rights rights() {
    return rights;
  }

  /** What is recorded of it; not begun yet. */
  public LiveCase live() {
    return live;
  }

  /** Whether it is a practice cluster that is played here, and ends with this. */
  public boolean isPlayed() {
    return practice != null;
  }

  /** What its context is called. */
  public String name() {
    return cluster.context().name();
  }

  @Override
  public void close() throws IOException {
    try {
      live.close();
    } finally {
      cluster.close();
      if (practice != null) {
        practice.close();
      }
    }
  }
}
