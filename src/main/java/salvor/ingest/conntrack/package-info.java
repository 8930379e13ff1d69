/**
 * What {@code conntrack -E} prints: events of the kernel's connection tracking. The events of one
 * connection are joined by its id; both tuples are kept, so that a translated address can be
 * followed from a pod to what the outside saw.
 */
@NullMarked
package salvor.ingest.conntrack;

import org.jspecify.annotations.NullMarked;
