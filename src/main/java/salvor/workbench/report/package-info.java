/** What leaves the window: rows and pictures written to files, and what is copied. */
@NullMarked
package salvor.workbench.report;

import org.jspecify.annotations.NullMarked;
