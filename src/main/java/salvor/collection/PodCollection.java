package salvor.collection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import salvor.cluster.Cluster;
import salvor.cluster.Permission;
import salvor.custody.CaseLedger;
import salvor.custody.CustodyEntry;
import salvor.custody.Deed;
import salvor.jobs.JobCancelled;
import salvor.jobs.Progress;

/** Takes what is planned from one pod, in its order. */
final class PodCollection {
  /** Stands for what was not taken, or not to its end, because somebody stopped it. */
  static final String CANCELLED = "cancelled";

  private static final String LEAVE_ENDED = "leave-ended";
  private static final Map<String, String> ENTRANCE =
      Map.of("verb", "patch", "path", "ephemeralcontainers");

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Permission permission;
  private final CaseLedger ledger;
  private final String reason;
  private final DebugContainer debug;
  private final CollectionWish wish;
  private final CollectionPlan.OfPod pod;
  private final Path into;
  private final BooleanSupplier cancelled;
  private final Collection.Tally tally;
  private final PodTarget target;
  private final Source source;
  private final Map<String, String> toolboxes = new HashMap<>();
  private final Map<String, List<Attempt>> attempts = new TreeMap<>();
  private final List<Taken> taken = new ArrayList<>();
  private final List<Continuity> continuity = new ArrayList<>();

  PodCollection(
      Cluster cluster,
      Permission permission,
      CaseLedger ledger,
      String reason,
      DebugContainer debug,
      CollectionWish wish,
      CollectionPlan.OfPod pod,
      Path into,
      BooleanSupplier cancelled,
      Collection.Tally tally,
      InstantSource clock) {
    this.permission = permission;
    this.ledger = ledger;
    this.reason = reason;
    this.debug = debug;
    this.wish = wish;
    this.pod = pod;
    this.into = into.toAbsolutePath().normalize();
    this.cancelled = cancelled;
    this.tally = tally;
    this.target = new PodTarget(cluster, pod);
    this.source = new Source(cluster, permission, pod, PATIENCE, wish.maxSeconds(), clock);
  }

  Path into() {
    return into;
  }

  List<Taken> taken() {
    return taken;
  }

  List<Continuity> continuity() {
    return continuity;
  }

  /** How the toolbox was brought in, by the names of the containers. */
  Map<String, List<Attempt>> attempts() {
    Map<String, List<Attempt>> all = new TreeMap<>();
    attempts.forEach(
        (container, of) -> all.put(pod.namespace() + "/" + pod.name() + "/" + container, of));
    return all;
  }

  void run(Progress progress) throws IOException {
    if (cancelled.getAsBoolean()) {
      ledger.write(stopped(pod.items()));
      return;
    }
    target.look();
    Map<String, TargetState> before = new TreeMap<>();
    pod.targets().forEach(container -> before.put(container, target.meant(container)));
    take(items(progress), progress);
    before.forEach((container, was) ->
        continuity.add(
            new Continuity(pod.namespace(), pod.name(), container, was, target.state(container))));
  }

  /** What came of an item is written down together with the next one that is begun. */
  private void take(List<Item> items, Progress progress) throws IOException {
    List<CustodyEntry> said = new ArrayList<>();
    int next = 0;
    try {
      for (; next < items.size(); next++) {
        Item item = items.get(next);
        tally.begun(pod, item, progress);
        CustodyEntry planned = planned(item);
        said.add(planned);
        ledger.write(List.copyOf(said));
        said.clear();
        said.add(taken(item, planned, progress));
      }
    } catch (JobCancelled _) {
      said.addAll(stopped(items.subList(next, items.size())));
    }
    ledger.write(said);
  }

  private void ended(Taken each) {
    taken.add(each);
    tally.ended(each);
  }

  /** What is not begun any more is written down all the same. */
  private List<CustodyEntry> stopped(List<Item> left) {
    List<CustodyEntry> entries = new ArrayList<>();
    for (Item item : left) {
      Taken none = Arrival.failed(null, CANCELLED).taken(pod, item, "", false);
      TargetState state = target.state(item.container());
      entries.add(target.ended(planned(item), none, state, state));
      ended(none);
    }
    return entries;
  }

