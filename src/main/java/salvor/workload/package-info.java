/** What runs: pods, containers, nodes, and the image digests they were started from. */
@NullMarked
package salvor.workload;

import org.jspecify.annotations.NullMarked;
