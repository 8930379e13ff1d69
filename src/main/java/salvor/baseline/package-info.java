/** What a healthy workload does, and whether an observation fits. */
@NullMarked
package salvor.baseline;

import org.jspecify.annotations.NullMarked;
