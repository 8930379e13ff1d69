package salvor.baseline;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.jobs.Progress;

/**
 * What the sensors recorded at all: that something was not done can be told of nothing else. Alerts
 * do not count, since they tell of what stands out and not of all that is done.
 */
public final class Recorded {
  private static final int STEP = 1 << 16;

  private Recorded() {}

  /**
   * The facets of which something was recorded in a window.
   *
   * @param nodes only on these nodes ({@link salvor.workload.Location#nodeKey}) and where none is
   *     named; everywhere when empty
   * @param from epoch nanoseconds, null for the first observation
   * @param until epoch nanoseconds, not included; null for the last observation
   */
  public static Set<Facet> facets(
      Observations observations,
      Set<String> nodes,
      @Nullable Long from,
      @Nullable Long until,
      Progress progress) {
    Set<Facet> found = EnumSet.noneOf(Facet.class);
    boolean[] elsewhere = new boolean[observations.locations()];
    for (int id = 0; id < elsewhere.length; id++) {
      String node = observations.location(id).nodeKey();
      elsewhere[id] = node != null && !nodes.isEmpty() && !nodes.contains(node);
    }
    boolean[] known = new boolean[observations.activities()];
    int end = until == null ? observations.timed() : observations.firstAtOrAfter(until);
    for (int row = from == null ? 0 : observations.firstAtOrAfter(from); row < end; row++) {
      if (row % STEP == 0) {
        progress.at(row, end, "Finding what was recorded");
      }
      int activity = observations.activityId(row);
      if (!known[activity] && !elsewhere[observations.locationId(row)]) {
        known[activity] = true;
        add(observations.kind(row), observations.activity(activity), found);
      }
    }
    return found;
  }

  /**
   * Whether who records this read records all: sensors often tell of single files by rule, and only
   * who tells of all tells of the libraries that each program opens when it starts.
   */
  static boolean isOfAllReads(String path) {
    String name = Program.base(path);
    return name.endsWith(".so") || name.contains(".so.");
  }

  private static void add(Kind kind, Activity activity, Set<Facet> found) {
    switch (kind) {
      case PROCESS_STARTED -> found.add(Facet.EXEC);
      case CONNECTION_OPENED, CONNECTION_ACCEPTED, LISTENING -> found.add(Facet.NETWORK);
      case NAME_LOOKED_UP -> found.add(Facet.DNS);
      case FILE_WRITTEN, FILE_DELETED -> found.add(Facet.FILE_WRITE);
      case API_REQUEST -> found.add(Facet.API);
      case FILE_OPENED -> {
        found.add(Facet.SENSITIVE_READ); // who records other reads records these
        if (activity instanceof Activity.FileOpened(String path, _) && isOfAllReads(path)) {
          found.add(Facet.FILE_READ);
        }
      }
      case KERNEL_ACTION -> {
        if (activity instanceof Activity.KernelAction action) {
          switch (action.type()) {
            case CAPABILITY -> found.add(Facet.CAPABILITY);
            case SYSCALL -> found.add(Facet.SYSCALL);
            case HOOK -> {}
          }
        }
      }
      case PROCESS_ENDED, ALERT, EVENTS_LOST, CLUSTER_EVENT, NOT_HEARD, LOGGED -> {}
    }
  }
}