  /** What is to be taken once it is known where the toolbox gets in, the most volatile first. */
  private List<Item> items(Progress progress) throws IOException {
    List<Item> items = new ArrayList<>();
    for (String container : pod.targets()) {
      if (pod.isReached(container) && !cancelled.getAsBoolean() && !brought(container, progress)) {
        items.addAll(CollectionPlan.own(container));
      }
    }
    items.addAll(pod.items());
    return items;
  }

  private boolean brought(String container, Progress progress) throws IOException {
    CustodyEntry entry = target.of(ledger.entry(Deed.PLANNED, reason), container);
    try {
      return brought(container, entry, progress);
    } catch (IllegalStateException cause) {
      if (isAllowed()) {
        throw cause;
      }
      ledger.write(entry.as(Deed.FAILED).asked(ENTRANCE, Map.of("result", LEAVE_ENDED)));
      return false;
    }
  }

  private boolean brought(String container, CustodyEntry entry, Progress progress)
      throws IOException {
    DebugContainer.Brought brought =
        new Entrance(debug, ledger, entry)
            .into(
                wish.toolbox(
                    pod.namespace(),
                    pod.name(),
                    pod.uid(),
                    container,
                    pod.targets().indexOf(container)),
                pod.node(),
                progress);
    attempts.put(container, brought.attempts());
    if (brought.name() != null) {
      toolboxes.put(container, brought.name());
    }
    return brought.name() != null;
  }

  private CustodyEntry planned(Item item) {
    Map<String, String> request = new TreeMap<>();
    request.put(
        "verb",
        item.kind() == Item.Kind.CHECKPOINT ? "post" : item.argv().isEmpty() ? "get" : "exec");
    request.put("kind", item.kind().name().toLowerCase(Locale.ROOT));
    request.put("file", item.file());
    if (!item.argv().isEmpty()) {
      request.put("argv", String.join(" ", item.argv()));
    }
    return target.of(ledger.entry(Deed.PLANNED, reason).asked(request, Map.of()), item.container());
  }

  private CustodyEntry taken(Item item, CustodyEntry planned, Progress progress)
      throws IOException {
    TargetState before = target.state(item.container());
    Path file = into.resolve(item.file()).normalize();
    Arrival arrival =
        !file.startsWith(into)
            ? Arrival.failed(null, "name-leads-out")
            : item.kind().isOfPod() && target.isAnother()
                ? Arrival.failed(null, Source.OTHER_POD)
                : arrival(item, file, progress);
    target.look();
    TargetState after = target.state(item.container());
    Taken each =
        arrival.taken(pod, item, ledger.name(file), target.isReplaced(item, before, after));
    ended(each);
    return target.ended(planned, each, before, after);
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
    Arrival arrival;
    try (Intake intake =
        new Intake(file, wish.maxBytes(), bytes -> tally.arrived(pod, item, bytes))) {
      arrival = read(item, in, intake, progress).settled(intake);
    }
    if (arrival.isNothing()) {
      Files.deleteIfExists(file); // an empty file would say that there was nothing to find
      return arrival.without();
    }
    return item.kind().isArchive() ? arrival.ending(ArchiveEnd.of(file)) : arrival;
  }

  private Arrival read(Item item, String in, Intake intake, Progress progress) throws IOException {
    Arrival arrival;
    try {
      arrival = source.read(item, in, intake, progress);
    } catch (JobCancelled _) {
      return Arrival.failed(null, CANCELLED);
    } catch (IllegalStateException cause) {
      if (isAllowed()) {
        throw cause;
      }
      return Arrival.failed(null, LEAVE_ENDED);
    }
    return arrival.whole() || !cancelled.getAsBoolean() ? arrival : Arrival.failed(null, CANCELLED);
  }

  private boolean isAllowed() {
    try {
      permission.require();
      return true;
    } catch (IllegalStateException _) {
      return false;
    }
  }
}
