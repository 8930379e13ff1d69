/** What the investigator prefers, in all cases: looks, times, letters, keys. Never in evidence. */
@NullMarked
package salvor.workbench.preferences;

import org.jspecify.annotations.NullMarked;
