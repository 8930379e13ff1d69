/** The audit log of the Kubernetes API server ({@code audit.k8s.io/v1} and its forerunners). */
@NullMarked
package salvor.ingest.audit;

import org.jspecify.annotations.NullMarked;
