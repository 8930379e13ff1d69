/**
 * Speaks to a cluster by fabric8's HTTP client and its TLS.
 *
 * <p>Not by its informers: they list again after a hole without saying so, and retry where a
 * responder should be told. One request is one {@link salvor.cluster.fabric8.Exchange}, read by the
 * thread that asked.
 */
@NullMarked
package salvor.cluster.fabric8;

import org.jspecify.annotations.NullMarked;
