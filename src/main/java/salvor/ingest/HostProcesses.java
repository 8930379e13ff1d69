package salvor.ingest;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one look at a host tells of its processes: records that know no more of a process than its
 * number find there in which container it ran.
 *
 * @param node the host's name, null when not told
 * @param root the folder in its source that it is of; empty for all of it
 * @param taken when, in nanoseconds since 1970; null when not told
 * @param processes by their numbers on the host
 */
public record HostProcesses(
    @Nullable String node, String root, @Nullable Long taken, Map<Integer, Ran> processes) {
  public HostProcesses {
    processes = Map.copyOf(processes);
  }

  /**
   * A process.
   *
   * @param started when, in nanoseconds since 1970; null when not told
   * @param group what its control group tells, which may be nothing; null when that was not told
   */
  public record Ran(
      @Nullable String name,
      @Nullable String executable,
      @Nullable String commandLine,
      @Nullable Long started,
      @Nullable ControlGroup group) {}
}
