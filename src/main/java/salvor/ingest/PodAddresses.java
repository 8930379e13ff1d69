package salvor.ingest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ObservedTime;
import salvor.workload.Container;
import salvor.workload.Inventory;
import salvor.workload.Location;
import salvor.workload.Pod;

/**
 * Which pod had an address at a time, by what cluster objects say. Where they leave it open,
 * nobody: several pods may have had it one after the other, and pods in the network of their node
 * share its address.
 */
final class PodAddresses {
  private static final long SECOND = 1_000_000_000L; // starts are told in whole seconds

  private final Map<String, List<Pod>> pods = new HashMap<>();
  private final Map<String, String> nodes = new HashMap<>();

  PodAddresses(Inventory inventory) {
    inventory
        .nodes()
        .forEach((node, all) -> {
          int cluster = node.lastIndexOf("//"); // one name in two clusters is two nodes
          String name = cluster < 0 ? node : node.substring(cluster + 2);
          all.forEach(a -> nodes.put(a, name));
        });
    for (Pod pod : inventory.pods()) {
      for (String address : pod.addresses()) {
        pods.computeIfAbsent(address, _ -> new ArrayList<>()).add(pod);
      }
    }
  }

  /** The place of the pod; null when none is known to have had the address then. */
  @Nullable Location pod(@Nullable String address, @Nullable ObservedTime time) {
    if (address == null || nodes.containsKey(address)) {
      return null;
    }
    List<Pod> all = pods.getOrDefault(address, List.of());
    Pod had = all.size() == 1 ? all.getFirst() : null;
    if (time != null && !time.isWithoutZone() && !all.isEmpty()) {
      had = latest(all, time.nanos());
    }
    if (had == null) {
      return null;
    }
    Container only = only(had, time);
    return new Location(
        had.node(),
        had.namespace(),
        had.name(),
        had.uid(),
        only == null ? null : only.name(),
        only == null ? null : only.id(),
        only == null ? null : only.image(),
        only == null ? null : only.digest(),
        had.owner(),
        had.cluster());
  }

  /**
   * The container of a pod that had started by then, when it was the only one: the containers of a
   * pod share its address.
   */
  private static @Nullable Container only(Pod pod, @Nullable ObservedTime time) {
    Container only = null;
    for (Container one : pod.containers()) {
      Long start = one.startedNanos();
      boolean later =
          time != null && !time.isWithoutZone() && start != null && start > time.nanos() + SECOND;
      if (later) {
        continue;
      } else if (only != null && !only.name().equals(one.name())) {
        return null;
      }
      Long before = only == null ? null : only.startedNanos();
      only = before != null && (start == null || start < before) ? only : one;
    }
    return only;
  }

  /** The place of the node with this address, or an unknown one. */
  Location node(@Nullable String address) {
    String node = address == null ? null : nodes.get(address);
    return node == null
        ? Location.UNKNOWN
        : new Location(node, null, null, null, null, null, null, null, null);
  }

  /**
   * The last to start before; null when it cannot be told, also when one of several never says when
   * it started.
   */
  private static @Nullable Pod latest(List<Pod> all, long time) {
    Pod latest = null;
    long since = Long.MIN_VALUE;
    for (Pod pod : all) {
      List<Long> starts =
          pod.containers().stream().map(Container::startedNanos).filter(Objects::nonNull).toList();
      if (starts.isEmpty()) {
        return all.size() == 1 ? pod : null;
      }
      long first = starts.stream().mapToLong(Long::longValue).min().orElseThrow();
      if (first <= time + SECOND && first > since) {
        latest = pod;
        since = first;
      }
    }
    return latest;
  }
}
