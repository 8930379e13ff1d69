package salvor.evidence;

import java.util.BitSet;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import salvor.workload.ImageDigest;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

/**
 * The distinct texts, locations, processes and activities of the rows that one worker reads; not
 * safe for several threads.
 *
 * <p>A reader in a hurry may add tuples itself: the field orders are those of the {@code add}
 * methods below.
 */
public final class Tables {
  /** Stands for "not given" where a field is a number. */
  public static final int NOT_GIVEN = Integer.MIN_VALUE;

  /** The number of values of a location and of a process. */
  public static final int LOCATION_FIELDS = 12;

  /** The place of the cluster among them. */
  public static final int CLUSTER = 11;

  public static final int PROCESS_FIELDS = ProcessFields.COUNT;

  /** The values of an {@link Outcome}, which end the tuple of an activity: result and text. */
  public static final int OUTCOME_FIELDS = 2;

  public final TextTable texts = new TextTable();
  public final TupleTable locations = new TupleTable();
  public final TupleTable processes = new TupleTable();
  public final TupleTable activities = new TupleTable(OUTCOME_FIELDS);

  /** The pids and identities of the process last added, which become columns of a row. */
  public final ProcessNumbers numbers = new ProcessNumbers();

  private final int[] tuple = new int[32];
  private int cluster;
  private @Nullable String clusterName;

  /** Everything that is added from now on is of a cluster; of none that is told when null. */
  public void in(@Nullable String name) {
    cluster = texts.add(name);
    clusterName = name;
  }

  /** The cluster that everything is of that is added; null for none that is told. */
  public @Nullable String clusterName() {
    return clusterName;
  }

  /** The number of the text that names it, for readers in a hurry. */
  public int cluster() {
    return cluster;
  }

  /** The number of a location. */
  public int add(Location at) {
    int n = 0;
    tuple[n++] = texts.add(at.node());
    tuple[n++] = texts.add(at.namespace());
    tuple[n++] = texts.add(at.pod());
    tuple[n++] = texts.add(at.podUid());
    tuple[n++] = texts.add(at.container());
    tuple[n++] = texts.add(at.containerId());
    tuple[n++] = texts.add(at.image());
    tuple[n++] = texts.add(at.digest() == null ? null : at.digest().value());
    WorkloadRef workload = at.workload();
    tuple[n++] = workload == null ? 0 : texts.add(workload.namespace());
    tuple[n++] = workload == null ? 0 : texts.add(workload.kind());
    tuple[n++] = workload == null ? 0 : texts.add(workload.name());
    tuple[n++] = cluster != 0 ? cluster : texts.add(at.cluster());
    return locations.add(tuple, n);
  }

  /** The number of a process; its own numbers go to {@link #numbers}. */
  public int add(ProcessInfo process) {
    ProcessInfo.Parent parent = process.parent();
    numbers.pid = number(process.pid());
    numbers.containerPid = number(process.containerPid());
    numbers.identity = texts.add(process.id());
    numbers.parentPid = parent == null ? NOT_GIVEN : number(parent.pid());
    numbers.parentIdentity = parent == null ? 0 : texts.add(parent.id());
    int n = 0;
    tuple[n++] = texts.add(process.executable());
    tuple[n++] = texts.add(process.name());
    tuple[n++] = texts.add(process.commandLine());
    tuple[n++] = texts.add(process.cwd());
    tuple[n++] = number(process.uid());
    tuple[n++] = parent == null ? 0 : 1;
    tuple[n++] = parent == null ? 0 : texts.add(parent.executable());
    tuple[n++] = parent == null ? 0 : texts.add(parent.name());
    tuple[n++] = parent == null ? 0 : texts.add(parent.commandLine());
    return processes.add(tuple, n);
  }

  /**
   * The number of an activity with its outcome. The first value of its tuple is the ordinal of its
   * {@link Kind}.
   */
  public int add(Activity activity, Outcome outcome) {
    int length = put(activity, 0);
    tuple[length] = outcome.result().ordinal();
    tuple[length + 1] = texts.add(outcome.said());
    return activities.add(tuple, length + OUTCOME_FIELDS);
  }

