/** Tracee's events in their three generations. */
@NullMarked
package salvor.ingest.tracee;

import org.jspecify.annotations.NullMarked;
