package salvor.workbench.playbook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salvor.report.DwellTimes;

/** What is known of when it happened, and what time it is there. */
public interface Incident {
  /** What the times follow from: another object where they may have changed. From any thread. */
  Object version();

  /**
   * The times; takes a while.
   *
   * @param verified when the ledger says, by the clock of this machine, that all that was to be cut
   *     off was first seen to be; null where it was not
   */
  DwellTimes times(@Nullable Instant verified);

  /** What time it is there, by the clock of the times. */
  Instant now();
}
