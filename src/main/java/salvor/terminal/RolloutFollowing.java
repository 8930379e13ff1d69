package salvor.terminal;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import salvor.cluster.Cluster;
import salvor.containment.Applied;
import salvor.recovery.Fix;
import salvor.recovery.Hitch;
import salvor.recovery.RollOutWatch;
import salvor.recovery.RollOutWatch.Standing;
import salvor.recovery.WorkloadFix;
import salvor.report.RollOutReport;
import salvor.report.RollOutWords;

/** Follows a roll-out until it is through, does not go on, or for so long. */
final class RolloutFollowing {
  private static final Duration LISTED = Duration.ofSeconds(20);

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "follow it for so long, until it is through or does not go on")
  private int seconds;

  /** What is done when the pods are watched already, so that no step of theirs is missed. */
  @FunctionalInterface
  interface Act {
    void run() throws IOException;
  }

  Standing follow(
      Desk desk, Cluster cluster, Fix fix, List<WorkloadFix> workloads, boolean quiet, Act act)
      throws InterruptedException, IOException {
    try (RollOutWatch watch = new RollOutWatch(cluster, "", fix, workloads)) {
      Standing before = watch.listed(LISTED);
      String[] last = {RollOutWords.count(before.count())};
      if (!quiet) {
        ClusterArguments.say(desk, last[0]);
      }
      Set<String> told = new HashSet<>();
      act.run();
      if (seconds <= 0) {
        return watch.now();
      }
      return watch.await(
          Duration.ofSeconds(seconds),
          desk.progress(),
          each -> {
            tellHitches(desk, each, told, quiet);
            String said = RollOutWords.count(each.count());
            if (!quiet && !said.equals(last[0])) {
              ClusterArguments.say(desk, said);
            }
            last[0] = said;
          });
    }
  }

  /** Once each: a puller fails again and again. */
  private static void tellHitches(Desk desk, Standing standing, Set<String> told, boolean quiet) {
    for (Hitch each : standing.hitches()) {
      if (told.add(each.pod() + " " + each.reason()) && !quiet) {
        ClusterArguments.say(desk, RollOutWords.hitch(each));
      }
    }
  }

  /** Where it stands now. */
  Standing listed(Cluster cluster, Fix fix, List<WorkloadFix> workloads)
      throws InterruptedException {
    try (RollOutWatch watch = new RollOutWatch(cluster, "", fix, workloads)) {
      return watch.listed(LISTED);
    }
  }

  void written(
      Desk desk,
      Fix fix,
      Standing standing,
      @Nullable String measure,
      List<Applied.Result> results,
      @Nullable String json)
      throws IOException {
    written(desk, new RollOutReport(fix, standing, measure, results, List.of()), json);
  }

  void written(Desk desk, RollOutReport report, @Nullable String json) throws IOException {
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
  }
}
