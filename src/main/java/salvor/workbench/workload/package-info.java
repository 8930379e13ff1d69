/**
 * What ran where: namespaces, workloads, pods and containers, and the sources that tell of them.
 */
@NullMarked
package salvor.workbench.workload;

import org.jspecify.annotations.NullMarked;
