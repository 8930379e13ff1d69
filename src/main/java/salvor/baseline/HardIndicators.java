package salvor.baseline;

import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.ProcessFields;
import salvor.evidence.ProcessInfo;
import salvor.evidence.Quality;
import salvor.evidence.Tuples;

/**
 * What is wrong whatever the workload: no baseline is asked.
 *
 * <p>A row costs a few numbers here and no object: its texts were looked at once, see {@link
 * Marks}. Only a row with a mark is taken apart.
 */
final class HardIndicators {
  /**
   * Ports of mining pools: Falco's list (rules, {@code miner_ports}) without those that ordinary
   * services use.
   */
  private static final Set<Integer> MINER_PORTS =
      Set.of(3333, 3334, 3335, 3336, 3357, 5556, 5588, 7777, 14433, 14444, 45560, 45700);

  private static final int EXE_MARKS =
      Quality.EXE_FROM_MEMFD.bit() | Quality.EXE_DELETED.bit() | Quality.EXE_UPPER_LAYER.bit();

  /**
   * The token's file by its name, by a pattern of the shell, or after a change to its directory; in
   * bounded steps.
   */
  private static final Pattern TOKEN_FILE =
      Pattern.compile(
          "/secrets/kubernetes\\.io/serviceaccount"
              + "(?:/+(?:[^\\s/'\";|&]{1,64}/+){0,2}(?:token|[^\\s/'\";|&]{0,16}[*?\\[])|/*['\"]?\\s{0,4}[;&].{0,200}?\\btoken\\b)",
          Pattern.DOTALL);

  private static final Set<String> MOUNTS = Set.of("mount", "move_mount", "fsmount", "open_tree");

  private final Observations observations;
  private final Tuples processes;
  private final Tuples activities;
  private final Marks marks;
  private final int[] containers;