  private int put(Activity activity, int at) {
    int n = at;
    tuple[n++] = activity.kind().ordinal();
    switch (activity) {
      case Activity.ProcessStarted() -> {}
      case Activity.ProcessEnded(Integer status, String signal) -> {
        tuple[n++] = number(status);
        tuple[n++] = texts.add(signal);
      }
      case Activity.ConnectionOpened(
              Endpoint local,
              Endpoint remote,
              String protocol,
              var traffic) ->
          n = put(traffic, put(local, remote, protocol, n));
      case Activity.ConnectionAccepted(
              Endpoint local,
              Endpoint remote,
              String protocol,
              var traffic) ->
          n = put(traffic, put(local, remote, protocol, n));
      case Activity.Listening(Endpoint local, String protocol) ->
          n = put(local, Endpoint.NONE, protocol, n);
      case Activity.NameLookedUp(String name, String answers) -> n = put(n, name, answers);
      case Activity.FileOpened(String path, String flags) -> n = put(n, path, flags);
      case Activity.FileWritten(String path, String how) -> n = put(n, path, how);
      case Activity.FileDeleted(String path) -> n = put(n, path);
      case Activity.Logged(String text, String stream) -> n = put(n, text, stream);
      case Activity.KernelAction(Activity.KernelAction.Type type, String name, String detail) -> {
        tuple[n++] = type.ordinal();
        n = put(n, name, detail);
      }
      case Activity.ApiRequest api -> {
        tuple[n++] = api.code();
        n =
            put(
                n,
                api.verb(),
                api.resource(),
                api.subresource(),
                api.namespace(),
                api.name(),
                api.user(),
                api.impersonated(),
                api.onBehalfOfPod(),
                api.sourceAddress(),
                api.userAgent(),
                api.uri());
      }
      case Activity.Alert(String rule, String priority, String message, Activity about) -> {
        n = put(n, rule, priority, message);
        n = about == null ? n : put(about, n);
      }
      case Activity.EventsLost(long count, String why) -> n = put(wide(n, count), why);
      case Activity.ClusterEvent event -> {
        tuple[n++] = event.count();
        n = put(n, event.reason(), event.type(), event.message(), event.object(), event.since());
      }
      case Activity.NotHeard(long nanos, String why) -> n = put(wide(n, nanos), why);
    }
    return n;
  }

  private int put(Endpoint local, Endpoint remote, @Nullable String protocol, int at) {
    int n = at;
    tuple[n++] = texts.add(local.address());
    tuple[n++] = local.port();
    tuple[n++] = texts.add(local.name());
    tuple[n++] = texts.add(remote.address());
    tuple[n++] = remote.port();
    tuple[n++] = texts.add(remote.name());
    tuple[n++] = texts.add(protocol);
    return n;
  }

  /** Nothing is added where there is none: most sensors tell of the begin of a connection only. */
  private int put(@Nullable Traffic traffic, int at) {
    if (traffic == null) {
      return at;
    }
    int n = wide(at, traffic.nanos());
    n = wide(wide(n, traffic.packetsOut()), traffic.bytesOut());
    n = wide(wide(n, traffic.packetsIn()), traffic.bytesIn());
    return put(n, traffic.asked(), traffic.translated());
  }

  private int wide(int at, long value) {
    tuple[at] = (int) (value >>> 32);
    tuple[at + 1] = (int) value;
    return at + 2;
  }

  private int put(int at, @Nullable String... fields) {
    int n = at;
    for (String field : fields) {
      tuple[n++] = texts.add(field);
    }
    return n;
  }

  private static int number(@Nullable Integer value) {
    return value == null ? NOT_GIVEN : value;
  }

  /** The location behind a tuple. */
  static Location location(Tuples from, int id, Texts texts) {
    String digest = texts.get(from.get(id, 7));
    String workload = texts.get(from.get(id, 10));
    String workloadNamespace = texts.get(from.get(id, 8));
    return new Location(
        texts.get(from.get(id, 0)),
        texts.get(from.get(id, 1)),
        texts.get(from.get(id, 2)),
        texts.get(from.get(id, 3)),
        texts.get(from.get(id, 4)),
        texts.get(from.get(id, 5)),
        texts.get(from.get(id, 6)),
        digest == null ? null : ImageDigest.in(digest).orElse(null),
        workload == null || workloadNamespace == null
            ? null
            : new WorkloadRef(workloadNamespace, texts.get(from.get(id, 9)), workload),
        texts.get(from.get(id, CLUSTER)));
  }

  /** The clusters that locations name. */
  static NavigableSet<String> clusters(Tuples locations, Texts texts) {
    BitSet found = new BitSet();
    for (int id = 0; id < locations.size(); id++) {
      int named = locations.get(id, CLUSTER);
      if (named > 0) {
        found.set(named);
      }
    }
    NavigableSet<String> clusters = new TreeSet<>();
    found.stream().forEach(id -> clusters.add(String.valueOf(texts.get(id))));
    return Collections.unmodifiableNavigableSet(clusters);
  }

  /** The process behind a tuple, with the numbers that a row says of it. */
  static ProcessInfo process(Tuples from, int id, Texts texts, ProcessNumbers numbers) {
    return new ProcessInfo(
        integer(numbers.pid),
        integer(numbers.containerPid),
        texts.get(numbers.identity),
        texts.get(from.get(id, ProcessFields.EXECUTABLE)),
        texts.get(from.get(id, ProcessFields.NAME)),
        texts.get(from.get(id, ProcessFields.COMMAND_LINE)),
        texts.get(from.get(id, ProcessFields.CWD)),
        integer(from.get(id, ProcessFields.UID)),
        from.get(id, ProcessFields.HAS_PARENT) == 0
            ? null
            : new ProcessInfo.Parent(
                integer(numbers.parentPid),
                texts.get(numbers.parentIdentity),
                texts.get(from.get(id, ProcessFields.PARENT_EXECUTABLE)),
                texts.get(from.get(id, ProcessFields.PARENT_NAME)),
                texts.get(from.get(id, ProcessFields.PARENT_COMMAND_LINE))));
  }

  private static @Nullable Integer integer(int value) {
    return value == NOT_GIVEN ? null : value;
  }
}
