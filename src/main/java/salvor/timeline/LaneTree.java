package salvor.timeline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Kind;
import salvor.evidence.Observations;
import salvor.evidence.ProcessFields;
import salvor.evidence.Tuples;
import salvor.workload.Location;
import salvor.workload.WorkloadRef;

/**
 * The lanes of all observations: namespace, workload, pod, container; and who used the Kubernetes
 * API, the parts of Kubernetes itself in a group of their own.
 *
 * <p>Which lane a row stands on follows from the number of its location alone, or for a request
 * from the numbers of its two names, so that it costs no more than a look into a table.
 */
public final class LaneTree {
  private static final int USER_FIELD = 7; // of the tuple of an API request, its kind being field 0
  private static final int POD_FIELD = 9;
  private static final Comparator<@Nullable String> BY_NAME =
      Comparator.nullsLast(Comparator.naturalOrder());

  private record Key(Lane.Level level, int parent, @Nullable String name) {}

  private final Observations observations;
  private final List<Lane> lanes = new ArrayList<>();
  private final Map<Key, Lane> known = new HashMap<>();
  private final Lane root = new Lane(-1, Lane.Level.NAMESPACE, null, null);
  private final int[] trackOfLocation;
  private final Map<String, Clients> clients = new HashMap<>();

  /** The users of the Kubernetes API of a cluster, and the track of each. */
  private record Clients(long[] users, int[] tracks) {
    static final Clients NONE = new Clients(new long[0], new int[0]);

    int track(long user) {
      return tracks[Arrays.binarySearch(users, user)];
    }
  }

  LaneTree(Observations observations) {
    this.observations = observations;
    this.trackOfLocation = new int[observations.locations()];
    addLocations();
    addClients();
    root.sort(
        Comparator.comparing((Lane l) -> l.level() == Lane.Level.API)
            .thenComparing(Lane::name, BY_NAME));
  }

  private void addLocations() {
    Map<String, Lane> byId = new HashMap<>();
    BitSet told = ofEventsAlone();
    for (int id = 0; id < trackOfLocation.length; id++) {
      Location at = observations.location(id);
      if (at.pod() != null && at.container() != null && at.containerId() != null) {
        byId.put(containerKey(at), track(at));
      }
    }
    for (int id = 0; id < trackOfLocation.length; id++) {
      Location at = observations.location(id);
      Lane joined = at.containerId() == null ? null : byId.get(containerKey(at));
      boolean named = at.pod() != null && at.container() != null;
      if (!told.get(id) || named) {
        trackOfLocation[id] = (joined != null && !named ? joined : track(at)).id();
      }
    }
    told.stream()
        .filter(id -> observations.location(id).container() == null)
        .forEach(id -> trackOfLocation[id] = ofWholePod(observations.location(id)).id());
  }

  /** The locations that only the cluster's own words are of. */
  private BitSet ofEventsAlone() {
    Tuples activities = observations.activityTuples();
    BitSet told = new BitSet();
    for (int id = 0; id < activities.size() && told.isEmpty(); id++) {
      told.set(0, trackOfLocation.length, isEvent(activities.get(id, 0)));
    }
    for (int row = 0; row < observations.size() && !told.isEmpty(); row++) {
      if (!isEvent(observations.kind(row).ordinal())) {
        told.clear(observations.locationId(row));
      }
    }
    return told;
  }

  private static boolean isEvent(int kind) {
    return kind == Kind.CLUSTER_EVENT.ordinal();
  }

  /** What is told of a pod with one container stands on its lane. */
  private Lane ofWholePod(Location at) {
    Lane pod = at.pod() == null || at.containerId() != null ? null : pod(at);
    return pod != null && pod.children().size() == 1 ? pod.children().getFirst() : track(at);
  }

  /** What two spellings of one container id have in common: a source may cut it to 12 digits. */
  private static String shortId(String containerId) {
    return containerId.substring(0, Math.min(12, containerId.length()));
  }

  private static String containerKey(Location at) {
    return Location.nodeKey(at.cluster(), shortId(String.valueOf(at.containerId())));
  }

  /** What the groups of a place stand below. */
  private Lane above(@Nullable String cluster) {
    return observations.clusters().size() < 2 ? root : lane(Lane.Level.CLUSTER, root, cluster);
  }

  private Lane track(Location at) {
    Lane group = lane(Lane.Level.NAMESPACE, above(at.cluster()), at.namespace());
    if (at.namespace() == null
        && at.pod() == null
        && at.containerId() == null
        && at.container() == null) {
      return lane(Lane.Level.NODE, group, at.node());
    }
    group = pod(at);
    String name =
        at.container() != null
            ? at.container()
            : at.containerId() == null ? null : shortId(at.containerId());
    return lane(Lane.Level.CONTAINER, group, name);
  }

  /** The lane of a pod; of its workload, or of its namespace, where that is all that is told. */
  private Lane pod(Location at) {
    Lane group = lane(Lane.Level.NAMESPACE, above(at.cluster()), at.namespace());
    WorkloadRef workload = at.workload();
    if (workload != null && !workload.name().equals(at.pod())) {
      group = lane(Lane.Level.WORKLOAD, group, workload.name());
    }
    return at.pod() == null ? group : lane(Lane.Level.POD, group, at.pod());
  }

