package salvor.baseline;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.Tuples;

/**
 * What is wrong whatever the workload: no baseline is asked.
 *
 * <p>A row costs a few numbers here and no object: its texts were looked at once, see {@link Marks}. Only a row with a mark
 * is taken apart.
 */
final class HardIndicators {
  /** Ports of mining pools: Falco's list (rules, {@code miner_ports}) without those that ordinary services use. */
  private static final Set<Integer> MINER_PORTS =
      Set.of(3333, 3334, 3335, 3336, 3357, 5556, 5588, 7777, 14433, 14444, 45560, 45700);

  private static final int EXE_MARKS =
      Quality.EXE_FROM_MEMFD.bit() | Quality.EXE_DELETED.bit() | Quality.EXE_UPPER_LAYER.bit();
  private static final Set<String> MOUNTS = Set.of("mount", "move_mount", "fsmount", "open_tree");

  private final Observations observations;
  private final Tuples processes;
  private final Tuples activities;
  private final Marks marks;

  HardIndicators(Observations observations) {
    this.observations = observations;
    this.processes = observations.processTuples();
    this.activities = observations.activityTuples();
    this.marks = new Marks(observations.texts());
  }

  /** The reason for OUT that a row is by itself; null for nearly all. */
  @Nullable Reason of(int row) {
    Kind kind = observations.kind(row);
    int activity = observations.activityId(row);
    int at = 0;
    boolean alert = kind == Kind.ALERT;
    if (alert) {
      if (activities.length(activity) <= Lineage.ABOUT) {
        return ofAlert(row);
      }
      at = Lineage.ABOUT;
      kind = Lineage.kind(observations, row);
    }
    Reason reason =
        switch (kind) {
          case PROCESS_STARTED -> ofStart(row);
          case CONNECTION_OPENED -> ofConnection(activity, at);
          case FILE_OPENED -> ofRead(row, activity, at);
          case KERNEL_ACTION -> ofKernelAction(row, activity);
          case PROCESS_ENDED, CONNECTION_ACCEPTED, LISTENING, NAME_LOOKED_UP, FILE_WRITTEN, FILE_DELETED, API_REQUEST,
              ALERT, EVENTS_LOST ->
              null;
        };
    return reason != null || !alert ? reason : ofAlert(row);
  }

  private @Nullable Reason ofStart(int row) {
    int process = observations.processId(row);
    int executable = marks.of(processes.get(process, 3));
    int command = marks.of(processes.get(process, 5));
    int name = marks.of(processes.get(process, 4));
    int quality = observations.quality(row) & EXE_MARKS;
    if ((executable | quality | (command & Marks.SOCKET_DEVICE) | (name & Marks.NSENTER)) == 0) {
      return null;
    }
    ProcessInfo info = observations.process(process);
    if (((executable & Marks.FROM_MEMORY) != 0 || (quality & Quality.EXE_FROM_MEMFD.bit()) != 0)) {
      return runtimeClone(info) ? null : Reason.EXECUTED_FROM_MEMORY;
    }
    if ((command & Marks.SOCKET_DEVICE) != 0 && Actor.of(info, 0).argv().stream().anyMatch(HardIndicators::opensSocket)) {
      return Reason.SHELL_ON_NETWORK;
    }
    if ((quality & Quality.EXE_DELETED.bit()) != 0 || (executable & Marks.DELETED) != 0) {
      return Reason.EXECUTED_DELETED_FILE;
    }
    if ((quality & Quality.EXE_UPPER_LAYER.bit()) != 0) {
      return Reason.EXECUTED_NEW_FILE;
    }
    return Program.base(info.executable() == null ? "" : info.executable()).equals("nsenter") || "nsenter".equals(info.name())
        ? Reason.NAMESPACE_ENTERED
        : null;
  }

  private static boolean opensSocket(String word) {
    return word.contains("/dev/tcp/") || word.contains("/dev/udp/");
  }

  /** runc executes a copy of itself from memory (CVE-2019-5736), so that a container cannot overwrite it. */
  private static boolean runtimeClone(ProcessInfo info) {
    ProcessInfo.Parent parent = info.parent();
    return parent != null
        && Program.isRuntime(parent.executable(), parent.name())
        && info.executable() != null
        && info.executable().contains("memfd:runc_cloned");
  }

  private @Nullable Reason ofConnection(int activity, int at) {
    int port = activities.get(activity, at + 5);
    return MINER_PORTS.contains(port) && Peers.isPublic(observations.texts().get(activities.get(activity, at + 4)))
        ? Reason.MINER_PORT
        : null;
  }

  private @Nullable Reason ofRead(int row, int activity, int at) {
    if ((marks.of(activities.get(activity, at + 1)) & Marks.TOKEN) == 0) {
      return null;
    }
    Actor actor = Actor.of(observations.process(observations.processId(row)), 0);
    boolean tool =
        actor.name() != null
            && !actor.runtime()
            && (Program.isTool(actor.name())
                || (actor.executable() != null && Program.isShell(Program.base(actor.executable()))));
    return tool ? Reason.TOKEN_READ_BY_TOOL : null;
  }

  private @Nullable Reason ofKernelAction(int row, int activity) {
    Activity.KernelAction action = kernelAction(observations.activity(activity));
    if (action == null || action.type() == Activity.KernelAction.Type.CAPABILITY) {
      return null;
    }
    ProcessInfo info = observations.process(observations.processId(row));
    if (Program.isRuntime(info.executable(), info.name())) {
      return null;
    }
    String name = action.name().replace("__x64_sys_", "").replace("__arm64_sys_", "");
    return name.equals("setns")
        ? Reason.NAMESPACE_ENTERED
        : MOUNTS.contains(name) ? Reason.HOST_MOUNT : name.equals("memfd_create") ? memory(action) : null;
  }

  private static Activity.@Nullable KernelAction kernelAction(Activity activity) {
    return switch (activity) {
      case Activity.KernelAction action -> action;
      case Activity.Alert(_, _, _, Activity.KernelAction action) -> action;
      default -> null;
    };
  }

  /** A memfd is ordinary; one in the name of nothing else than its purpose is judged when it is executed. */
  private static @Nullable Reason memory(Activity.KernelAction action) {
    return action.detail() != null && action.detail().contains("execveat") ? Reason.EXECUTED_FROM_MEMORY : null;
  }

  /** A sensor's rule that says what no field does: standard input or output of a shell is a socket. */
  private @Nullable Reason ofAlert(int row) {
    if (observations.activity(observations.activityId(row)) instanceof Activity.Alert(String rule, _, _, _)
        && rule.startsWith("Redirect STDOUT/STDIN")) {
      ProcessInfo info = observations.process(observations.processId(row));
      return info.name() != null && Program.isShell(info.name()) ? Reason.SHELL_ON_NETWORK : null;
    }
    return null;
  }
}
