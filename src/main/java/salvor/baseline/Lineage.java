package salvor.baseline;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.ProcessFields;
import salvor.evidence.Tables;
import salvor.evidence.Tuples;
import salvor.workload.Location;

/**
 * Follows processes through time: who started whom, within each container.
 *
 * <p>A process is known by its pid on the node as long as nothing says that the pid was used again;
 * by its pid inside the container where the source knows no other, as a checkpoint does. Sensors do
 * not record a fork: a process whose start was not seen and that carries name and arguments of one
 * that was is taken for its fork; else its record may name its parent. Rows must be shown in their
 * order; not safe for several threads.
 */
public final class Lineage {
  private final Observations observations;
  private final Tuples processes;
  private final int[] containers;
  private final Map<Long, Run> byPid = new HashMap<>();
  private final Map<Long, Run> byPidInside = new HashMap<>();
  private final boolean asksInside;
  private final Map<Command, Run> byCommand = new HashMap<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private int runs;

  /** The number of each command line's arguments, from 1; 0 as long as nobody asked. */
  private final int[] arguments;

  /** An odd number, by which no two products are equal (2^64 divided by the golden ratio). */
  private static final long STIR = 0x9E3779B97F4A7C15L;

  /** Texts by their numbers. */
  private record Command(int container, int name, int arguments) {
    @Override
    public int hashCode() {
      return Long.hashCode(((((long) container << 32) | arguments) * STIR + name) * STIR);
    }
  }

  /** One program run by one process; executing another program makes a child of it. */
  public static final class Run {
    static final int NEVER = -1;
    static final int SEVERAL = -2;

    private final int number;
    private final @Nullable Run parent;
    private final int row;
    private final boolean started;
    private final int id;
    private final int parentPid;
    private final int command;
    boolean shell;
    boolean foreign;
    int out = NEVER;
    @Nullable Explanation explanation;

    private Run(
        int number,
        @Nullable Run parent,
        int row,
        boolean started,
        int id,
        int parentPid,
        int command) {
      this.number = number;
      this.parent = parent;
      this.row = row;
      this.started = started;
      this.id = id;
      this.parentPid = parentPid;
      this.command = command;
      this.foreign = parent != null && parent.foreign;
      this.explanation = parent == null ? null : parent.explanation;
    }

    /** Its number in the order of first appearance, from 0. */
    public int number() {
      return number;
    }

    /** Who started it, null when that was not seen. */
    public @Nullable Run parent() {
      return parent;
    }

    /** The row that first showed it. */
    public int row() {
      return row;
    }

    /** Whether that row is its start. */
    public boolean started() {
      return started;
    }
  }

  /**
   * @param observations whose processes are followed
   */
  public Lineage(Observations observations) {
    this.observations = observations;
    this.processes = observations.processTuples();
    this.arguments = new int[observations.texts().size()];
    this.containers = containers(observations);
    this.asksInside =
        IntStream.range(0, observations.timed())
            .anyMatch(row ->
                pidInside(row) != Tables.NOT_GIVEN && observations.pid(row) == Tables.NOT_GIVEN);
  }

  private int pidInside(int row) {
    return observations.columns().containerPid().get(row);
  }

  /**
   * The number of the container that each location is in; -1 where the record does not say which it
   * is.
   */
  public static int[] containers(Observations observations) {
    int[] numbers = new int[observations.locations()];
    Map<String, Integer> known = new HashMap<>();
    for (int id = 0; id < numbers.length; id++) {
      Location at = observations.location(id);
      String container = at.containerId();
      String key =
          container != null
              ? Location.nodeKey(
                  at.cluster(), container.substring(0, Math.min(12, container.length())))
              : at.pod() == null ? null : at.podKey() + "/" + at.container();
      numbers[id] = key == null ? -1 : known.computeIfAbsent(key, k -> known.size());
    }
    return numbers;
  }

  /** The process that did what a row says; null when the record does not tell. */
  public @Nullable Run see(int row) {
    int container = containers[observations.locationId(row)];
    int inside = pidInside(row);
    if (container < 0) {
      return null;
    } else if (observations.pid(row) == Tables.NOT_GIVEN) {
      return inside == Tables.NOT_GIVEN ? null : seeInside(row, container, inside);
    }
    Run seen = seeOnNode(row, container, observations.pid(row));
    if (asksInside && inside != Tables.NOT_GIVEN && seen != null) {
      byPidInside.put(key(container, inside), seen);
    }
    return seen;
  }

  /** A process that is seen to run under the same words is the one that was known before. */
  private Run seeInside(int row, int container, int pid) {
    Run known = byPidInside.get(key(container, pid));
    boolean starts = kind(row) == Kind.PROCESS_STARTED;
    if (known != null
        && (!starts
            || command(container, observations.processId(row))
                .equals(command(container, observations.processId(known.row))))) {
      return known;
    }
    Run seen = starts ? started(row, container, null) : forked(row, container);
    byPidInside.put(key(container, pid), seen);
    return seen;
  }

