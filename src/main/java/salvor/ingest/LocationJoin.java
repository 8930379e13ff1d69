package salvor.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Completion;
import salvor.evidence.Placing;
import salvor.evidence.Quality;
import salvor.workload.Container;
import salvor.workload.ImageDigest;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.Pod;
import salvor.workload.WorkloadRef;

/**
 * Completes locations from what other evidence says of the same container, and from the cluster
 * objects.
 *
 * <p>Two records speak of one container when their ids do (one may be a prefix of the other, 12
 * digits at least) and their nodes do not differ; where both ids are whole, they may: a sensor on
 * the host says the host's name, which need not be the node's. A part is filled only where all that
 * speak of it agree; where the short id fits several containers, or the records contradict one
 * another on cluster, namespace, pod or container, nothing is.
 */
final class LocationJoin implements Completion {
  private static final int PREFIX = 12;

  private static final int WHOLE = 64;

  /** Ids made to collide are not joined: comparing them all would take for ever. */
  private static final int MOST = 64;

  private final Map<String, List<Location>> byContainer = new HashMap<>();
  private final Map<String, List<Pod>> byName = new HashMap<>();
  private final Map<String, List<Pod>> byUid = new HashMap<>();
  private final @Nullable Placing placing;

  LocationJoin(Inventory inventory) {
    this(inventory, null);
  }

  /**
   * @param placing finds containers by processes; null when nothing does
   */
  LocationJoin(Inventory inventory, @Nullable Placing placing) {
    this.placing = placing;
    for (Pod pod : inventory.pods()) {
      byName.computeIfAbsent(name(pod.namespace(), pod.name()), _ -> new ArrayList<>()).add(pod);
      if (pod.uid() != null) {
        byUid.computeIfAbsent(pod.uid(), _ -> new ArrayList<>()).add(pod);
      }
      for (Container container : pod.containers()) {
        note(
            new Location(
                pod.node(),
                pod.namespace(),
                pod.name(),
                pod.uid(),
                container.name(),
                container.id(),
                container.image(),
                container.digest(),
                pod.owner(),
                pod.cluster()));
      }
    }
  }

  @Override
  public @Nullable Placing placing() {
    return placing;
  }

  @Override
  public List<Completed> complete(List<Location> locations) {
    locations.forEach(this::note);
    return locations.stream().map(this::complete).toList();
  }

  private void note(Location location) {
    String id = location.containerId();
    if (id != null && id.length() >= PREFIX) {
      List<Location> same =
          byContainer.computeIfAbsent(id.substring(0, PREFIX), _ -> new ArrayList<>());
      if (same.size() <= MOST && !same.contains(location)) {
        same.add(location);
      }
    }
  }

  private Completed complete(Location said) {
    Location joined = ofPod(joined(said));
    Location whole = withObjects(joined);
    return new Completed(whole, joined.equals(said) ? 0 : Quality.LOCATION_JOINED.bit());
  }

  private Location joined(Location said) {
    String id = said.containerId();
    if (id == null || id.length() < PREFIX) {
      return said;
    }
    List<Location> same = byContainer.getOrDefault(id.substring(0, PREFIX), List.of());
    if (same.size() > MOST) {
      return said;
    }
    List<Location> others =
        same.stream()
            .filter(o ->
                Location.sameContainer(o.containerId(), id)
                    && !differInNode(o, said)
                    && !differ(o.cluster(), said.cluster()))
            .toList();
    for (Location one : others) {
      for (Location other : others) {
        if (!Location.sameContainer(one.containerId(), other.containerId())
            || contradict(one, other)) {
          return said;
        }
      }
    }
    return new Location(
        fill(said, others, Location::node),
        fill(said, others, Location::namespace),
        fill(said, others, Location::pod),
        fill(said, others, Location::podUid),
        fill(said, others, Location::container),
        id,
        fill(said, others, Location::image),
        fill(said, others, Location::digest),
        fill(said, others, Location::workload),
        fill(said, others, Location::cluster));
  }

