/**
 * What the case was made of, every line of it accounted for: sources, baselines, notes; and how its
 * window was left.
 */
@NullMarked
package salvor.workbench.casefile;

import org.jspecify.annotations.NullMarked;
