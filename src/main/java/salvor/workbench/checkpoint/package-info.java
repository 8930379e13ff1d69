/**
 * Checkpoints of containers: the processes with what they had open and in memory, and a search of
 * that memory. What is shown is read from the evidence again when somebody looks.
 */
@NullMarked
package salvor.workbench.checkpoint;

import org.jspecify.annotations.NullMarked;
