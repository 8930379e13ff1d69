/** What was observed: the table of events, and the selected one with its raw record. */
@NullMarked
package salvor.workbench.evidence;

import org.jspecify.annotations.NullMarked;
