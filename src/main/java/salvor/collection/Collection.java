package salvor.collection;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Cluster;
import salvor.cluster.Permission;
import salvor.cluster.Trouble;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.jobs.Pause;
import salvor.jobs.Progress;

/**
 * Takes what a plan says into the folder of a case, item by item. Each is in the ledger before it
 * is begun and after it ended, with its hash or the reason why there is none; what was taken before
 * something broke off stays.
 */
public final class Collection {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Cluster cluster;
  private final Permission permission;
  private final CaseLedger ledger;
  private final Path folder;
  private final String reason;
  private final InstantSource clock;
  private final Pause pause;
  private final Consumer<Taken> listener;

  /**
   * A collection.
   *
   * @param ledger the case's, on the cluster
   * @param folder the case's
   * @param reason why, as somebody said it
   * @param listener told of each item when it has ended
   */
  public Collection(
      Cluster cluster,
      Permission permission,
      CaseLedger ledger,
      Path folder,
      String reason,
      InstantSource clock,
      Pause pause,
      Consumer<Taken> listener) {
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
   * @param folders where it is, pod by pod
   * @param attempts how the toolbox was brought in, container by container
   */
  public record Result(List<Path> folders, List<Taken> taken, Map<String, List<Attempt>> attempts) {
    /** Copies the collections. */
    public Result {
      folders = List.copyOf(folders);
      taken = List.copyOf(taken);
      attempts = Map.copyOf(attempts);
    }

    /** Whether all of it is there, and whole. */
    public boolean isWhole() {
      return taken.stream().allMatch(each -> each.result() == Taken.Result.COLLECTED);
    }
  }

  /**
   * Takes all of it.
   *
   * @throws IOException when the case cannot be written to
   */
  public Result run(CollectionPlan plan, Progress progress) throws IOException {
    List<Path> folders = new ArrayList<>();
    List<Taken> taken = new ArrayList<>();
    Map<String, List<Attempt>> attempts = new TreeMap<>();
    long total = plan.pods().stream().mapToLong(pod -> pod.items().size()).sum();
    for (CollectionPlan.OfPod pod : plan.pods()) {
      Path into =
          folder.resolve(
              "collected/%s_%s_%s-%s"
                  .formatted(
                      pod.namespace(),
                      pod.name(),
                      STAMP.format(clock.instant()),
                      plan.wish().mark()));
      folders.add(into);
      OnePod one = new OnePod(plan.wish(), pod, into);
      for (Item item : one.items(progress)) {
        progress.at(taken.size(), total, item.file());
        Taken each = one.take(item, progress);
        taken.add(each);
        listener.accept(each);
      }
      one.attempts.forEach((container, of) ->
          attempts.put(pod.namespace() + "/" + pod.name() + "/" + container, of));
    }
    return new Result(folders, taken, attempts);
  }

  private final class OnePod {
    private final CollectionWish wish;
    private final CollectionPlan.OfPod pod;
    private final Path into;
    private final Map<String, String> toolboxes = new HashMap<>();
    private final Map<String, List<Attempt>> attempts = new TreeMap<>();
    private final PodTarget target;

    OnePod(CollectionWish wish, CollectionPlan.OfPod pod, Path into) {
      this.wish = wish;
      this.pod = pod;
      this.into = into;
      this.target = new PodTarget(cluster, pod);
    }

    /** What is left to be taken once it is known where the toolbox gets in. */
    List<Item> items(Progress progress) throws IOException {
      List<Item> items = new ArrayList<>();
      for (String container : pod.targets()) {
        if (pod.isReached(container) && !brought(container, progress)) {
          items.addAll(CollectionPlan.own(container));
        }
      }
      items.addAll(0, pod.items());
      return items;
    }

    private boolean brought(String container, Progress progress) throws IOException {
      DebugContainer.Brought brought =
          new Entrance(
                  new DebugContainer(cluster, permission, clock, pause),
                  ledger,
                  target.of(ledger.entry(Deed.PLANNED, reason), container))
              .into(
                  wish.toolbox(
                      pod.namespace(), pod.name(), container, pod.targets().indexOf(container)),
                  pod.node(),
                  progress);
      attempts.put(container, brought.attempts());
      if (brought.name() != null) {
        toolboxes.put(container, brought.name());
      }
      return brought.name() != null;
    }

    Taken take(Item item, Progress progress) throws IOException {
      Path file = into.resolve(item.file());
      Map<String, String> request = new TreeMap<>();
      request.put("verb", item.argv().isEmpty() ? "get" : "exec");
      request.put("kind", item.kind().name().toLowerCase(java.util.Locale.ROOT));
      if (!item.argv().isEmpty()) {
        request.put("argv", String.join(" ", item.argv()));
      }
      TargetState before = target.state(item.container());
      CustodyEntry planned =
          target.of(ledger.entry(Deed.PLANNED, reason).asked(request, Map.of()), item.container());
      ledger.write(planned);
      Arrival arrival = arrival(item, file, progress);
      target.look();
      TargetState after = target.state(item.container());
      boolean replaced = !before.isSame(after);
      Taken taken = arrival.taken(pod, item, ledger.name(file), replaced);
      ledger.write(target.ended(planned, taken, before, after));
      return taken;
    }

    private Arrival arrival(Item item, Path file, Progress progress) throws IOException {
      String in = item.container();
      if (item.kind().isByToolbox()) {
        String toolbox = toolboxes.get(item.container());
        if (toolbox == null) {
          return Arrival.failed(null, "no-toolbox");
        }
        in = toolbox;
      }
      try (Intake intake = new Intake(file, wish.maxBytes())) {
        Source source = new Source(cluster, permission, pod, PATIENCE, wish.maxSeconds());
        Arrival arrival = source.read(item, in, intake, progress).settled(intake);
        return item.kind().isArchive() ? arrival.ending(ArchiveEnd.of(file)) : arrival;
      }
    }
  }

  /** What there is of an item once it has ended. */
  record Arrival(
      boolean whole,
      boolean any,
      @Nullable Trouble trouble,
      String said,
      @Nullable Integer exit,
      long size,
      String sha256,
      boolean truncated,
      @Nullable ArchiveEnd end) {
    static Arrival failed(@Nullable Trouble trouble, String said) {
      return new Arrival(false, false, trouble, said, null, 0, "", false, null);
    }

    static Arrival ended(boolean whole, String said, @Nullable Integer exit) {
      return new Arrival(whole, true, null, said, exit, 0, "", false, null);
    }

    Arrival settled(Intake intake) throws IOException {
      return new Arrival(
          whole && !intake.isTruncated(),
          true,
          trouble,
          said,
          exit,
          intake.size(),
          intake.settled(),
          intake.isTruncated() || (!whole && intake.size() > 0),
          null);
    }

    /** An archive is whole only where it says so itself, whatever the program's exit code was. */
    Arrival ending(ArchiveEnd how) {
      return new Arrival(
          whole && how.isWhole(),
          any,
          trouble,
          said,
          exit,
          size,
          sha256,
          truncated || (!how.isWhole() && size > 0),
          size > 0 || whole ? how : null);
    }

    Taken taken(CollectionPlan.OfPod pod, Item item, String path, boolean replaced) {
      boolean empty = size == 0 && !whole;
      Taken.Result result =
          empty
              ? Taken.Result.FAILED
              : replaced
                  ? Taken.Result.REPLACED
                  : whole ? Taken.Result.COLLECTED : Taken.Result.PART;
      return new Taken(
          pod.namespace(),
          pod.name(),
          item,
          result,
          any ? path : "",
          size,
          sha256,
          truncated,
          trouble,
          said,
          exit,
          end);
    }
  }
}
