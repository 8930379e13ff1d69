/**
 * The same work without a window: the commands, their options, their exit codes.
 *
 * <p>This word is not of the investigation but of its desk, as {@code workbench} is; the two know
 * nothing of each other.
 */
@NullMarked
package salvor.terminal;

import org.jspecify.annotations.NullMarked;
