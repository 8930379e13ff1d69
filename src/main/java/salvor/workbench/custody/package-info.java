/** The ledger of a case as a screen: what was done, whether it is whole, sealing, handing over. */
@NullMarked
package salvor.workbench.custody;

import org.jspecify.annotations.NullMarked;
