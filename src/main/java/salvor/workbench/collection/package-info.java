/**
 * Taking the evidence of live pods: what would be taken and by which way, how it goes on, and the
 * sealed bundle that it ends in.
 */
@NullMarked
package salvor.workbench.collection;

import org.jspecify.annotations.NullMarked;
