/** Findings: in or out of profile, why, what next; who else runs the digest. */
@NullMarked
package salvor.triage;

import org.jspecify.annotations.NullMarked;
