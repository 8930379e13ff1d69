package salvor.live;

import salvor.cluster.Greeting;

/**
 * A cluster that was greeted, with what is recorded of it.
 *
 * @param name what its context is called
 * @param namespace where it is looked at, empty for all namespaces
 */
public record LiveCluster(String name, String namespace, Greeting greeting, LiveCase live) {}
