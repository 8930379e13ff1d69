package salvor.terminal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import salvor.cluster.Cluster;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.recovery.DigestCount;
import salvor.recovery.Fix;
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

  /** Whether it is to be followed. */
  boolean isWanted() {
    return seconds > 0;
  }

  Standing follow(Desk desk, Cluster cluster, Fix fix, List<WorkloadFix> workloads, boolean quiet)
      throws InterruptedException {
    try (RollOutWatch watch = new RollOutWatch(cluster, "", fix, workloads)) {
      if (seconds <= 0) {
        return watch.listed(LISTED);
      }
      return watch.await(
          Duration.ofSeconds(seconds),
          desk.progress(),
          each -> {
            if (!quiet) {
              desk.err().println("salvor: " + RollOutWords.count(each.count()));
            }
          });
    }
  }

  void written(Desk desk, Fix fix, Standing standing, @Nullable String json) throws IOException {
    RollOutReport report = new RollOutReport(fix, standing);
    if (json == null) {
      report.text(desk.out(), desk.colour());
    } else {
      EvidenceArguments.machine(desk, json, report::json);
    }
  }

  /** Writes down how many pods run the bad digest, and how far the roll-out is. */
  static void record(CaseLedger ledger, Fix fix, Standing standing, @Nullable String why)
      throws IOException {
    DigestCount count = standing.count();
    ledger.write(
        ledger
            .entry(Deed.VERIFIED, why)
            .asked(
                Map.of(
                    "verb", "count-digest", "bad", fix.bad().value(), "fixed", fix.fixed().value()),
                Map.of(
                    "open",
                    Integer.toString(count.open().size()),
                    "held",
                    Integer.toString(count.held().size()),
                    "unknown",
                    Integer.toString(count.unknown().size()),
                    "whole",
                    count.isWhole() ? "yes" : "no",
                    "rollOut",
                    standing.workloads().isEmpty()
                        ? "none"
                        : standing.isThrough()
                            ? "through"
                            : standing.isStuck() ? "stuck" : "under")));
  }
}
