package salvor.terminal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import salvor.evidence.Visible;
import salvor.live.LiveCase;
import salvor.live.LiveCluster;
import salvor.report.LiveWords;
import salvor.report.VerdictLines;

/** {@code salvor watch}. */
@Command(
    name = "watch",
    sortOptions = false,
    description = {
      "Follows the sensors of a cluster, writes down what they say, and tells each pod that goes out of profile.",
      "",
      "Everything that arrives lies in the folder before it is judged; salvor FOLDER opens it as evidence.",
      "Of several clusters each has a folder of its own in it, and each line names its cluster."
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
  private final Set<String> remarked = new HashSet<>();

  @Mixin private ClusterArguments.Several connecting = new ClusterArguments.Several();

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
    return connecting.connected(
        desk,
        clusters -> {
          try (Watched watched =
              Watched.of(desk, clusters, connecting.namespace, folder, baselines, named.get())) {
            return window ? watched.shown() : followed(watched);
          }
        });
  }

  private int followed(Watched watched) throws IOException, InterruptedException {
    LinkedBlockingQueue<Told> told = new LinkedBlockingQueue<>();
    boolean several = watched.clusters().size() > 1;
    Map<LiveCluster, VerdictLines> lines = new LinkedHashMap<>();
    for (LiveCluster each : watched.clusters()) {
      lines.put(each, new VerdictLines(json, several ? each.name() : ""));
      each.live().custody().greeted(each.name(), each.greeting());
      each.live().begin(each.namespace(), now -> told.add(new Told(each, now)));
    }
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    while (!desk.out().checkError()) {
      Told next = told.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (next == null) {
        return ExitCode.DONE;
      }
      LiveCase.Now now = next.now();
      remark(next, several);
      if (now.failed() != null) {
        return ExitCode.FAILED;
      }
      int out =
          Objects.requireNonNull(lines.get(next.of()))
              .tell(desk.out(), now.round().board(), now.round().findings(), Instant.now());
      if (fail && out > 0) {
        return ExitCode.FOUND;
      }
    }
    return ExitCode.DONE;
  }

  /** What is known now of one of the clusters. */
  private record Told(LiveCluster of, LiveCase.Now now) {}

  private void remark(Told told, boolean several) {
    String of = several ? Visible.text(told.of().name()) + ": " : "";
    List<String> remarks = new ArrayList<>();
    remarks.add("following " + told.now().sensors().size() + " sensors");
    remarks.addAll(LiveWords.troubles(told.now()));
    remarks.addAll(LiveWords.holes(told.now()));
    remarks.addAll(LiveWords.unreadable(told.now()).stream().toList());
    remarks.stream()
        .map(remark -> of + remark)
        .filter(remarked::add)
        .forEach(remark -> ClusterArguments.say(desk, remark));
  }
}
