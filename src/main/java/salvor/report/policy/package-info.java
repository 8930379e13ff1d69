/**
 * Baselines in the forms of other tools: Kubescape's profiles, seccomp, NetworkPolicy,
 * CiliumNetworkPolicy and KubeArmorPolicy, each with the list of what the form cannot hold.
 *
 * <p>A form never claims more than the baseline knows: what would be wider than the baseline is
 * written only where the workload could not live without it, and is listed as wider. Nothing is
 * written at all where a policy made of no knowledge would stop the workload.
 */
@NullMarked
package salvor.report.policy;

import org.jspecify.annotations.NullMarked;
