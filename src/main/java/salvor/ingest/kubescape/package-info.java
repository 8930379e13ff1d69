/**
 * Kubescape's profiles: ApplicationProfile, NetworkNeighborhood and ContainerProfile, read as
 * baselines.
 */
@NullMarked
package salvor.ingest.kubescape;

import org.jspecify.annotations.NullMarked;
