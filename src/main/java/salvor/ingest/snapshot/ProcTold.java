package salvor.ingest.snapshot;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.ObservedTime;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.ingest.HostProcesses;
import salvor.ingest.OpenFlags;
import salvor.ingest.Sink;
import salvor.workload.Location;

/**
 * What a tree of {@code /proc} shows, as observations: each process at the time when it was
 * started, what it has open at the time when the tree was taken.
 */
final class ProcTold {
  private static final Pattern SOCKET = Pattern.compile("socket:\\[([0-9]{1,18})\\]");

  /** A container may share the others with its node for good reason, or always does. */
  private static final List<String> APART = List.of("pid", "mnt", "net", "ipc", "uts");

  private static final Pattern EVERYBODYS =
      Pattern.compile("/dev/(?:null|zero|full|u?random|tty|console|ptmx|pts/[0-9a-z]+)");
  private static final String DELETED = " (deleted)";

  private final ProcTree tree;
  private final Sink sink;
  private final Map<Integer, String> networks = new HashMap<>();
  private final Map<String, Set<Integer>> served;
  private final Set<Long> owned = new HashSet<>();
  private final @Nullable ObservedTime taken;
  private final ProcPlaces places;
  private final CollectedTold collected;
  private long number;

  ProcTold(ProcTree tree, Sink sink) {
    this.tree = tree;
    this.sink = sink;
    this.taken = tree.clock.taken();
    this.places = new ProcPlaces(tree);
    this.collected = new CollectedTold(tree, this::observe);
    tree.tasks.forEach((pid, task) -> {
      String network = task.namespaces.get("net");
      if (network != null) {
        networks.put(pid, network);
      }
    });
    this.served = tree.tables.served(networks);
  }

  void all() {
    for (ProcTask task : tree.tasks.values()) {
      RecordRef at = task.place;
      if (task.kernel) {
        sink.skipped("a thread of the kernel");
        sink.skipped("descriptor of a thread of the kernel", task.files.size());
      } else if (at == null || !task.isTold()) {
        sink.skipped("a process of which nothing is told");
      } else {
        process(task, at);
      }
    }
    for (ProcTables.Socket socket : tree.tables.without(owned, networks)) {
      nobodys(socket);
    }
    sink.skipped("row of a socket that is told with who has it open", owned.size());
    sink.skipped("row of a socket that is in another table, too", tree.tables.again());
    sink.skipped("row of a table: there are too many", tree.tables.left());
    collected.all(sink, taken, places);
    sink.ran(host());
    notes();
  }

  private HostProcesses host() {
    Map<Integer, HostProcesses.Ran> ran = new HashMap<>();
    for (ProcTask task : tree.tasks.values()) {
      if (!task.kernel) {
        ObservedTime started = started(task);
        Long at = started == null ? null : started.nanos();
        ran.put(
            task.pid,
            new HostProcesses.Ran(
                task.name, program(task), task.commandLine, at, task.grouped ? task.group : null));
      }
    }
    Long at = taken == null ? null : taken.nanos();
    return new HostProcesses(tree.node(), tree.root(), at, ran);
  }

  private void notes() {
    if (tree.empty() > 0) {
      sink.note(
          tree.empty()
              + " files are empty that cannot be: tar believes the sizes that /proc states, which are 0;"
              + " copy the files first (cp -r) and pack the copy");
    }
    if (taken == null) {
      sink.note(
          "when it was taken is not told (stat and uptime of /proc do): what is open stands without a time");
    }
    if (!tree.clock.knowsBoot() || tree.clock.rate() == 0) {
      sink.note(
          "when processes were started is told in ticks, and not from when they count or how long they are"
              + " (stat, uptime, and auxv of a process do): they stand without a time");
    }
  }

  private void process(ProcTask task, RecordRef at) {
    ProcessInfo info = info(task);
    Location place = places.of(task);
    ObservedTime started = started(task);
    String line = task.commandLine;
    Set<Quality> quality = EnumSet.of(Quality.RUNNING_BEFORE_SENSOR);
    quality.addAll(places.tree(task));
    add(quality, Quality.TTY, task.terminal);
    add(quality, Quality.TRUNCATED, task.cut);
    add(quality, Quality.REPLACED_BYTES, line != null && line.indexOf('\uFFFD') >= 0);
    // a title that a process writes for itself
    add(
        quality,
        Quality.LOSSY_ARGUMENTS,
        line != null && line.indexOf('\0') < 0 && line.indexOf(' ') >= 0);
    String path = task.executable;
    boolean memory = path != null && path.startsWith("/memfd:");
    add(quality, Quality.EXE_FROM_MEMFD, memory);
    add(quality, Quality.EXE_DELETED, !memory && path != null && isGone(task, path));
    observe(
        started,
        place,
        info,
        new Activity.ProcessStarted(),
        new Outcome(Outcome.Result.UNKNOWN, state(task)),
        quality,
        at);
    for (String file : task.code) {
      if (!file.equals(path)) {
        open(new Activity.FileOpened(bare(file), "mapped to run"), gone(file), place, info, at);
      }
    }
    Set<Activity> told = new HashSet<>();
    task.files.forEach((descriptor, file) -> descriptor(task, descriptor, file, told, place, info));
  }

  private static void add(Set<Quality> quality, Quality one, boolean holds) {
    if (holds) {
      quality.add(one);
    }
  }

  /** What nobody can have been started later than. */
  private @Nullable ObservedTime started(ProcTask task) {
    ObservedTime started = task.ticks == null ? null : tree.clock.started(task.ticks);
    if (started != null && taken != null && started.nanos() > taken.nanos() + 2_000_000_000L) {
      sink.note("a process says that it was started after the tree was taken: it has no time");
      return null;
    }
    return started;
  }

