package salvor.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What cluster objects found in the evidence say of the cluster: context for what sensors saw.
 *
 * <p>Several snapshots may describe one pod; the later one given wins, and container instances of
 * all are kept.
 *
 * @param pods pods in the order first seen
 * @param services services in the order first seen
 * @param nodes node name to its addresses
 * @param images what images hold, in the order found
 */
public record Inventory(
    List<Pod> pods,
    List<Service> services,
    Map<String, List<String>> nodes,
    List<ImageContents> images) {
  public static final Inventory EMPTY = new Inventory(List.of(), List.of(), Map.of());

  /** An inventory without the contents of any image. */
  public Inventory(List<Pod> pods, List<Service> services, Map<String, List<String>> nodes) {
    this(pods, services, nodes, List.of());
  }

  public Inventory {
    pods = List.copyOf(pods);
    services = List.copyOf(services);
    nodes = Map.copyOf(nodes);
    images = List.copyOf(images);
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
    services.forEach(s -> byName.put(s.namespace() + "/" + s.name(), s));
    later.services.forEach(s -> byName.put(s.namespace() + "/" + s.name(), s));
    Map<String, List<String>> addresses = new HashMap<>(nodes);
    addresses.putAll(later.nodes);
    List<ImageContents> contents = new ArrayList<>(images);
    contents.addAll(later.images);
    return new Inventory(
        new ArrayList<>(all.values()), new ArrayList<>(byName.values()), addresses, contents);
  }

  private static String key(Pod pod) {
    return pod.namespace() + "/" + pod.name() + "/" + (pod.uid() == null ? "" : pod.uid());
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
        new ArrayList<>(containers.values()));
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
