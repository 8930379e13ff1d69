/**
 * Kubescape's profiles (ApplicationProfile, NetworkNeighborhood and ContainerProfile), read as
 * baselines, and its node agent's alerts.
 */
@NullMarked
package salvor.ingest.kubescape;

import org.jspecify.annotations.NullMarked;
