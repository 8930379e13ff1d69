/** What JavaFX needs: its thread, the style sheet, and controls that can be read aloud. */
@NullMarked
package salvor.workbench.fx;

import org.jspecify.annotations.NullMarked;
