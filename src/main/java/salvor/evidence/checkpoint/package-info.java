/** A container as its checkpoint holds it, and what was looked for in its memory. */
@NullMarked
package salvor.evidence.checkpoint;

import org.jspecify.annotations.NullMarked;
