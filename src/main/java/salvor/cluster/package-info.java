/**
 * The cluster, as an investigation needs it: what a kubeconfig says, and the port {@link
 * salvor.cluster.Cluster}; {@link salvor.cluster.fabric8} is the only adapter.
 *
 * <p>Reading a kubeconfig never runs anything. Objects cross the port as JSON trees, not as typed
 * models: a field or a kind that no model knows is neither lost nor an error.
 */
@NullMarked
package salvor.cluster;

import org.jspecify.annotations.NullMarked;
