package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.baseline.Judge;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Greeting;
import salvor.evidence.Visible;
import salvor.jobs.Jobs;
import salvor.live.LiveCase;
import salvor.live.LiveJudging;
import salvor.report.LiveWords;
import salvor.report.VerdictLines;

/** {@code salvor watch}. */
@Command(
    name = "watch",
    sortOptions = false,
    description = {
      "Follows the sensors of a cluster, writes down what they say, and tells each pod that goes out of profile.",
      "",
      "Everything that arrives lies in the folder before it is judged; salvor FOLDER opens it as evidence."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:done, and with --fail-on-out a pod went out of profile",
      "2:the command line was not understood",
      "3:a baseline that was named is not there",
      "6:the kubeconfig or the cluster cannot be used",
      "70:nothing is judged any more; it says why"
    })
final class WatchCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private ClusterArguments.Connecting connecting = new ClusterArguments.Connecting();

  @Mixin private NamedBaselines baselines = new NamedBaselines();

  @Option(
      names = "--into",
      paramLabel = "DIR",
      required = true,
      description = "the folder that everything is written to")
  private Path folder = Path.of("live");

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "stop after so many seconds, else when interrupted")
  private long seconds = Long.MAX_VALUE / 2_000_000_000L;

  @Option(
      names = "--fail-on-out",
      description = "stop at the first pod out of profile, with status 1")
  private boolean fail;

  @Option(names = "--window", description = "show the pods and their verdicts in a window")
  private boolean window;

  @Option(names = "--json", description = "tell each as a line of JSON")
  private boolean json;

  WatchCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() throws Exception {
    Optional<List<Path>> named = baselines.files(desk);
    if (named.isEmpty()) {
      return ExitCode.NO_EVIDENCE;
    }
    return connecting.connected(desk, cluster -> follow(cluster, named.get()));
  }

  private int follow(Cluster cluster, List<Path> named)
      throws ClusterFailure, IOException, InterruptedException {
    Greeting greeting = cluster.greet();
    desk.err()
        .printf(
            "salvor: %s%s as %s; what arrives is written to %s%n",
            greeting.practice() == Greeting.Practice.YES ? "PRACTICE " : "",
            Visible.text(cluster.context().name()),
            Visible.text(greeting.user()),
            folder);
    LiveJudging judging =
        new LiveJudging(
            desk.reader(),
            (given, suspected, progress) ->
                new Judge(given.baselines(), given.evidence().inventory(), suspected)
                    .judge(given.evidence().observations(), progress),
            named,
            LiveJudging.ORDINARY_TAIL);
    if (window) {
      return shown(cluster, greeting, judging, named);
    }
    LinkedBlockingQueue<LiveCase.Now> told = new LinkedBlockingQueue<>();
    InstantSource clock = InstantSource.system();
    VerdictLines lines = new VerdictLines(json);
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    int sensors = -1;
    Set<String> remarked = new HashSet<>();
    try (LiveCase live = new LiveCase(cluster, folder, judging, new Jobs(), clock)) {
      live.begin(connecting.namespace, told::add);
      while (!desk.out().checkError()) {
        LiveCase.@Nullable Now now = told.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (now == null) {
          return ExitCode.DONE;
        }
        if (now.sensors().size() != sensors) {
          sensors = now.sensors().size();
          desk.err().println("salvor: following " + sensors + " sensors");
        }
        LiveWords.troubles(now).stream().filter(remarked::add).forEach(this::remark);
        LiveWords.holes(now).stream().filter(remarked::add).forEach(this::remark);
        if (now.failed() != null) {
          return ExitCode.FAILED;
        }
        int out =
            lines.tell(desk.out(), now.round().board(), now.round().findings(), clock.instant());
        if (fail && out > 0) {
          return ExitCode.FOUND;
        }
      }
    }
    return ExitCode.DONE;
  }

  private void remark(String what) {
    ClusterArguments.say(desk, what);
  }

  private int shown(Cluster cluster, Greeting greeting, LiveJudging judging, List<Path> named)
      throws IOException {
    try (LiveCase live =
        new LiveCase(cluster, folder, judging, new Jobs(), InstantSource.system())) {
      desk.window().live(live, greeting, cluster.context().name(), named);
      return ExitCode.DONE;
    } catch (Desk.NoWindow why) {
      ClusterArguments.say(
          desk,
          "no window here (" + why.getMessage() + "); leave out --window to watch in the terminal");
      return ExitCode.USAGE;
    }
  }
}
