/** Observations in time: lanes to zoom, pan and select in. */
@NullMarked
package salvor.workbench.timeline;

import org.jspecify.annotations.NullMarked;
