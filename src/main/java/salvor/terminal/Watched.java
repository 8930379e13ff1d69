package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import salvor.baseline.Judge;
import salvor.casefile.Judging;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Greeting;
import salvor.evidence.Visible;
import salvor.jobs.Jobs;
import salvor.live.LiveCase;
import salvor.live.LiveCluster;
import salvor.live.LiveJudging;
import salvor.report.ClusterWords;

/**
 * Clusters that are watched together. One alone is written to the folder itself; of several each
 * has a folder of its own in it, so that no file holds lines of two.
 */
record Watched(Desk desk, List<LiveCluster> clusters, List<Path> baselines)
    implements AutoCloseable {
  /** Judges what was recorded of a cluster. */
  static final Judging JUDGING =
      (given, suspected, progress) ->
          new Judge(given.baselines(), given.evidence().inventory(), suspected)
              .judge(given.evidence().observations(), progress);

  /**
   * Greets them; nothing is followed yet.
   *
   * @param namespace where they are looked at, empty for all namespaces
   * @param named the files of those baselines that were named
   */
  static Watched of(
      Desk desk,
      List<Cluster> clusters,
      String namespace,
      Path folder,
      NamedBaselines baselines,
      List<Path> named)
      throws ClusterFailure, IOException {
    List<LiveCluster> all = new ArrayList<>();
    Set<Path> judgedBy = new LinkedHashSet<>();
    for (Cluster cluster : clusters) {
      String name = cluster.context().name();
      Greeting greeting = cluster.greet();
      Path own = clusters.size() == 1 ? folder : CaseFolders.of(folder, name);
      desk.err()
          .printf(
              "salvor: %s%s as %s; what arrives is written to %s%n",
              greeting.practice() == Greeting.Practice.YES ? "PRACTICE " : "",
              Visible.text(name),
              Visible.text(greeting.user()),
              own);
      String skew = ClusterWords.skew(greeting);
      if (!skew.isEmpty()) {
        ClusterArguments.say(desk, skew);
      }
      List<Path> its = baselines.of(desk, greeting, named);
      judgedBy.addAll(its);
      LiveJudging judging = new LiveJudging(desk.reader(), JUDGING, its, LiveJudging.ORDINARY_TAIL);
      all.add(
          new LiveCluster(
              name,
              namespace,
              greeting,
              new LiveCase(cluster, own, judging, new Jobs(), InstantSource.system())));
    }
    return new Watched(desk, all, List.copyOf(judgedBy));
  }

  /** Shows them until their windows are closed. */
  int shown() {
    try {
      desk.window().live(clusters, baselines);
      return ExitCode.DONE;
    } catch (Desk.NoWindow why) {
      ClusterArguments.say(
          desk,
          "no window here ("
              + why.getMessage()
              + "); salvor watch --into DIR follows a cluster in the terminal");
      return ExitCode.USAGE;
    }
  }

  @Override
  public void close() throws IOException {
    for (LiveCluster each : clusters) {
      each.live().close();
    }
  }
}
