/**
 * Kubernetes objects that lie beside the evidence: the context that names what was observed. Events
 * and what the changes of pods tell are observations of the cluster itself, which no baseline
 * judges.
 */
@NullMarked
package salvor.ingest.objects;

import org.jspecify.annotations.NullMarked;
