/**
 * The way back, on screen: the image is rebuilt by the team's pipeline and rolled out by workload,
 * and pods on the bad digest are counted down. The button names the act, and what no roll-out
 * reaches stands beside what it does.
 */
@NullMarked
package salvor.workbench.recovery;

import org.jspecify.annotations.NullMarked;