  /** A control group tells the uid of a pod and no name: the pod's object does. */
  private Location ofPod(Location at) {
    if (at.podUid() == null || at.namespace() != null || at.pod() != null) {
      return at;
    }
    List<Pod> pods =
        byUid.getOrDefault(at.podUid(), List.of()).stream()
            .filter(p -> !differ(p.cluster(), at.cluster()))
            .toList();
    String namespace = agreed(pods, Pod::namespace);
    String name = agreed(pods, Pod::name);
    return namespace == null || name == null
        ? at
        : new Location(
            at.node() != null ? at.node() : agreed(pods, Pod::node),
            namespace,
            name,
            at.podUid(),
            at.container(),
            at.containerId(),
            at.image(),
            at.digest(),
            at.workload(),
            at.cluster() != null ? at.cluster() : agreed(pods, Pod::cluster));
  }

  private static boolean contradict(Location one, Location other) {
    return differ(one.cluster(), other.cluster())
        || differInNode(one, other)
        || differ(one.namespace(), other.namespace())
        || differ(one.pod(), other.pod())
        || differ(one.podUid(), other.podUid())
        || differ(one.container(), other.container());
  }

  private static boolean differInNode(Location one, Location other) {
    boolean same = isWhole(one.containerId()) && isWhole(other.containerId());
    return !same && differ(one.node(), other.node());
  }

  private static boolean isWhole(@Nullable String id) {
    return id != null && id.length() == WHOLE;
  }

  private static boolean differ(@Nullable String one, @Nullable String other) {
    return one != null && other != null && !one.equals(other);
  }

  private static <T> @Nullable T fill(
      Location said, List<Location> others, Function<Location, @Nullable T> part) {
    T own = part.apply(said);
    return own != null ? own : agreed(others, part);
  }

  /** What all say that say anything; null when they do not agree. */
  private static <S, T> @Nullable T agreed(List<S> all, Function<S, @Nullable T> part) {
    T agreed = null;
    for (S one : all) {
      T value = part.apply(one);
      if (value != null && agreed != null && !agreed.equals(value)) {
        return null;
      }
      agreed = value == null ? agreed : value;
    }
    return agreed;
  }

  /** The owner, and the digest the container was started from, as the pod's object says them. */
  private Location withObjects(Location at) {
    if (at.namespace() == null
        || at.pod() == null
        || (at.workload() != null && at.digest() != null && at.cluster() != null)) {
      return at;
    }
    List<Pod> pods =
        byName.getOrDefault(name(at.namespace(), at.pod()), List.of()).stream()
            .filter(p -> !differ(p.uid(), at.podUid()) && !differ(p.cluster(), at.cluster()))
            .toList();
    String cluster = at.cluster() != null ? at.cluster() : agreed(pods, Pod::cluster);
    if (cluster == null && pods.stream().anyMatch(p -> p.cluster() != null)) {
      return at; // it may be of any of them
    }
    WorkloadRef workload = at.workload() != null ? at.workload() : agreed(pods, Pod::owner);
    ImageDigest digest =
        at.digest() != null || at.container() == null ? at.digest() : digest(pods, at);
    return new Location(
        at.node(),
        at.namespace(),
        at.pod(),
        at.podUid(),
        at.container(),
        at.containerId(),
        at.image(),
        digest,
        workload,
        cluster);
  }

  private static @Nullable ImageDigest digest(List<Pod> pods, Location at) {
    List<Container> containers =
        pods.stream()
            .flatMap(p -> p.containers().stream())
            .filter(c -> c.name().equals(at.container()))
            .filter(c ->
                at.containerId() == null
                    || c.id() == null
                    || Location.sameContainer(c.id(), at.containerId()))
            .toList();
    return agreed(containers, Container::digest);
  }

  private static String name(String namespace, String pod) {
    return namespace + "/" + Objects.requireNonNull(pod);
  }
}
