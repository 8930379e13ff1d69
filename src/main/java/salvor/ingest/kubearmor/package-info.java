/**
 * KubeArmor's telemetry and alerts; and KubeArmorPolicies, read as baselines of what they allow.
 * What happens to the rest is a posture that stands elsewhere, so no facet of such a baseline is
 * complete.
 */
@NullMarked
package salvor.ingest.kubearmor;

import org.jspecify.annotations.NullMarked;
