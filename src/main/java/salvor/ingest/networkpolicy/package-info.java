/**
 * NetworkPolicies and CiliumNetworkPolicies, read as baselines of what pods may talk to.
 *
 * <p>Policies of one selector are one baseline, since what any of them allows is allowed: a
 * direction that one of them governs is closed but for their rules, another is open. What a policy
 * does not govern (the own pod, listening, probes of the own node) is allowed as well. A rule that
 * cannot be told in a baseline's words is named, and the baseline is then not complete.
 */
@NullMarked
package salvor.ingest.networkpolicy;

import org.jspecify.annotations.NullMarked;
