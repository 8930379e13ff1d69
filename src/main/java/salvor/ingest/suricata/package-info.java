/**
 * Suricata's EVE: flows, name lookups, and alerts about them; what its HTTP and TLS events say of
 * the host that a client asked for is told with the flow.
 */
@NullMarked
package salvor.ingest.suricata;

import org.jspecify.annotations.NullMarked;
