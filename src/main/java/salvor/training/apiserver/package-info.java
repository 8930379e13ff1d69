/**
 * A Kubernetes API server on loopback, as much of one as an investigation and {@code kubectl} use.
 *
 * <p>It is served by Vert.x, on which fabric8's own mock web server is built: that one keeps whole
 * bodies in memory and answers a watch over WebSocket only, while {@code kubectl} watches and
 * follows logs over plain HTTP. All requests run on one event loop, so nothing here is locked.
 * Objects are Jackson trees, not fabric8's classes: fields of newer versions and of custom kinds
 * stay as they were written.
 */
@NullMarked
package salvor.training.apiserver;

import org.jspecify.annotations.NullMarked;
