/** What the investigator looks at: one thing, shown by every view. */
@NullMarked
package salvor.workbench.selection;

import org.jspecify.annotations.NullMarked;
