package salvor.recovery;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.custody.Target;
import salvor.recovery.RollOutWatch.Standing;

/** What a ledger is told of a roll-out beside what was done: how many pods run the bad digest. */
public final class RollOutLog {
  private RollOutLog() {}

  /** Writes down that pods end although no sealed evidence of them verifies. */
  public static void evenEvidence(
      CaseLedger ledger, List<RollOutPlan.Ending> victims, @Nullable String why)
      throws IOException {
    for (RollOutPlan.Ending each : victims) {
      CustodyEntry note = ledger.entry(Deed.NOTE, why);
      Target in = note.target() == null ? Target.of(null, null) : note.target();
      ledger.write(
          note.on(in.in(each.namespace(), each.name(), each.uid()))
              .asked(Map.of("verb", "even-evidence", "by", each.by().said()), Map.of()));
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
