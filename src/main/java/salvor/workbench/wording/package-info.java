/** English for the screen: what the domain's values are called, and evidence made safe to show. */
@NullMarked
package salvor.workbench.wording;

import org.jspecify.annotations.NullMarked;
