/** What Salvor recorded of a cluster's silence: what is missing, and from when to when. */
@NullMarked
package salvor.ingest.recorded;

import org.jspecify.annotations.NullMarked;
