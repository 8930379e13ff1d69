/**
 * Two pods or two windows of time side by side: what only one of them did.
 *
 * <p>It takes the place of the timeline while it is shown: both need the width, and a comparison is
 * a timeline of its own, with a zero for each side.
 */
@NullMarked
package salvor.workbench.comparison;

import org.jspecify.annotations.NullMarked;
