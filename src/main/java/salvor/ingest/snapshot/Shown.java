package salvor.ingest.snapshot;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.ingest.ControlGroup;
import salvor.workload.Location;

/** Observations of what a snapshot shows. */
final class Shown {
  private static final String DELETED = " (deleted)";

  private Shown() {}

  /**
   * A process.
   *
   * @param time when it was started, null when that is not told
   * @param executable where the kernel says that it lies, null when it does not
   */
  static Observation process(
      @Nullable ObservedTime time,
      Location at,
      ProcessInfo said,
      @Nullable String executable,
      RecordRef ref) {
    Set<Quality> quality = EnumSet.of(Quality.RUNNING_BEFORE_SENSOR);
    if (time == null) {
      quality.add(Quality.SEEN_RUNNING);
    }
    if (said.commandLine() != null) {
      quality.add(Quality.LOSSY_ARGUMENTS);
    }
    String path = executable;
    if (path != null && path.startsWith("/memfd:")) {
      quality.add(Quality.EXE_FROM_MEMFD);
    } else if (path != null && path.endsWith(DELETED)) {
      quality.add(Quality.EXE_DELETED);
    }
    path =
        path != null && path.endsWith(DELETED)
            ? path.substring(0, path.length() - DELETED.length())
            : path;
    ProcessInfo process =
        new ProcessInfo(
            said.pid(),
            null,
            null,
            path,
            said.name(),
            said.commandLine(),
            null,
            said.uid(),
            said.parent());
    return new Observation(time, at, process, new Activity.ProcessStarted(), quality, ref);
  }

  /** A socket or file that a process has open. */
  static Observation open(
      @Nullable ObservedTime time,
      Location at,
      @Nullable Integer pid,
      @Nullable String name,
      Activity activity,
      Outcome outcome,
      RecordRef ref) {
    return new Observation(
        time,
        at,
        new ProcessInfo(pid, null, null, null, name, null, null, null, null),
        activity,
        outcome,
        EnumSet.of(Quality.RUNNING_BEFORE_SENSOR),
        ref);
  }

  /** What a column of control groups tells: one path, or one of each hierarchy. */
  static ControlGroup group(@Nullable String told) {
    String paths = told == null ? "" : told;
    return paths.startsWith("/")
        ? ControlGroup.of(paths)
        : ControlGroup.ofLines(paths.replace(',', '\n'));
  }

  /** The container whose id a control group's path holds. */
  static Location container(@Nullable String cgroup) {
    return group(cgroup).location(null);
  }

  /** A process id; null of what is none. */
  static @Nullable Integer pid(@Nullable String text) {
    return text != null && text.matches("[0-9]{1,9}") ? Integer.valueOf(text) : null;
  }
}