  private void addClients() {
    if (observations.clusters().size() < 2) {
      addClients(null, every(observations.activityTuples()));
      return;
    }
    Map<String, BitSet> asked = new TreeMap<>();
    for (int row = 0; row < observations.size(); row++) {
      if (observations.kind(row) == Kind.API_REQUEST) {
        asked.computeIfAbsent(clusterOf(row), _ -> new BitSet()).set(observations.activityId(row));
      }
    }
    asked.forEach((cluster, ids) -> addClients(cluster.isEmpty() ? null : cluster, ids));
  }

  private static BitSet every(Tuples activities) {
    BitSet ids = new BitSet();
    for (int id = 0; id < activities.size(); id++) {
      ids.set(id, activities.get(id, 0) == Kind.API_REQUEST.ordinal());
    }
    return ids;
  }

  private void addClients(@Nullable String cluster, BitSet activities) {
    Map<Long, Integer> found = new HashMap<>();
    activities.stream()
        .forEach(id ->
            found.computeIfAbsent(
                client(id), c -> client(lane(Lane.Level.API, above(cluster), null), c).id()));
    long[] users = found.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
    clients.put(
        cluster == null ? "" : cluster,
        new Clients(users, Arrays.stream(users).mapToInt(found::get).toArray()));
  }

  private String clusterOf(int row) {
    String cluster = observations.location(observations.locationId(row)).cluster();
    return cluster == null ? "" : cluster;
  }

  private long client(int activity) {
    Tuples tuples = observations.activityTuples();
    int pod = tuples.get(activity, POD_FIELD);
    return pod != 0 ? (long) pod << 32 : tuples.get(activity, USER_FIELD);
  }

  private Lane client(Lane api, long key) {
    boolean pod = key >>> 32 != 0;
    String name = observations.texts().get((int) (pod ? key >>> 32 : key));
    return lane(
        Lane.Level.CLIENT,
        pod || !isComponent(name) ? api : lane(Lane.Level.COMPONENTS, api, null),
        name);
  }

  /**
   * Nodes, controllers and the scheduler ask all the time; service accounts of workloads are what
   * an attacker uses.
   */
  private static boolean isComponent(@Nullable String user) {
    return user != null
        && user.startsWith("system:")
        && !user.equals("system:anonymous")
        && (!user.startsWith("system:serviceaccount:")
            || user.startsWith("system:serviceaccount:kube-system:"));
  }

  private Lane lane(Lane.Level level, Lane parent, @Nullable String name) {
    return known.computeIfAbsent(
        new Key(level, parent.id(), name), _ -> added(level, parent, name));
  }

  private Lane added(Lane.Level level, Lane parent, @Nullable String name) {
    Lane lane = new Lane(lanes.size(), level, parent == root ? null : parent, name);
    lanes.add(lane);
    parent.add(lane);
    return lane;
  }

  /** The lanes at the top, in the order of their names, the API last. */
  public List<Lane> roots() {
    return root.children();
  }

  /** The number of lanes; ids are 0 to size - 1. */
  public synchronized int size() {
    return lanes.size();
  }

  /** The lane with an id. */
  public synchronized Lane lane(int id) {
    return lanes.get(id);
  }

  /** The id of the track that a row stands on. */
  public int trackOf(int row) {
    if (observations.kind(row) == Kind.API_REQUEST) {
      return clients
          .getOrDefault(clusterOf(row), Clients.NONE)
          .track(client(observations.activityId(row)));
    }
    return trackOfLocation[observations.locationId(row)];
  }

  /** The id of the track of a location's rows, requests to the Kubernetes API apart. */
  public int trackOfLocation(int location) {
    return trackOfLocation[location];
  }

  /** The tracks that a lane consists of, itself when it is one. */
  public List<Lane> tracks(Lane lane) {
    List<Lane> tracks = new ArrayList<>();
    collect(lane, tracks);
    return tracks;
  }

  private static void collect(Lane lane, List<Lane> tracks) {
    if (lane.isTrack()) {
      tracks.add(lane);
    } else {
      lane.children().forEach(c -> collect(c, tracks));
    }
  }

  /** Adds the programs seen on a container's track below it, if that was not done before. */
  synchronized void open(Lane track, LaneIndex index) {
    if (track.level() == Lane.Level.CLIENT || !track.children().isEmpty()) {
      return;
    }
    List<Lane> programs = new ArrayList<>();
    boolean[] seen = new boolean[observations.texts().size()];
    for (int position = 0; position < index.size(); position++) {
      int program = program(index.row(position));
      if (!seen[program]) {
        seen[program] = true;
        String name = observations.texts().get(program);
        programs.add(new Lane(lanes.size(), Lane.Level.PROGRAM, track, name));
        lanes.add(programs.getLast());
      }
    }
    programs.sort(Comparator.comparing(Lane::name, BY_NAME));
    track.become(programs);
  }

  /** Whether a row is of the program that a lane stands for. */
  boolean isOf(Lane program, int row) {
    return java.util.Objects.equals(program.name(), observations.texts().get(program(row)));
  }

  /** The number of the text that names the program of a row, 0 when its source names none. */
  public int program(int row) {
    Tuples processes = observations.processTuples();
    int process = observations.processId(row);
    int executable = processes.get(process, ProcessFields.EXECUTABLE);
    return executable != 0 ? executable : processes.get(process, ProcessFields.NAME);
  }
}
