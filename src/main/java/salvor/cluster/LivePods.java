package salvor.cluster;

import static salvor.cluster.PodReading.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import salvor.workload.WorkloadRef;
import tools.jackson.databind.JsonNode;

/**
 * The pods of a cluster, kept by a watch. Who shows them takes what changed, as often as the screen
 * is drawn: of a pod that changed a hundred times in between only the last state is given.
 */
public final class LivePods implements WatchListener {
  private final Map<String, LivePod> byUid = new LinkedHashMap<>();
  private final Map<String, Set<String>> byOwner = new HashMap<>();
  private final Owners owners = new Owners();
  private final Set<String> changed = new LinkedHashSet<>();
  private final Set<String> gone = new LinkedHashSet<>();
  private final List<Gap> gaps = new ArrayList<>();
  private WatchState state = new WatchState.Listing(0);
  private boolean synced;

  /** The pods among objects, with the top of their chain of owners where that was listed. */
  public static LivePods of(ClusterObjects objects) {
    LivePods pods = new LivePods();
    Stream.of(ObjectKind.REPLICA_SETS, ObjectKind.JOBS)
        .flatMap(kind -> objects.all(kind, ""))
        .forEach(pods.owners()::added);
    objects.all(ObjectKind.PODS, "").forEach(pods::added);
    return pods;
  }

  /**
   * What happened since the last time.
   *
   * @param pods new or changed, as they are now
   * @param gone the uids of those that are gone
   * @param gaps holes that ended
   * @param state where the watch stands now
   * @param synced whether everything has been listed once
   */
  public record Changes(
      List<LivePod> pods, List<String> gone, List<Gap> gaps, WatchState state, boolean synced) {
    /** Copies the lists. */
    public Changes {
      pods = List.copyOf(pods);
      gone = List.copyOf(gone);
      gaps = List.copyOf(gaps);
    }

    /** Whether no pod and no hole is told. */
    public boolean isEmpty() {
      return pods.isEmpty() && gone.isEmpty() && gaps.isEmpty();
    }
  }

  /** What changed since it was last asked. */
  public synchronized Changes take() {
    List<LivePod> pods = changed.stream().map(byUid::get).filter(Objects::nonNull).toList();
    Changes changes = new Changes(pods, List.copyOf(gone), gaps, state, synced);
    changed.clear();
    gone.clear();
    gaps.clear();
    return changes;
  }

  /** Where the watch stands now. */
  public synchronized WatchState state() {
    return state;
  }

  /** All of them, the first seen first. */
  public synchronized List<LivePod> all() {
    return List.copyOf(byUid.values());
  }

  /** The pod with this uid. */
  public synchronized Optional<LivePod> pod(String uid) {
    return Optional.ofNullable(byUid.get(uid));
  }

  /** Waits until everything has been listed once, or the watch has come to another end. */
  public synchronized WatchState awaitSynced(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (!synced
        && !(state instanceof WatchState.Ended)
        && !(state instanceof WatchState.Closed)) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return state;
  }

  /** Waits until there is something to take. */
  public synchronized void awaitChange(long millis) throws InterruptedException {
    long end = System.nanoTime() + millis * 1_000_000;
    while (changed.isEmpty() && gone.isEmpty() && gaps.isEmpty()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
  }

  @Override
  public void added(JsonNode object) {
    changed(object);
  }

  @Override
  public void changed(JsonNode object) {
    LivePod pod = PodReading.pod(object, owners);
    synchronized (this) {
      byUid.put(pod.uid(), pod);
      if (!pod.owner().isEmpty()) {
        byOwner.computeIfAbsent(pod.owner(), o -> new HashSet<>()).add(pod.uid());
      }
      gone.remove(pod.uid());
      changed.add(pod.uid());
      notifyAll();
    }
  }

  @Override
  public void gone(JsonNode object) {
    LivePod pod = PodReading.pod(object, owners);
    synchronized (this) {
      LivePod was = byUid.remove(pod.uid());
      if (was != null) {
        byOwner.computeIfPresent(
            was.owner(),
            (owner, siblings) -> {
              siblings.remove(pod.uid());
              return siblings.isEmpty() ? null : siblings;
            });
      }
      changed.remove(pod.uid());
      gone.add(pod.uid());
      notifyAll();
    }
  }

  @Override
  public synchronized void synced() {
    synced = true;
    notifyAll();
  }

  @Override
  public synchronized void state(WatchState now) {
    state = now;
    notifyAll();
  }

  @Override
  public synchronized void gap(Gap gap) {
    gaps.add(gap);
    notifyAll();
  }

  /** Takes the ReplicaSets and Jobs, for the chain of owners; pods that were seen are corrected. */
  public WatchListener owners() {
    return new WatchListener() {
      @Override
      public void added(JsonNode object) {
        owners.note(object);
        correct(text(object.path("metadata"), "uid"));
      }

      @Override
      public void changed(JsonNode object) {
        added(object);
      }

      @Override
      public void gone(JsonNode object) {
        owners.forget(text(object.path("metadata"), "uid")); // its pods keep what is known of them
      }

      @Override
      public void synced() {}

      @Override
      public void state(WatchState now) {}

      @Override
      public void gap(Gap gap) {}
    };
  }

  private synchronized void correct(String owner) {
    for (String uid : byOwner.getOrDefault(owner, Set.of())) {
      LivePod pod = byUid.get(uid);
      WorkloadRef top = pod == null ? null : owners.above(pod.namespace(), owner);
      if (pod != null && top != null && !top.equals(pod.workload())) {
        byUid.put(uid, pod.of(top));
        changed.add(uid);
      }
    }
    notifyAll();
  }
}
