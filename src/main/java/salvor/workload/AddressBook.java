package salvor.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Who had an address when, by what cluster objects say. A pod has its addresses from when it was
 * made until it is gone; those of a node are the node's, and no pod's that is in its network.
 */
public final class AddressBook {
  /** The time of what has none: who had an address at any time may have had it. */
  public static final long NO_TIME = Long.MIN_VALUE;

  /** Clocks of nodes and of the cluster differ; and an address is given back a little later. */
  private static final long LATE = 60_000_000_000L;

  /** A pod, and from when to when it may have had an address. */
  private record Holder(Pod pod, long from, long until) {
    static Holder of(Pod pod) {
      Long from = pod.life().from();
      Long until = pod.life().until();
      return new Holder(
          pod,
          from == null ? Long.MIN_VALUE : from - LATE,
          until == null ? Long.MAX_VALUE : until + LATE);
    }

    boolean at(long nanos) {
      return nanos == NO_TIME || (from <= nanos && nanos <= until);
    }
  }

  private final Map<String, List<Holder>> holders = new HashMap<>();
  private final Map<String, String> nodes = new HashMap<>();

  /** Of the pods and nodes of an inventory. */
  public AddressBook(Inventory inventory) {
    inventory
        .nodes()
        .forEach((node, all) -> {
          int cluster = node.lastIndexOf("//"); // one name in two clusters is two nodes
          String name = cluster < 0 ? node : node.substring(cluster + 2);
          all.forEach(address -> nodes.put(address, name));
        });
    for (Pod pod : inventory.pods()) {
      for (String address : pod.addresses()) {
        if (!nodes.containsKey(address)) {
          holders.computeIfAbsent(address, _ -> new ArrayList<>()).add(Holder.of(pod));
        }
      }
    }
  }

  /** The pods that may have had an address then, in the order of the inventory. */
  public List<Pod> pods(@Nullable String address, long nanos) {
    return held(address).stream().filter(h -> h.at(nanos)).map(Holder::pod).toList();
  }

  /** The node with an address; null when it is none's. */
  public @Nullable String node(@Nullable String address) {
    return address == null ? null : nodes.get(address);
  }

  /** The moments at which other pods have an address than before, in order. */
  public long[] borders(@Nullable String address) {
    return held(address).stream()
        .flatMapToLong(
            h -> LongStream.of(h.from, h.until == Long.MAX_VALUE ? h.until : h.until + 1))
        .filter(border -> border != Long.MIN_VALUE && border != Long.MAX_VALUE)
        .sorted()
        .distinct()
        .toArray();
  }

  private List<Holder> held(@Nullable String address) {
    return address == null ? List.of() : holders.getOrDefault(address, List.of());
  }
}
