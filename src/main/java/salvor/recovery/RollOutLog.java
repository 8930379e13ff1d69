package salvor.recovery;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.containment.ChosenPod;
import salvor.containment.EvenEvidence;
import salvor.custody.CaseLedger;
import salvor.custody.Deed;
import salvor.recovery.RollOutWatch.Standing;

/** What a ledger is told of a roll-out beside what was done: how many pods run the bad digest. */
public final class RollOutLog {
  private RollOutLog() {}

  /** Writes down that pods end although no sealed evidence of them verifies. */
  public static void evenEvidence(
      CaseLedger ledger, List<RollOutPlan.Ending> victims, @Nullable String why)
      throws IOException {
    for (RollOutPlan.Ending each : victims) {
      EvenEvidence.write(
          ledger, new ChosenPod(each.namespace(), each.name(), each.uid()), each.by().said(), why);
    }
  }

  /** Writes down how many pods run the bad digest, and how far the roll-out is. */
  public static void counted(CaseLedger ledger, Fix fix, Standing standing, @Nullable String why)
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
