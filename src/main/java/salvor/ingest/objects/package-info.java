/**
 * Kubernetes objects that lie beside the evidence: no observations, but the context that names what
 * was observed.
 */
@NullMarked
package salvor.ingest.objects;

import org.jspecify.annotations.NullMarked;
