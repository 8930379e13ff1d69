package salvor.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What cluster objects found in the evidence say of the cluster: context for what sensors saw.
 *
 * <p>Several snapshots may describe one pod; the later one given wins, and container instances of
 * all are kept.
 *
 * @param pods pods in the order first seen
 * @param services services in the order first seen
 * @param nodes {@link Location#nodeKey} to the addresses of the node
 * @param images what images hold, in the order found
 * @param reports what scanners and lists of software say of images, in the order found
 * @param clusters the clusters that the evidence as a whole tells of
 */
public record Inventory(
    List<Pod> pods,
    List<Service> services,
    Map<String, List<String>> nodes,
    List<ImageContents> images,
    List<ImageReport> reports,
    List<String> clusters) {
  public static final Inventory EMPTY = new Inventory(List.of(), List.of(), Map.of());

  /** An inventory of one cluster. */
  public Inventory(
      List<Pod> pods,
      List<Service> services,
      Map<String, List<String>> nodes,
      List<ImageContents> images) {
    this(pods, services, nodes, images, List.of(), List.of());
  }

  /** What a scanner or a list of software says of an image, and nothing else. */
  public static Inventory of(ImageReport report) {
    return new Inventory(List.of(), List.of(), Map.of(), List.of(), List.of(report), List.of());
  }

  /** An inventory without the contents of any image. */
  public Inventory(List<Pod> pods, List<Service> services, Map<String, List<String>> nodes) {
    this(pods, services, nodes, List.of());
  }

  public Inventory {
    pods = List.copyOf(pods);
    services = List.copyOf(services);
    nodes = Map.copyOf(nodes);
    images = List.copyOf(images);
    reports = List.copyOf(reports);
    clusters = List.copyOf(clusters);
  }

  /** The same of a cluster. */
  public Inventory of(String cluster) {
    Map<String, List<String>> named = new HashMap<>();
    nodes.forEach((node, addresses) -> named.put(Location.nodeKey(cluster, node), addresses));
    return new Inventory(
        pods.stream().map(pod -> pod.in(cluster)).toList(),
        services.stream().map(service -> service.in(cluster)).toList(),
        named,
        images,
        reports,
        clusters);
  }

  /** The same where the evidence tells of these clusters. */
  public Inventory among(NavigableSet<String> all) {
    return new Inventory(pods, services, nodes, images, reports, List.copyOf(all));
  }

  /** The clusters that its objects are of. */
  public NavigableSet<String> named() {
    NavigableSet<String> named = new TreeSet<>();
    Stream.concat(pods.stream().map(Pod::cluster), services.stream().map(Service::cluster))
        .filter(Objects::nonNull)
        .forEach(named::add);
    nodes.keySet().stream()
        .filter(node -> node.contains("//"))
        .forEach(node -> named.add(node.substring(0, node.lastIndexOf("//"))));
    return named;
  }

  /**
   * What it says of a cluster, or of what is of no cluster that is told. Where the evidence tells
   * of one cluster at most that is all, since everything may be of that one.
   */
  public Inventory in(@Nullable String cluster) {
    if (clusters.size() < 2) {
      return this;
    }
    Map<String, List<String>> its = new HashMap<>();
    nodes.forEach((node, addresses) -> {
      int name = node.lastIndexOf("//");
      if (Objects.equals(cluster, name < 0 ? null : node.substring(0, name))) {
        its.put(node, addresses);
      }
    });
    return new Inventory(
        pods.stream().filter(pod -> Objects.equals(pod.cluster(), cluster)).toList(),
        services.stream().filter(each -> Objects.equals(each.cluster(), cluster)).toList(),
        its,
        images,
        reports,
        List.of());
  }

  /** A pod and one of its containers. */
  public record Placed(Pod pod, Container container) {}

  /** Both inventories, the later one winning where they describe the same object. */
  public Inventory and(Inventory later) {
    Map<String, Pod> all = new LinkedHashMap<>();
    for (Pod pod : pods) {
      all.put(key(pod), pod);
    }
    for (Pod pod : later.pods) {
      all.merge(key(pod), pod, Inventory::together);
    }
    Map<String, Service> byName = new LinkedHashMap<>();
    services.forEach(s -> byName.put(key(s), s));
    later.services.forEach(s -> byName.put(key(s), s));
    Map<String, List<String>> addresses = new HashMap<>(nodes);
    addresses.putAll(later.nodes);
    List<ImageContents> contents = new ArrayList<>(images);
    contents.addAll(later.images);
    List<ImageReport> scans = new ArrayList<>(reports);
    scans.addAll(later.reports);
    NavigableSet<String> both = new TreeSet<>(clusters);
    both.addAll(later.clusters);
    return new Inventory(
        new ArrayList<>(all.values()),
        new ArrayList<>(byName.values()),
        addresses,
        contents,
        scans,
        List.copyOf(both));
  }

  private static String key(Pod pod) {
    return Location.podKey(pod.cluster(), pod.namespace(), pod.name())
        + "/"
        + (pod.uid() == null ? "" : pod.uid());
  }

  private static String key(Service service) {
    return Location.podKey(service.cluster(), service.namespace(), service.name());
  }

  private static Pod together(Pod before, Pod after) {
    Map<String, Container> containers = new LinkedHashMap<>();
    before.containers().forEach(c -> containers.put(c.name() + "/" + c.id(), c));
    after.containers().forEach(c -> containers.put(c.name() + "/" + c.id(), c));
    return new Pod(
        after.namespace(),
        after.name(),
        after.uid(),
        after.node() == null ? before.node() : after.node(),
        after.addresses().isEmpty() ? before.addresses() : after.addresses(),
        after.serviceAccount() == null ? before.serviceAccount() : after.serviceAccount(),
        owner(before.owner(), after.owner()),
        new ArrayList<>(containers.values()),
        after.cluster(),
        before.life().and(after.life()));
  }

  /**
   * A pod that a responder detached from its controller by a label stays a pod of the workload it
   * was started for.
   */
  private static @Nullable WorkloadRef owner(
      @Nullable WorkloadRef before, @Nullable WorkloadRef after) {
    boolean detached = after == null || "Pod".equals(after.kind());
    return detached && before != null ? before : after;
  }

  /** The container with this id or id prefix. */
  public Optional<Placed> container(@Nullable String id) {
    if (id == null) {
      return Optional.empty();
    }
    for (Pod pod : pods) {
      for (Container container : pod.containers()) {
        if (Location.sameContainer(container.id(), id)) {
          return Optional.of(new Placed(pod, container));
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The pod with this namespace and name; the last described one when it was replaced under the
   * same name.
   */
  public Optional<Pod> pod(@Nullable String namespace, @Nullable String name) {
    Pod found = null;
    for (Pod pod : pods) {
      if (pod.namespace().equals(namespace) && pod.name().equals(name)) {
        found = pod;
      }
    }
    return Optional.ofNullable(found);
  }
}
