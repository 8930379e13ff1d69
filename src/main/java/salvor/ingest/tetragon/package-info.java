/**
 * Tetragon's export: processes, kernel hooks, and the connection events of its first generation.
 */
@NullMarked
package salvor.ingest.tetragon;

import org.jspecify.annotations.NullMarked;
