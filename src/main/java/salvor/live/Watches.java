package salvor.live;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterObjects;
import salvor.cluster.LivePods;
import salvor.cluster.ObjectKind;
import salvor.cluster.WatchListener;
import salvor.cluster.Watching;

/**
 * Watches the objects of a cluster, each kind by one list and one watch, and writes down what they
 * tell.
 *
 * <p>Some are judged by: who runs where, and whose addresses are whose. The others are told beside
 * a pod; where they may not be seen, a page says so and nothing else is lost.
 */
final class Watches implements AutoCloseable {
  private static final Map<ObjectKind, String> BESIDE = new LinkedHashMap<>();

  static {
    BESIDE.put(ObjectKind.NAMESPACES, "Namespace");
    BESIDE.put(ObjectKind.DEPLOYMENTS, "Deployment");
    BESIDE.put(ObjectKind.STATEFUL_SETS, "StatefulSet");
    BESIDE.put(ObjectKind.DAEMON_SETS, "DaemonSet");
    BESIDE.put(ObjectKind.CRON_JOBS, "CronJob");
    BESIDE.put(ObjectKind.NETWORK_POLICIES, "NetworkPolicy");
    BESIDE.put(ObjectKind.ENDPOINT_SLICES, "EndpointSlice");
    BESIDE.put(ObjectKind.SERVICE_ACCOUNTS, "ServiceAccount");
    BESIDE.put(ObjectKind.ROLES, "Role");
    BESIDE.put(ObjectKind.ROLE_BINDINGS, "RoleBinding");
    BESIDE.put(ObjectKind.CLUSTER_ROLES, "ClusterRole");
    BESIDE.put(ObjectKind.CLUSTER_ROLE_BINDINGS, "ClusterRoleBinding");
    BESIDE.put(ObjectKind.CLUSTER_NETWORK_POLICIES, "ClusterNetworkPolicy");
    BESIDE.put(ObjectKind.ADMIN_NETWORK_POLICIES, "AdminNetworkPolicy");
    BESIDE.put(ObjectKind.BASELINE_ADMIN_NETWORK_POLICIES, "BaselineAdminNetworkPolicy");
    BESIDE.put(ObjectKind.CILIUM_NETWORK_POLICIES, "CiliumNetworkPolicy");
    BESIDE.put(ObjectKind.CILIUM_CLUSTERWIDE_POLICIES, "CiliumClusterwideNetworkPolicy");
    BESIDE.put(ObjectKind.CALICO_NETWORK_POLICIES, "GlobalNetworkPolicy");
    BESIDE.put(ObjectKind.CALICO_NAMESPACED_POLICIES, "NetworkPolicy");
    BESIDE.put(ObjectKind.CALICO_STORED_GLOBAL_POLICIES, "GlobalNetworkPolicy");
    BESIDE.put(ObjectKind.CALICO_STORED_NAMESPACED_POLICIES, "NetworkPolicy");
  }

  private static final Set<ObjectKind> OF_CLUSTER =
      Set.of(
          ObjectKind.NODES,
          ObjectKind.NAMESPACES,
          ObjectKind.CLUSTER_ROLES,
          ObjectKind.CLUSTER_ROLE_BINDINGS,
          ObjectKind.CLUSTER_NETWORK_POLICIES,
          ObjectKind.ADMIN_NETWORK_POLICIES,
          ObjectKind.BASELINE_ADMIN_NETWORK_POLICIES,
          ObjectKind.CILIUM_CLUSTERWIDE_POLICIES,
          ObjectKind.CALICO_NETWORK_POLICIES,
          ObjectKind.CALICO_STORED_GLOBAL_POLICIES);

  private final Cluster cluster;
  private final Path folder;
  private final InstantSource clock;
  private final ClusterObjects known = new ClusterObjects();
  private final List<Watching> open = new CopyOnWriteArrayList<>();
  private final List<Objects> objects = new CopyOnWriteArrayList<>();
  private final List<Recorder> recorders = new ArrayList<>();
  private final List<Recorder> told = new CopyOnWriteArrayList<>(); // what changes tell is observed

