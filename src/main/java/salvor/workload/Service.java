package salvor.workload;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes Service.
 *
 * @param namespace its namespace
 * @param name its name
 * @param clusterAddresses its cluster IPs; empty for a headless one
 * @param selector the labels that choose its pods
 * @param cluster what its cluster is called, null where it is not told
 */
public record Service(
    String namespace,
    String name,
    List<String> clusterAddresses,
    Map<String, String> selector,
    @Nullable String cluster) {
  public Service {
    clusterAddresses = List.copyOf(clusterAddresses);
    selector = Map.copyOf(selector);
  }

  /** In a cluster that is not told. */
  public Service(
      String namespace, String name, List<String> clusterAddresses, Map<String, String> selector) {
    this(namespace, name, clusterAddresses, selector, null);
  }

  /** The same in a cluster. */
  Service in(@Nullable String of) {
    return new Service(namespace, name, clusterAddresses, selector, of);
  }
}
