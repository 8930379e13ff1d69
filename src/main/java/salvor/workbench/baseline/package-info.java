/** Shows what baselines know, how far they may be trusted, and what of a case they do not know. */
@NullMarked
package salvor.workbench.baseline;

import org.jspecify.annotations.NullMarked;