  /** How it was found, in the words of the kernel. */
  private String state(ProcTask task) {
    StringBuilder state = new StringBuilder(task.ended ? "zombie" : "running");
    if (taken != null) {
      state.append(' ').append(taken.original());
    }
    if (task.group.container() != null) {
      List<String> more = Capabilities.beyondOrdinary(task.capabilities);
      if (!more.isEmpty()) {
        state.append(" caps=").append(String.join(",", more));
      }
      ProcTask first = tree.tasks.get(1);
      List<String> shared =
          first == null || !places.ofNode() ? List.of() : task.shared(first, APART);
      if (!shared.isEmpty()) {
        state.append(" node-ns=").append(String.join(",", shared));
      }
    }
    return state.append(collected.words(task)).toString();
  }

  private boolean isGone(ProcTask task, String path) {
    return collected.isGone(task, path.endsWith(DELETED));
  }

  private ProcessInfo info(ProcTask task) {
    ProcTask parent = task.parent == null ? null : tree.tasks.get(task.parent);
    return new ProcessInfo(
        task.pid,
        task.innerPid,
        id(task),
        program(task),
        task.name,
        task.commandLine,
        task.cwd,
        task.uid,
        task.parent == null || task.parent == 0
            ? null
            : new ProcessInfo.Parent(
                task.parent,
                parent == null ? null : id(parent),
                program(parent),
                parent == null ? null : parent.name,
                parent == null ? null : parent.commandLine));
  }

  /** A number is used again, but not by one that was started at the same tick. */
  private @Nullable String id(ProcTask task) {
    Long boot = tree.clock.boot();
    return boot == null || task.ticks == null
        ? null
        : "boot " + boot + "/" + task.pid + "@" + task.ticks;
  }

  /** The path without the kernel's remark that it is gone. */
  static String bare(String path) {
    return path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
  }

  private @Nullable String program(@Nullable ProcTask task) {
    String path = task == null ? null : task.executable;
    return path == null || task == null ? path : isGone(task, path) ? bare(path) : path;
  }

  private static Outcome gone(String path) {
    return path.startsWith("/memfd:")
        ? new Outcome(Outcome.Result.UNKNOWN, "memory")
        : path.endsWith(DELETED) ? new Outcome(Outcome.Result.UNKNOWN, "deleted") : Outcome.UNKNOWN;
  }

  private void descriptor(
      ProcTask task,
      int descriptor,
      ProcTask.Opened file,
      Set<Activity> told,
      Location place,
      ProcessInfo info) {
    String target = file.target();
    Matcher socket = SOCKET.matcher(target);
    if (socket.matches()) {
      long inode = Long.parseLong(socket.group(1));
      ProcTables.Socket one = tree.tables.get(inode);
      if (one == null) {
        sink.skipped("open socket that no table here tells of");
      } else {
        owned.add(inode);
        socket(one, told, place, info, file.at());
      }
    } else if (!target.startsWith("/")) {
      sink.skipped("open, and no file with a name");
    } else if (EVERYBODYS.matcher(target).matches()) {
      sink.skipped("open terminal or device that is everybody's");
    } else {
      Activity opened = OpenFlags.opened(bare(target), task.access(descriptor));
      once(opened, gone(target), told, place, info, file.at());
    }
  }

  private void socket(
      ProcTables.Socket one, Set<Activity> told, Location place, ProcessInfo info, RecordRef at) {
    Activity activity = activity(one);
    SocketRow row = one.row();
    if (activity == null) {
      sink.skipped("socket without a name, or connected to nobody");
    } else {
      once(activity, row == null ? Outcome.UNKNOWN : row.outcome(), told, place, info, at);
    }
  }

  private void once(
      Activity activity,
      Outcome outcome,
      Set<Activity> told,
      Location place,
      ProcessInfo info,
      RecordRef at) {
    if (told.add(activity)) {
      open(activity, outcome, place, info, at);
    } else {
      sink.skipped("descriptor on what another of the process is open on");
    }
  }

  private @Nullable Activity activity(ProcTables.Socket socket) {
    SocketRow row = socket.row();
    String path = socket.path();
    if (row == null) {
      return path == null || !path.startsWith("/")
          ? null
          : new Activity.FileOpened(path, "unix socket");
    }
    Set<Integer> ports = served.getOrDefault(ProcTables.network(socket, networks), Set.of());
    return "raw".equals(row.protocol())
        ? null
        : row.activity(ports.contains(row.local().port()), null);
  }

  /** A socket of which no process is told: it is its pod's where its network is that of one pod. */
  private void nobodys(ProcTables.Socket socket) {
    Activity activity = activity(socket);
    SocketRow row = socket.row();
    if (activity == null) {
      sink.skipped("row of a socket without a name, or connected to nobody");
    } else {
      Location place = places.ofNetwork(ProcTables.network(socket, networks));
      Outcome outcome = row == null ? Outcome.UNKNOWN : row.outcome();
      open(activity, outcome, place, ProcessInfo.UNKNOWN, socket.at());
    }
  }

  private void open(
      Activity activity, Outcome outcome, Location place, ProcessInfo info, RecordRef at) {
    observe(taken, place, info, activity, outcome, EnumSet.of(Quality.RUNNING_BEFORE_SENSOR), at);
  }

  private void observe(
      @Nullable ObservedTime time,
      Location place,
      ProcessInfo process,
      Activity activity,
      Outcome outcome,
      Set<Quality> quality,
      RecordRef at) {
    tree.sink(at, sink)
        .observed(
            new Observation(
                time,
                place,
                process,
                activity,
                outcome,
                quality,
                new RecordRef(at.source(), ++number, at.offset(), at.length())));
  }
}
