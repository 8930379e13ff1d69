package salvor.workbench.playbook;

import java.time.Instant;
import salvor.report.DwellTimes;

/** What is known of when it happened, and what time it is there. */
public interface Incident {
  /** What the times follow from: another object where they may have changed. From any thread. */
  Object version();

  /** The times, with that of the verification by the ledger as it is; takes a while. */
  DwellTimes times();

  /** What time it is there, by the clock of the times. */
  Instant now();
}
