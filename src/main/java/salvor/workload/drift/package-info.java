/**
 * The state of a cluster as its objects told it at two times, and what is not as it was, in the
 * order of what an attacker would do.
 */
@NullMarked
package salvor.workload.drift;

import org.jspecify.annotations.NullMarked;
