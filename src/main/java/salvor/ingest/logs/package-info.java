/**
 * Logs of containers, in the forms of the container runtimes and as {@code kubectl logs} writes
 * them. What a line says is the word of whoever runs in the container.
 */
@NullMarked
package salvor.ingest.logs;

import org.jspecify.annotations.NullMarked;
