package salvor.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.ClusterFailure;
import salvor.cluster.ClusterObjects;
import salvor.cluster.Gap;
import salvor.cluster.LivePod;
import salvor.cluster.LivePods;
import salvor.cluster.ObjectKind;
import salvor.cluster.WatchListener;
import salvor.cluster.WatchState;
import salvor.cluster.Watching;
import salvor.jobs.Progress;
import tools.jackson.databind.JsonNode;

/** Follows a roll-out: what the controllers say, and how many pods run the bad digest. */
public final class RollOutWatch implements AutoCloseable {
  private final Fix fix;
  private final List<WorkloadFix> workloads;
  private final ClusterObjects objects = new ClusterObjects();
  private final Set<ObjectKind> kinds = new LinkedHashSet<>();
  private final List<Watching> watches = new ArrayList<>();
  private final Set<String> given = new HashSet<>();
  private final boolean inPart;
  private long changes;
  private boolean stopped;

  /**
   * Begins to follow.
   *
   * @param namespace where alone the pods may be watched; empty for the whole cluster
   * @param workloads those whose images were changed
   */
  public RollOutWatch(Cluster cluster, String namespace, Fix fix, List<WorkloadFix> workloads) {
    this.fix = fix;
    this.workloads = List.copyOf(workloads);
    this.inPart = !namespace.isEmpty();
    try {
      objects.listed(ObjectKind.NODES, cluster.list(ObjectKind.NODES, ""));
    } catch (ClusterFailure failure) {
      objects.unseen(ObjectKind.NODES, failure.trouble());
    }
    kinds.addAll(
        List.of(
            ObjectKind.PODS,
            ObjectKind.REPLICA_SETS,
            ObjectKind.JOBS,
            ObjectKind.NETWORK_POLICIES)); // who is cut off is known by them
    workloads.forEach(each -> kinds.add(each.kind().kind()));
    if (!workloads.isEmpty()) {
      kinds.add(ObjectKind.EVENTS); // by them a kubelet tells that a probe fails
    }
    for (ObjectKind kind : kinds) {
      watches.add(cluster.watch(kind, namespace, objects.listener(kind, new Signal(kind))));
    }
  }

  private final class Signal implements WatchListener {
    private final boolean events;

    Signal(ObjectKind kind) {
      this.events = kind.equals(ObjectKind.EVENTS);
    }

    /** Of the many events of a cluster few say anything of a roll-out. */
    private void signal(JsonNode object) {
      if (!events || object.path("reason").asString("").equals(Hitch.UNHEALTHY)) {
        RollOutWatch.this.signal();
      }
    }

    @Override
    public void added(JsonNode object) {
      signal(object);
    }

    @Override
    public void changed(JsonNode object) {
      signal(object);
    }

    @Override
    public void gone(JsonNode object) {
      signal(object);
    }

    @Override
    public void synced() {
      RollOutWatch.this.signal();
    }

    @Override
    public void state(WatchState state) {
      RollOutWatch.this.signal();
    }

    @Override
    public void gap(Gap gap) {}
  }

  private synchronized void signal() {
    changes++;
    notifyAll();
  }

  private synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  /**
   * Where a roll-out stands.
   *
   * @param workloads each that was changed, in the order of the plan
   * @param count who runs the bad digest
   * @param replacing how many pods in the open that run it are still to be replaced by a workload
   */
  public record Standing(List<OfWorkload> workloads, DigestCount count, int replacing) {
    /** Copies the list. */
    public Standing {
      workloads = List.copyOf(workloads);
    }

    /** Whether everything that was changed is through; nothing is where nothing was changed. */
    public boolean isThrough() {
      return replacing == 0
          && !workloads.isEmpty()
          && workloads.stream().allMatch(OfWorkload::isThrough);
    }

    /** Whether something does not go on by itself. */
    public boolean isStuck() {
      return workloads.stream().anyMatch(OfWorkload::isStuck);
    }

    /** New pods that do not start or get ready, of all workloads. */
    public List<Hitch> hitches() {
      return workloads.stream().flatMap(each -> each.hitches().stream()).toList();
    }

    /** Whether no pod of the cluster runs the bad digest in the open: only then the loop closes. */
    public boolean isOver() {
      return (isThrough() || workloads.isEmpty()) && count.isNone();
    }
  }

