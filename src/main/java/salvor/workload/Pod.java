package salvor.workload;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A pod as a cluster object described it.
 *
 * @param namespace its namespace
 * @param name its name
 * @param uid its uid, null when the object held none
 * @param node the node it was scheduled to
 * @param addresses its IP addresses
 * @param serviceAccount the name of its service account
 * @param owner the top of its owner chain as far as the objects show it
 * @param containers init, ordinary and ephemeral containers
 * @param cluster what its cluster is called, null where it is not told
 * @param life from when to when it was there, and its addresses were its own
 */
public record Pod(
    String namespace,
    String name,
    @Nullable String uid,
    @Nullable String node,
    List<String> addresses,
    @Nullable String serviceAccount,
    @Nullable WorkloadRef owner,
    List<Container> containers,
    @Nullable String cluster,
    Lifetime life) {
  public Pod {
    addresses = List.copyOf(addresses);
    containers = List.copyOf(containers);
  }

  /** In a cluster that is not told. */
  public Pod(
      String namespace,
      String name,
      @Nullable String uid,
      @Nullable String node,
      List<String> addresses,
      @Nullable String serviceAccount,
      @Nullable WorkloadRef owner,
      List<Container> containers) {
    this(
        namespace,
        name,
        uid,
        node,
        addresses,
        serviceAccount,
        owner,
        containers,
        null,
        Lifetime.UNKNOWN);
  }

  /** The same in a cluster. */
  Pod in(@Nullable String of) {
    return new Pod(
        namespace, name, uid, node, addresses, serviceAccount, owner, containers, of, life);
  }
}
