package salvor.ingest.checkpoint;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Observation;
import salvor.evidence.Outcome;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.RecordRef;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.ingest.OpenFlags;

/**
 * What a checkpoint shows, as observations at its time: each process runs, each socket is open,
 * each file differs. When it began is not told, so all are marked as what was so before.
 */
final class Seen {
  private final Checkpoint checkpoint;
  private final Contents contents;
  private final Consumer<Observation> observed;
  private final Consumer<String> skipped;
  private final Map<Integer, ProcessInfo> processes = new HashMap<>();
  private final Set<Integer> served = new HashSet<>();
  private final Set<String> written = new HashSet<>();
  private long number;

  /**
   * @param number of the last record that is another's
   */
  Seen(
      Checkpoint checkpoint,
      Contents contents,
      Consumer<Observation> observed,
      Consumer<String> skipped,
      long number) {
    this.checkpoint = checkpoint;
    this.contents = contents;
    this.observed = observed;
    this.skipped = skipped;
    this.number = number;
  }

  void all() {
    for (Checkpoint.Change change : checkpoint.changes()) {
      if (!change.gone() && !change.folder()) {
        written.add(change.path());
      }
    }
    for (Checkpoint.Running process : checkpoint.processes()) {
      processes.put(process.pid(), info(process));
      for (Checkpoint.OpenFile file : process.files()) {
        if (file.socket() != null && file.socket().listens()) {
          served.add(file.socket().local().port());
        }
      }
    }
    Map<Integer, RecordRef> places = new HashMap<>();
    contents.images.processes.all().forEach(node -> places.put(node.pid(), node.at()));
    for (Checkpoint.Running process : checkpoint.processes()) {
      RecordRef at = places.get(process.pid());
      if (at != null) {
        process(process, at);
      }
    }
    contents.files.told().forEach(this::change);
  }

  private ProcessInfo info(Checkpoint.Running process) {
    String line = process.arguments().isEmpty() ? null : String.join("\0", process.arguments());
    ProcessInfo parent = processes.get(process.parent());
    return new ProcessInfo(
        null,
        process.pid(),
        id(process.pid()),
        process.executable(),
        process.name(),
        line,
        process.cwd(),
        process.uid(),
        process.parent() == 0
            ? null
            : new ProcessInfo.Parent(
                null,
                id(process.parent()),
                parent == null ? null : parent.executable(),
                parent == null ? null : parent.name(),
                parent == null ? null : parent.commandLine()));
  }

  /** A process of a checkpoint is one that ran at its time: no other has its number there. */
  private @Nullable String id(int pid) {
    String container = checkpoint.location().containerId();
    return container == null || checkpoint.taken() == null
        ? null
        : container + "/" + pid + "@" + checkpoint.taken().original();
  }

  private void process(Checkpoint.Running process, RecordRef at) {
    ProcessInfo info = processes.getOrDefault(process.pid(), ProcessInfo.UNKNOWN);
    EnumSet<Quality> quality =
        EnumSet.of(Quality.RUNNING_BEFORE_SENSOR, Quality.SEEN_RUNNING, Quality.IN_INIT_TREE);
    String path = process.executable();
    if (path != null && path.startsWith("/memfd:")) {
      quality.add(Quality.EXE_FROM_MEMFD);
    } else if (process.deleted()) {
      quality.add(Quality.EXE_DELETED);
    } else if (path != null && written.contains(path)) {
      quality.add(Quality.EXE_UPPER_LAYER);
    }
    if (!process.whole() && !process.arguments().isEmpty()) {
      quality.add(Quality.TRUNCATED);
    }
    observe(info, new Activity.ProcessStarted(), Outcome.UNKNOWN, quality, at);
    process.mappings().forEach(_ -> skipped.accept("mapping of a process"));
    descriptors(process.pid(), info);
  }

  private void descriptors(int pid, ProcessInfo info) {
    Set<Activity> told = new HashSet<>();
    Integer table = contents.images.processes.filesOf.get(pid);
    if (table == null) {
      return;
    }
    for (ProcessImages.Descriptor each :
        contents.images.processes.descriptors.getOrDefault(table, java.util.List.of())) {
      FileImages.Opened file = contents.images.files.get(each.file());
      if (file == null) {
        skipped.accept("descriptor on a file that no image tells of");
        continue;
      }
      Activity activity = activity(each.file(), file);
      if (activity == null) {
        skipped.accept("open " + file.kind() + " without a name");
      } else if (told.add(activity)) {
        opened(activity, file, info);
      } else {
        skipped.accept("descriptor on what another of the process is open on");
      }
    }
  }

  private @Nullable Activity activity(int id, FileImages.Opened file) {
    Checkpoint.Socket socket = file.socket();
    String path = contents.images.files.path(id);
    if (socket != null && !socket.protocol().equals("unix")) {
      return connection(socket);
    } else if (path == null) {
      return null;
    }
    return socket != null
        ? new Activity.FileOpened(path, "unix socket")
        : OpenFlags.opened(path, flags(file.flags()));
  }

  private static String flags(int flags) {
    String access =
        switch (flags & 3) {
          case 0 -> "O_RDONLY";
          case 1 -> "O_WRONLY";
          default -> "O_RDWR";
        };
    return (flags & 0x400) == 0 ? access : access + "|O_APPEND";
  }

  private void opened(Activity activity, FileImages.Opened file, ProcessInfo info) {
    Checkpoint.Socket socket = file.socket();
    Outcome outcome =
        socket == null || socket.listens()
            ? Outcome.UNKNOWN
            : new Outcome(
                socket.state().equals("ESTABLISHED")
                    ? Outcome.Result.SUCCEEDED
                    : Outcome.Result.UNKNOWN,
                socket.state());
    observe(info, activity, outcome, EnumSet.of(Quality.RUNNING_BEFORE_SENSOR), file.at());
  }

  /** Who called is not kept: a port that the container serves was called. */
  private @Nullable Activity connection(Checkpoint.Socket socket) {
    if (socket.remote().port() == 0) {
      return socket.local().port() == 0
          ? null
          : new Activity.Listening(socket.local(), socket.protocol());
    }
    return served.contains(socket.local().port())
        ? new Activity.ConnectionAccepted(socket.local(), socket.remote(), socket.protocol())
        : new Activity.ConnectionOpened(socket.local(), socket.remote(), socket.protocol());
  }

  private void change(RootFiles.Told told) {
    Checkpoint.Change change = told.change();
    if (change.folder()) {
      skipped.accept("folder with files that differ from the image's");
      return;
    }
    Activity activity =
        change.gone()
            ? new Activity.FileDeleted(change.path())
            : new Activity.FileWritten(
                change.path(), "differs from the image, modified " + change.modified());
    observe(
        ProcessInfo.UNKNOWN,
        activity,
        Outcome.UNKNOWN,
        EnumSet.of(Quality.RUNNING_BEFORE_SENSOR),
        told.at());
  }

  private void observe(
      ProcessInfo process, Activity activity, Outcome outcome, Set<Quality> quality, RecordRef at) {
    observed.accept(
        new Observation(
            checkpoint.taken(),
            checkpoint.location(),
            process,
            activity,
            outcome,
            quality,
            new RecordRef(at.source(), ++number, at.offset(), at.length())));
  }
}
