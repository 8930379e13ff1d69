package salvor.evidence;

import org.jspecify.annotations.Nullable;
import salvor.workload.Location;

/** Finds where processes ran that records tell by their number on a host and nothing more. */
public interface Placing {
  /**
   * Such a record.
   *
   * @param pid the number
   * @param time when, in nanoseconds since 1970; null when not told
   * @param said where, as far as it says
   */
  record Numbered(int source, int pid, @Nullable Long time, Location said, ProcessInfo process) {}

  /** Whether records of a source are such. */
  boolean wants(int source);

  /** One of them; all are met before the first is placed. */
  void meet(Numbered row);

  /** Where it ran; null when nothing proves it. */
  @Nullable Location place(Numbered row);
}
