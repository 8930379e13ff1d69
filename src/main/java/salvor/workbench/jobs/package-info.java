/** Work under way, in the status bar: how far it is, and how to stop it. */
@NullMarked
package salvor.workbench.jobs;

import org.jspecify.annotations.NullMarked;
