package salvor.ingest.scap;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ProcessInfo;
import salvor.ingest.Recent;
import salvor.workload.Location;

/** What is known of threads, of the containers they are in, and of the files they hold. */
final class Threads {
  /** Of a runtime's control group: the container's id, perhaps between other words. */
  private static final Pattern CONTAINER = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

  private static final Pattern POD =
      Pattern.compile(
          "pod([0-9a-f]{8}([-_])[0-9a-f]{4}\\2[0-9a-f]{4}\\2[0-9a-f]{4}\\2[0-9a-f]{12})");

  private static final int MOST = 100_000;

  private final Recent<Long, Task> tasks = new Recent<>(MOST);
  private final Recent<String, Location> containers = new Recent<>(10_000);
  private final Recent<String, Location> places = new Recent<>(10_000);
  private @Nullable String node;

  /** The machine's name. */
  void node(String name) {
    node = name.isEmpty() ? null : name;
  }

  void put(Task task) {
    tasks.put(task.tid(), task);
  }

  @Nullable Task get(long tid) {
    return tasks.get(tid);
  }

  void remove(long tid) {
    tasks.remove(tid);
  }

  /** The thread that stands for a thread's process: what a process is, all its threads are. */
  @Nullable Task process(long tid) {
    Task task = tasks.get(tid);
    Task main = task == null || task.isProcess() ? null : tasks.get(task.pid());
    return main == null ? task : main;
  }

  /** The folder that a thread is in. */
  @Nullable String cwd(long tid) {
    Task task = process(tid);
    return task == null ? null : task.cwd();
  }

  /** What is to be said of a thread's process. */
  ProcessInfo info(long tid) {
    Task task = process(tid);
    return task == null ? ProcessInfo.UNKNOWN : info(task);
  }

  ProcessInfo info(Task task) {
    return new ProcessInfo(
        pid(task.pid()),
        pid(task.containerPid()),
        null,
        task.executable(),
        task.name(),
        task.commandLine(),
        task.cwd(),
        task.uid(),
        parent(task));
  }

  private ProcessInfo.@Nullable Parent parent(Task task) {
    if (task.parent() <= 0) {
      return null;
    }
    Task parent = process(task.parent());
    return parent == null
        ? new ProcessInfo.Parent(pid(task.parent()), null, null, null, null)
        : new ProcessInfo.Parent(
            pid(parent.pid()), null, parent.executable(), parent.name(), parent.commandLine());
  }

  static @Nullable Integer pid(long pid) {
    return pid <= 0 || pid > Integer.MAX_VALUE ? null : Integer.valueOf((int) pid);
  }

  /** Where a thread runs. */
  Location place(long tid) {
    Task task = process(tid);
    return place(task == null ? "" : task.cgroups());
  }

  /** Where what is in these control groups runs. */
  Location place(String cgroups) {
    Location known = places.get(cgroups);
    if (known != null) {
      return known;
    }
    Matcher container = CONTAINER.matcher(cgroups);
    String id = null;
    while (container.find()) {
      id = container.group(); // the innermost
    }
    Matcher pod = POD.matcher(cgroups);
    String uid = pod.find() ? pod.group(1).replace('_', '-') : null;
    Location told = id == null ? null : containers.get(id.substring(0, 12));
    Location place =
        told == null
            ? new Location(node, null, null, uid, null, id, null, null, null)
            : new Location(
                node,
                told.namespace(),
                told.pod(),
                uid != null ? uid : told.podUid(),
                told.container(),
                id,
                told.image(),
                told.digest(),
                null);
    places.put(cgroups, place);
    return place;
  }

  /** The runtime told of a container. */
  void container(Location told) {
    String id = told.containerId();
    if (id != null && id.length() >= 12) {
      containers.put(id.substring(0, 12), told);
      places.drain(); // from here on they are told with what is known now
    }
  }
}
