package salvor.workload;

import java.util.List;
import java.util.Map;

/**
 * A Kubernetes Service.
 *
 * @param namespace its namespace
 * @param name its name
 * @param clusterAddresses its cluster IPs; empty for a headless one
 * @param selector the labels that choose its pods
 */
public record Service(
    String namespace, String name, List<String> clusterAddresses, Map<String, String> selector) {
  public Service {
    clusterAddresses = List.copyOf(clusterAddresses);
    selector = Map.copyOf(selector);
  }
}
