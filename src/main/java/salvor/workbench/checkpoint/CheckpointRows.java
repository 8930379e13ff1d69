package salvor.workbench.checkpoint;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import salvor.evidence.Activity;
import salvor.evidence.Evidence;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.checkpoint.Checkpoint;

/** Which events tell of what a checkpoint shows. */
final class CheckpointRows {
  /** As many digits of a container's id as every sensor tells. */
  private static final int SHORT = 12;

  private CheckpointRows() {}

  /** The event that tells of a process. */
  static OptionalInt started(Evidence evidence, int pid, Set<Integer> sources) {
    return find(
        evidence, pid, sources, row -> evidence.observations().kind(row) == Kind.PROCESS_STARTED);
  }

  /** The event that tells of a socket of a process. */
  static OptionalInt of(
      Evidence evidence, int pid, Checkpoint.Socket socket, Set<Integer> sources) {
    return find(
        evidence,
        pid,
        sources,
        row ->
            switch (evidence.observations().get(row).activity()) {
              case Activity.ConnectionOpened it ->
                  it.local().equals(socket.local()) && it.remote().equals(socket.remote());
              case Activity.ConnectionAccepted it ->
                  it.local().equals(socket.local()) && it.remote().equals(socket.remote());
              case Activity.Listening it -> it.local().equals(socket.local());
              default -> false;
            });
  }

  /** The process of a checkpoint that did what an event of its container tells. */
  static Optional<Checkpoint.Running> process(Checkpoint read, Observations all, int row) {
    String container = read.location().containerId();
    String told = all.location(all.locationId(row)).containerId();
    if (container == null
        || told == null
        || told.length() < SHORT
        || !container.startsWith(told.substring(0, Math.min(told.length(), container.length())))) {
      return Optional.empty();
    }
    int pid = all.columns().containerPid().get(row);
    return read.processes().stream().filter(process -> process.pid() == pid).findFirst();
  }

  private static OptionalInt find(
      Evidence evidence, int pid, Set<Integer> sources, IntPredicate fits) {
    Observations all = evidence.observations();
    return IntStream.range(0, all.size())
        .filter(row ->
            sources.contains(all.sourceId(row)) && all.columns().containerPid().get(row) == pid)
        .filter(fits)
        .findFirst();
  }
}
