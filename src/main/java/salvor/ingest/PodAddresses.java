package salvor.ingest;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salvor.evidence.ObservedTime;
import salvor.workload.AddressBook;
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

  private final AddressBook book;

  PodAddresses(Inventory inventory) {
    book = new AddressBook(inventory);
  }

  /** The place of the pod; null when none is known to have had the address then. */
  @Nullable Location pod(@Nullable String address, @Nullable ObservedTime time) {
    long nanos = time == null || time.isWithoutZone() ? AddressBook.NO_TIME : time.nanos();
    List<Pod> all = book.pods(address, nanos);
    boolean alone = all.size() == 1;
    Pod had = nanos != AddressBook.NO_TIME ? latest(all, nanos) : alone ? all.getFirst() : null;
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
    String node = book.node(address);
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
