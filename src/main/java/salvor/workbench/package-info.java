/**
 * The window: what was opened, in views that share one selection; {@code workbench.<word>} shows
 * the package {@code <word>}.
 */
@NullMarked
package salvor.workbench;

import org.jspecify.annotations.NullMarked;
