/**
 * What {@code kubectl cluster-info dump} writes: lists of objects, and the logs of all containers
 * between them.
 */
@NullMarked
package salvor.ingest.dump;

import org.jspecify.annotations.NullMarked;