  /**
   * One workload.
   *
   * @param state how far it is; null where it is not there
   * @param isOther whether somebody gave it another image, or the old one back, or took it away
   * @param hitches new pods of it that do not start or get ready; they may yet
   */
  public record OfWorkload(
      WorkloadFix of, @Nullable RollOutState state, boolean isOther, List<Hitch> hitches) {
    /** Copies the list. */
    public OfWorkload {
      hitches = List.copyOf(hitches);
    }

    /** Whether all of its pods are replaced, or its next run has the image. */
    public boolean isThrough() {
      return !isOther
          && (state instanceof RollOutState.Through || state instanceof RollOutState.NextRun);
    }

    /** Whether it does not go on by itself. */
    public boolean isStuck() {
      return isOther
          || state instanceof RollOutState.Stuck
          || state instanceof RollOutState.Waiting;
    }
  }

  /** Where it stands by what was told so far. */
  public Standing now() {
    LivePods pods = LivePods.of(objects);
    DigestCount all = DigestCount.of(objects, pods.all(), fix);
    DigestCount count =
        new DigestCount(
            all.open(), all.held(), all.ended(), all.unknown(), all.isWhole() && !inPart);
    List<OfWorkload> states = workloads.stream().map(each -> of(each, pods)).toList();
    Set<String> open = Set.copyOf(all.open());
    int replacing =
        (int)
            pods.all().stream()
                .filter(pod -> open.contains(pod.namespace() + "/" + pod.name()))
                .filter(this::isReplaced)
                .count();
    return new Standing(states, count, replacing);
  }

  private boolean isReplaced(LivePod pod) {
    return workloads.stream()
        .filter(each -> each.kind() != RolledKind.CRON_JOB)
        .map(WorkloadFix::ref)
        .anyMatch(pod.workload()::equals);
  }

  private OfWorkload of(WorkloadFix workload, LivePods pods) {
    Optional<JsonNode> now =
        objects.find(workload.kind().kind(), workload.namespace(), workload.name());
    if (now.isEmpty()) {
      return new OfWorkload(workload, null, isTold(workload.kind().kind()), List.of());
    }
    if (workload.isIn(now.get())) {
      note(workload);
      return new OfWorkload(
          workload,
          RollOutState.of(workload.kind(), now.get()),
          false,
          Hitch.of(workload, pods.all(), objects));
    }
    boolean isOther = !workload.isBefore(now.get()) || wasGiven(workload);
    return new OfWorkload(workload, new RollOutState.NotSeenYet(), isOther, List.of());
  }

  private synchronized void note(WorkloadFix workload) {
    given.add(workload.uid());
  }

  private synchronized boolean wasGiven(WorkloadFix workload) {
    return given.contains(workload.uid());
  }

  /**
   * Waits until it is through or stuck, or for so long.
   *
   * @param told is given each standing that differs from the one before, once all was listed
   * @throws salvor.jobs.JobCancelled when the progress says so
   */
  public Standing await(Duration limit, Progress progress, Consumer<Standing> told)
      throws InterruptedException {
    return await(limit, progress, told, now -> now.isThrough() || now.isStuck());
  }

  /**
   * Waits until something holds of it, or for so long.
   *
   * @param told as in the other
   * @param over is asked once all was listed
   * @throws salvor.jobs.JobCancelled when the progress says so
   */
  Standing await(
      Duration limit, Progress progress, Consumer<Standing> told, Predicate<Standing> over)
      throws InterruptedException {
    progress.onCancel(this::stop);
    long end = System.nanoTime() + limit.toNanos();
    long seen = -1;
    int most = 0;
    Optional<Standing> before = Optional.empty();
    while (true) {
      seen = awaitChange(seen, end);
      Standing now = now();
      boolean listed = isListed();
      if (listed && before.filter(now::equals).isEmpty()) {
        told.accept(now);
        before = Optional.of(now);
      }
      most = Math.max(most, now.replacing());
      progress.at(most - now.replacing(), most, "Replacing pods");
      if (System.nanoTime() >= end || isStopped() || (listed && over.test(now))) {
        return now;
      }
    }
  }

  /** Waits until everything was listed once, or for so long, and tells where it stands. */
  public Standing listed(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    long seen = -1;
    while (!isListed() && System.nanoTime() < end && !isStopped()) {
      seen = awaitChange(seen, end);
    }
    return now();
  }

  private boolean isListed() {
    return kinds.stream().allMatch(this::isTold);
  }

  private boolean isTold(ObjectKind kind) {
    return objects.isWhole(kind) || objects.unseen(kind).isPresent();
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized long awaitChange(long seen, long end) throws InterruptedException {
    while (changes == seen && !stopped) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        break;
      }
      wait(left);
    }
    return changes;
  }

  @Override
  public void close() {
    stop();
    watches.forEach(Watching::close);
  }
}
