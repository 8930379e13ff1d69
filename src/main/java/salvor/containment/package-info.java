/**
 * Actions that stop an attacker and keep evidence: plan, preview, apply, verify, undo.
 *
 * <p>A plan is a pure function of what the cluster told: nothing is asked or changed while it is
 * made. NetworkPolicies are a union, so that a policy which denies takes nothing away from one that
 * allows; a plan says what remains, and claims nothing that only a probe can prove.
 */
@NullMarked
package salvor.containment;

import org.jspecify.annotations.NullMarked;