  Watches(Cluster cluster, Path folder, InstantSource clock) {
    this.cluster = cluster;
    this.folder = folder;
    this.clock = clock;
  }

  /** All objects that are watched, as they are now. */
  ClusterObjects known() {
    return known;
  }

  /**
   * Begins.
   *
   * @param namespace where, empty for all namespaces
   * @param pods told of the pods, and of what owns them
   */
  void begin(String namespace, LivePods pods) throws IOException {
    judgedBy(ObjectKind.PODS, "Pod", namespace, pods);
    judgedBy(ObjectKind.REPLICA_SETS, "ReplicaSet", namespace, pods.owners());
    judgedBy(ObjectKind.JOBS, "Job", namespace, pods.owners());
    judgedBy(ObjectKind.SERVICES, "Service", namespace, new Unheard());
    judgedBy(ObjectKind.NODES, "Node", namespace, new Unheard());
    Recorder events = new Recorder(folder.resolve("objects").resolve("events"), clock);
    told.add(events);
    watch(
        ObjectKind.EVENTS,
        namespace,
        new Objects(events, clock, null, new Unheard(), ObjectKind.EVENTS, "Event"),
        events);
    for (Map.Entry<ObjectKind, String> beside : BESIDE.entrySet()) {
      ObjectKind kind = beside.getKey();
      Recorder changes = new Recorder(folder.resolve("beside").resolve(folder(kind)), clock);
      Objects noted = new Objects(changes, clock, null, new Unheard(), kind, beside.getValue());
      watch(kind, namespace, noted, changes);
    }
  }

  /** Calico's kinds are called as others are. */
  private static String folder(ObjectKind kind) {
    boolean alone =
        BESIDE.keySet().stream()
            .filter(each -> each.plural().equals(kind.plural()))
            .findFirst()
            .filter(kind::equals)
            .isPresent();
    return alone ? kind.plural() : kind.target();
  }

  private void judgedBy(ObjectKind kind, String name, String namespace, WatchListener next)
      throws IOException {
    Path of = Files.createDirectories(folder.resolve("objects"));
    Recorder changes = new Recorder(of.resolve(kind.plural()), clock);
    Path file = of.resolve(kind.plural() + ".jsonl");
    if (kind.equals(ObjectKind.PODS)) {
      told.add(changes);
    }
    watch(kind, namespace, new Objects(changes, clock, file, next, kind, name), changes);
  }

  private void watch(ObjectKind kind, String namespace, Objects noted, Recorder changes) {
    recorders.add(changes);
    objects.add(noted);
    String where = OF_CLUSTER.contains(kind) ? "" : namespace;
    open.add(cluster.watch(kind, where, known.listener(kind, noted)));
  }

  /** Writes the files anew that changed; tells whether one did. */
  boolean write() throws IOException {
    boolean changed = false;
    for (Objects each : objects) {
      changed |= each.write(false);
    }
    return changed;
  }

  /** Where each watch stands. */
  List<LiveCase.Watch> states() {
    return objects.stream().map(Objects::watch).toList();
  }

  /** The files of the objects that are judged by. */
  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("objects"))) {
      return files
          .filter(Files::isRegularFile)
          .filter(f -> !f.toString().endsWith(".new"))
          .sorted()
          .toList();
    }
  }

  /** The files of Events and of the changes of pods, which are observed. */
  List<Recorder.Segment> streams() {
    return told.stream().flatMap(each -> each.segments().stream()).toList();
  }

  /** How many Events and changes of pods were written. */
  long lines() {
    return told.stream().mapToLong(Recorder::lines).sum();
  }

  /** Hears no more; what was heard can still be written. */
  void end() {
    open.forEach(Watching::close);
  }

  @Override
  public void close() throws IOException {
    end();
    List<Closeable> all = new ArrayList<>();
    objects.forEach(each -> all.add(() -> each.write(true)));
    all.addAll(recorders);
    IOException failed = null;
    for (Closeable each : all) { // each whatever becomes of the others
      try {
        each.close();
      } catch (IOException cause) {
        failed = failed == null ? cause : failed;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }
}
