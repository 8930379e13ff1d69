/** Before anything is open: samples that come with the program, and what was open last. */
@NullMarked
package salvor.workbench.welcome;

import org.jspecify.annotations.NullMarked;
