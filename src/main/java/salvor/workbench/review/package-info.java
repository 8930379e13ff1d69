/** The review of the open case: the attacker against the baselines, and the changes to export. */
@NullMarked
package salvor.workbench.review;

import org.jspecify.annotations.NullMarked;
