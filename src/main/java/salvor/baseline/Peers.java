package salvor.baseline;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Endpoint;
import salvor.workload.AddressBook;
import salvor.workload.Inventory;
import salvor.workload.Pod;
import salvor.workload.Service;
import salvor.workload.WorkloadRef;

/**
 * Tells who is behind an address, by what cluster objects say.
 *
 * <p>The order: loopback and the own address, pod, Service, node and its pod bridge (the first
 * address of the pod's own /24), the name that the record gives, the bare address. A pod has its
 * address from when it was made until it is gone; one that pods of several workloads had at a time
 * is all of them.
 */
public final class Peers {
  /** The time of what has none: who had an address at any time may have had it. */
  public static final long NO_TIME = AddressBook.NO_TIME;

  private final Inventory inventory;
  private final Map<String, Peers> ofCluster = new ConcurrentHashMap<>();
  private final AddressBook book;
  private final Map<String, Set<Peer>> services = new HashMap<>();

  /** Knows the peers that cluster objects name. */
  public Peers(Inventory inventory) {
    this.inventory = inventory;
    this.book = new AddressBook(inventory);
    for (Service service : inventory.services()) {
      for (String address : service.clusterAddresses()) {
        services
            .computeIfAbsent(address, _ -> new LinkedHashSet<>())
            .add(new Peer.OfService(service.namespace(), service.name()));
      }
    }
  }

  /**
   * The peers of what is in a cluster. Where the evidence tells of several, an address is somebody
   * else in each.
   */
  public Peers in(@Nullable String cluster) {
    return inventory.clusters().size() < 2
        ? this
        : ofCluster.computeIfAbsent(
            cluster == null ? "" : cluster, _ -> new Peers(inventory.in(cluster)));
  }

  private static Peer workload(Pod pod) {
    WorkloadRef owner =
        pod.owner() != null ? pod.owner() : PodNames.workload(pod.namespace(), pod.name());
    return new Peer.OfWorkload(owner.namespace(), owner.name());
  }

  /** The moments at which others have an address than before, in order. */
  long[] borders(@Nullable String address) {
    return book.borders(address);
  }

  /** Whether an address is a node's. */
  boolean isNode(String address) {
    return book.node(address) != null;
  }

  /** The same at no time in particular. */
  public List<Peer> of(Endpoint local, Endpoint remote) {
    return of(local, remote, NO_TIME);
  }

  /**
   * Who the remote end may be, the best name first; empty when the record says nothing.
   *
   * @param nanos when, in nanoseconds since 1970: an address is one pod's now and another's later
   */
  public List<Peer> of(Endpoint local, Endpoint remote, long nanos) {
    List<Peer> peers = new ArrayList<>();
    String address = remote.address();
    if (address != null) {
      if (loopback(address) || address.equals(local.address())) {
        peers.add(new Peer.Loopback());
      } else if (isNode(address) || gateway(local.address(), address)) {
        peers.add(new Peer.Node());
      } else {
        book.pods(address, nanos).stream().map(Peers::workload).distinct().forEach(peers::add);
        peers.addAll(services.getOrDefault(address, Set.of()));
      }
    }
    if (remote.name() != null) {
      peers.add(named(remote.name()));
    }
    if (address != null) {
      boolean outside = peers.isEmpty();
      peers.add(new Peer.Address(address));
      if (outside) {
        peers.add(new Peer.Outside());
      }
    }
    return peers;
  }

  private static Peer named(String name) {
    int slash = name.indexOf('/');
    if (slash <= 0) {
      return new Peer.Name(Canonicaliser.name(name).text());
    }
    WorkloadRef workload = PodNames.workload(name.substring(0, slash), name.substring(slash + 1));
    return new Peer.OfWorkload(workload.namespace(), workload.name());
  }

  private static boolean loopback(String address) {
    return address.startsWith("127.") || address.equals("::1") || address.startsWith("::ffff:127.");
  }

  private static boolean gateway(@Nullable String own, String address) {
    int dot = own == null ? -1 : own.lastIndexOf('.');
    return own != null && dot > 0 && address.equals(own.substring(0, dot) + ".1");
  }

  /**
   * Whether an address belongs to the public internet: neither private, local, shared, nor for
   * documentation inside labs.
   */
  static boolean isPublic(@Nullable String address) {
    if (address == null || Wildcards.bytes(address).length == 0) {
      return false;
    }
    for (String range : INTERNAL) {
      if (Wildcards.address(range, address)) {
        return false;
      }
    }
    return true;
  }

  /**
   * IANA special-purpose address registries: what no route on the internet leads to, documentation
   * ranges apart.
   */
  private static final List<String> INTERNAL =
      List.of(
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "224.0.0.0/4",
          "240.0.0.0/4",
          "::/128",
          "::1/128",
          "fc00::/7",
          "fe80::/10",
          "ff00::/8");
}
