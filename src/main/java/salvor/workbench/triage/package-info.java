/** Findings, from worst to least: where an investigation begins. */
@NullMarked
package salvor.workbench.triage;

import org.jspecify.annotations.NullMarked;
