/** Findings: what is out of profile, why, and what to look at next; and which records tell of one fact. */
@NullMarked
package salvor.triage;

import org.jspecify.annotations.NullMarked;
