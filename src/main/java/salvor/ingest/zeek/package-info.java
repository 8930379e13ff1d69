/**
 * Zeek's conn.log and dns.log, as tab-separated text with its header and as JSON. The addresses are
 * joined to pods once all evidence has been read ({@link salvor.ingest.OnTheWire}).
 */
@NullMarked
package salvor.ingest.zeek;

import org.jspecify.annotations.NullMarked;