  private @Nullable Run seeOnNode(int row, int container, int pid) {
    int process = observations.processId(row);
    Kind kind = kind(row);
    long key = key(container, pid);
    Run known = byPid.get(key);
    if (kind == Kind.PROCESS_ENDED) {
      byPid.remove(key);
      return known;
    }
    if (known != null
        && (kind != Kind.PROCESS_STARTED
            || (known.started
                && known.command == processes.get(process, ProcessFields.COMMAND_LINE)))) {
      return known;
    }
    Run seen =
        kind == Kind.PROCESS_STARTED ? started(row, container, known) : forked(row, container);
    byPid.put(key, seen);
    return seen;
  }

  /**
   * Both numbers in one, stirred: the hash of a plain one is the same for many pairs of small
   * numbers.
   */
  private static long key(int container, int pid) {
    return (((long) container << 32) | (pid & 0xFFFFFFFFL)) * STIR;
  }

  Kind kind(int row) {
    return kind(observations, row);
  }

  /** The kind of what was done; an alert's is that of what it is about. */
  public static Kind kind(Observations observations, int row) {
    Kind kind = observations.kind(row);
    if (kind != Kind.ALERT) {
      return kind;
    }
    Tuples activities = observations.activityTuples();
    int activity = observations.activityId(row);
    return activities.length(activity) > ABOUT ? KINDS[activities.get(activity, ABOUT)] : kind;
  }

  /** Where in the tuple of an alert that begins which it is about. */
  public static final int ABOUT = 4;

  private static final Kind[] KINDS = Kind.values();

  private Run started(int row, int container, @Nullable Run before) {
    int info = observations.processId(row);
    Run process = create(parent(row, container, before), row, true);
    process.shell = isShell(info);
    byCommand.put(command(container, info), process);
    return process;
  }

  private @Nullable Run parent(int row, int container, @Nullable Run before) {
    int process = observations.processId(row);
    int parentPid = observations.parentPid(row);
    boolean sameId = before != null && (before.id == observations.identity(row) || before.id == 0);
    if (before != null && sameId && before.parentPid == parentPid) {
      return before;
    }
    Run named = parentPid == Tables.NOT_GIVEN ? null : byPid.get(key(container, parentPid));
    boolean byRuntime =
        Program.isRuntime(
            text(process, ProcessFields.PARENT_EXECUTABLE),
            text(process, ProcessFields.PARENT_NAME));
    if (named != null && (named.foreign || (byRuntime && isImpostor(named)))) {
      return named; // whatever it calls itself
    }
    if (processes.get(process, ProcessFields.HAS_PARENT) == 0 || byRuntime) {
      return null; // no parent is given, or none of the container
    }
    return named != null
        ? named
        : byCommand.get(
            command(
                container,
                name(process, ProcessFields.PARENT_NAME, ProcessFields.PARENT_EXECUTABLE),
                processes.get(process, ProcessFields.PARENT_COMMAND_LINE)));
  }

  /**
   * Whether a process of the container now calls itself the container runtime: that one was seen as
   * what it is, and anybody can change a name.
   */
  private boolean isImpostor(Run named) {
    named.foreign |= !Actor.isRuntime(observations.processAt(named.row));
    return named.foreign;
  }

  private Run forked(int row, int container) {
    int info = observations.processId(row);
    Run origin = byCommand.get(command(container, info));
    Run process = create(origin != null ? origin : parent(row, container, null), row, false);
    process.shell = isShell(info);
    return process;
  }

  private Run create(@Nullable Run parent, int row, boolean started) {
    int process = observations.processId(row);
    return new Run(
        runs++,
        parent,
        row,
        started,
        observations.identity(row),
        observations.parentPid(row),
        processes.get(process, ProcessFields.COMMAND_LINE));
  }

  private boolean isShell(int process) {
    String path = text(process, ProcessFields.EXECUTABLE);
    String name = text(process, ProcessFields.NAME);
    return (name != null && Program.isShell(name))
        || (path != null && Program.isShell(Program.base(path)));
  }

  private @Nullable String text(int process, int field) {
    return observations.texts().get(processes.get(process, field));
  }

  private Command command(int container, int process) {
    return command(
        container,
        name(process, ProcessFields.NAME, ProcessFields.EXECUTABLE),
        processes.get(process, ProcessFields.COMMAND_LINE));
  }

  /** A number for the name of a program; where the sensor gives none, for its path. */
  private int name(int process, int name, int path) {
    int given = processes.get(process, name);
    return text(process, name) != null ? given : -1 - processes.get(process, path);
  }

  /**
   * A program is called by different words in its own record and in its child's: only the arguments
   * are compared.
   */
  private Command command(int container, int name, int commandLine) {
    if (arguments[commandLine] == 0) {
      String text = observations.texts().get(commandLine);
      String line = text == null ? "" : text.replace('\0', ' ');
      int space = line.indexOf(' ');
      String after = space < 0 ? "" : line.substring(space + 1);
      arguments[commandLine] = numbers.computeIfAbsent(after, a -> numbers.size() + 1);
    }
    return new Command(container, name, arguments[commandLine]);
  }
}
