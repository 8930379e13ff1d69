package salvor.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import salvor.cluster.Cluster;
import salvor.cluster.Permission;
import salvor.custody.CaseLedger;
import salvor.jobs.Branches;
import salvor.jobs.Jobs;
import salvor.jobs.Pause;
import salvor.jobs.Progress;

/**
 * Takes what a plan says into the folder of a case, item by item. Each is in the ledger before it
 * is begun and after it ended, with its hash or the reason why there is none; what was taken before
 * something broke off stays.
 */
public final class Collection {
  private static final int AT_ONCE = 3;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Cluster cluster;
  private final Permission permission;
  private final CaseLedger ledger;
  private final Path folder;
  private final String reason;
  private final InstantSource clock;
  private final Pause pause;
  private final CollectionListener listener;

  /**
   * A collection.
   *
   * @param ledger the case's, on the cluster
   * @param folder the case's
   * @param reason why, as somebody said it
   * @param listener told of each item
   */
  public Collection(
      Cluster cluster,
      Permission permission,
      CaseLedger ledger,
      Path folder,
      String reason,
      InstantSource clock,
      Pause pause,
      CollectionListener listener) {
    this.cluster = cluster;
    this.permission = permission;
    this.ledger = ledger;
    this.folder = folder;
    this.reason = reason;
    this.clock = clock;
    this.pause = pause;
    this.listener = listener;
  }

  /**
   * What came of it.
   *
   * @param folders where it is, pod by pod; those in which there is something
   * @param taken item by item, those also that were not taken
   * @param attempts how the toolbox was brought in, container by container
   * @param continuity each container that was looked into, before and after
   * @param cancelled whether somebody stopped it before its end
   */
  public record Result(
      List<Path> folders,
      List<Taken> taken,
      Map<String, List<Attempt>> attempts,
      List<Continuity> continuity,
      boolean cancelled) {
    /** Copies the collections. */
    public Result {
      folders = List.copyOf(folders);
      taken = List.copyOf(taken);
      attempts = Map.copyOf(attempts);
      continuity = List.copyOf(continuity);
    }

    /** Whether all of it is there, and whole. */
    public boolean isWhole() {
      return taken.stream().allMatch(Taken::isWhole);
    }
  }

  /**
   * Takes all of it, from a few pods at once. When it is cancelled it ends with what was taken by
   * then: the rest is written down as not taken, for that reason.
   *
   * @throws IOException when the case cannot be written to
   */
  public Result run(CollectionPlan plan, Progress progress) throws IOException {
    int workers = Math.clamp(plan.pods().size(), 1, AT_ONCE);
    Branches branches = new Branches(progress, workers);
    Tally tally =
        new Tally(plan.pods().stream().mapToLong(pod -> pod.items().size()).sum(), listener);
    List<PodCollection> pods =
        plan.pods().stream().map(pod -> of(plan.wish(), pod, branches, tally)).toList();
    AtomicInteger next = new AtomicInteger();
    try {
      Jobs.inParallel(
          workers,
          worker -> {
            for (int i = next.getAndIncrement(); i < pods.size(); i = next.getAndIncrement()) {
              pods.get(i).run(branches.of(worker));
            }
          });
    } catch (IOException | RuntimeException cause) {
      throw cause;
    } catch (Exception cause) {
      throw new IllegalStateException(cause);
    }
    Map<String, List<Attempt>> attempts = new TreeMap<>();
    pods.forEach(pod -> attempts.putAll(pod.attempts()));
    return new Result(
        pods.stream().map(PodCollection::into).filter(Files::isDirectory).toList(),
        pods.stream().flatMap(pod -> pod.taken().stream()).toList(),
        attempts,
        pods.stream().flatMap(pod -> pod.continuity().stream()).toList(),
        branches.isCancelled());
  }

  /** Nothing that a cluster calls something leads out of the folder. */
  private PodCollection of(
      CollectionWish wish, CollectionPlan.OfPod pod, Branches branches, Tally tally) {
    String name =
        "%s_%s_%s-%s"
            .formatted(pod.namespace(), pod.name(), STAMP.format(clock.instant()), wish.mark())
            .replaceAll("[^A-Za-z0-9._-]", "_");
    return new PodCollection(
        cluster,
        permission,
        ledger,
        reason,
        new DebugContainer(cluster, permission, clock, pause),
        wish,
        pod,
        folder.resolve("collected").resolve(name),
        branches::isCancelled,
        tally,
        clock);
  }

  /** How far all of it is. */
  static final class Tally {
    private final long total;
    private final CollectionListener listener;
    private final AtomicLong ended = new AtomicLong();

    Tally(long total, CollectionListener listener) {
      this.total = total;
      this.listener = listener;
    }

    void begun(CollectionPlan.OfPod pod, Item item, Progress progress) {
      progress.at(ended.get(), total, pod.name() + ": " + item.file());
      listener.begun(pod, item);
    }

    void arrived(CollectionPlan.OfPod pod, Item item, long bytes) {
      listener.arrived(pod, item, bytes);
    }

    void ended(Taken taken) {
      ended.incrementAndGet();
      listener.ended(taken);
    }
  }
}
