/** A cluster while it runs: its pods with their verdicts, and what is known of the chosen one. */
@NullMarked
package salvor.workbench.cluster;

import org.jspecify.annotations.NullMarked;