  /**
   * @param containers the number of each location's container, see {@link Lineage#containers}
   */
  HardIndicators(Observations observations, int[] containers) {
    this.observations = observations;
    this.containers = containers;
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
          case CONNECTION_OPENED -> ofConnection(row, activity, at);
          case FILE_OPENED -> ofRead(row, activity, at);
          case KERNEL_ACTION -> ofKernelAction(row, activity);
          case PROCESS_ENDED,
              CONNECTION_ACCEPTED,
              LISTENING,
              NAME_LOOKED_UP,
              FILE_WRITTEN,
              FILE_DELETED,
              API_REQUEST,
              ALERT,
              EVENTS_LOST,
              CLUSTER_EVENT,
              NOT_HEARD,
              LOGGED ->
              null;
        };
    return reason != null || !alert ? reason : ofAlert(row);
  }

  private @Nullable Reason ofStart(int row) {
    int process = observations.processId(row);
    int executable = marks.of(processes.get(process, ProcessFields.EXECUTABLE));
    int command = marks.of(processes.get(process, ProcessFields.COMMAND_LINE));
    int name = marks.of(processes.get(process, ProcessFields.NAME));
    int quality = observations.quality(row) & EXE_MARKS;
    if ((executable
            | quality
            | (command & (Marks.SOCKET_DEVICE | Marks.TOKEN))
            | (name & Marks.NSENTER))
        == 0) {
      return null;
    }
    ProcessInfo info = observations.processAt(row);
    if (((executable & Marks.FROM_MEMORY) != 0 || (quality & Quality.EXE_FROM_MEMFD.bit()) != 0)) {
      return Actor.isRuntimeClone(info) ? null : Reason.EXECUTED_FROM_MEMORY;
    }
    Reason told = (command & (Marks.SOCKET_DEVICE | Marks.TOKEN)) == 0 ? null : ofCommand(info);
    if (told != null) {
      return told;
    }
    if ((quality & Quality.EXE_DELETED.bit()) != 0 || (executable & Marks.DELETED) != 0) {
      return Reason.EXECUTED_DELETED_FILE;
    }
    if ((quality & Quality.EXE_UPPER_LAYER.bit()) != 0) {
      return Reason.EXECUTED_NEW_FILE;
    }
    boolean enters =
        Program.base(info.executable() == null ? "" : info.executable()).equals("nsenter")
            || "nsenter".equals(info.name());
    return enters && inContainer(row) ? Reason.NAMESPACE_ENTERED : null;
  }

  /** What the arguments say that a shell or a tool is about to do. */
  private static @Nullable Reason ofCommand(ProcessInfo info) {
    String command = info.commandLine() == null ? "" : info.commandLine();
    if (command.contains("/dev/tcp/") || command.contains("/dev/udp/")) {
      return Reason.SHELL_ON_NETWORK;
    }
    return TOKEN_FILE.matcher(command).find() && isTool(Actor.of(info, 0))
        ? Reason.TOKEN_READ_BY_TOOL
        : null;
  }

  private static boolean isTool(Actor actor) {
    return actor.name() != null
        && !actor.runtime()
        && (Program.isTool(actor.name())
            || (actor.executable() != null && Program.isTool(Program.base(actor.executable()))));
  }

  /** On the node itself, namespaces and mounts are everyday work. */
  private boolean inContainer(int row) {
    return containers[observations.locationId(row)] >= 0;
  }

  private @Nullable Reason ofConnection(int row, int activity, int at) {
    int command = processes.get(observations.processId(row), ProcessFields.COMMAND_LINE);
    if ((marks.of(command) & Marks.SOCKET_DEVICE) != 0) {
      return Reason.SHELL_ON_NETWORK;
    }
    int port = activities.get(activity, at + 5);
    return MINER_PORTS.contains(port)
            && Peers.isPublic(observations.texts().get(activities.get(activity, at + 4)))
        ? Reason.MINER_PORT
        : null;
  }

  private @Nullable Reason ofRead(int row, int activity, int at) {
    if ((marks.of(activities.get(activity, at + 1)) & Marks.TOKEN) == 0) {
      return null;
    }
    Actor actor = Actor.of(observations.processAt(row), 0);
    return isTool(actor) ? Reason.TOKEN_READ_BY_TOOL : null;
  }

  private @Nullable Reason ofKernelAction(int row, int activity) {
    Activity.KernelAction action = kernelAction(observations.activity(activity));
    if (action == null || action.type() == Activity.KernelAction.Type.CAPABILITY) {
      return null;
    }
    ProcessInfo info = observations.processAt(row);
    if (info.program() == null || Actor.isRuntime(info)) {
      return null; // what nobody in particular did may be the runtime's
    }
    String name = action.name().replace("__x64_sys_", "").replace("__arm64_sys_", "");
    if (name.equals("memfd_create")) {
      return memory(action);
    }
    Reason reason =
        name.equals("setns")
            ? Reason.NAMESPACE_ENTERED
            : MOUNTS.contains(name) ? Reason.HOST_MOUNT : null;
    return reason != null && inContainer(row) ? reason : null;
  }

  private static Activity.@Nullable KernelAction kernelAction(Activity activity) {
    return switch (activity) {
      case Activity.KernelAction action -> action;
      case Activity.Alert(_, _, _, Activity.KernelAction action) -> action;
      default -> null;
    };
  }

  /**
   * A memfd is ordinary; one in the name of nothing else than its purpose is judged when it is
   * executed.
   */
  private static @Nullable Reason memory(Activity.KernelAction action) {
    return action.detail() != null && action.detail().contains("execveat")
        ? Reason.EXECUTED_FROM_MEMORY
        : null;
  }

  /**
   * A sensor's rule that says what no field does: standard input or output of a shell is a socket.
   */
  private @Nullable Reason ofAlert(int row) {
    if (observations.activity(observations.activityId(row))
            instanceof Activity.Alert(String rule, _, _, _)
        && rule.startsWith("Redirect STDOUT/STDIN")) {
      ProcessInfo info = observations.processAt(row);
      return info.name() != null && Program.isShell(info.name()) ? Reason.SHELL_ON_NETWORK : null;
    }
    return null;
  }
}
