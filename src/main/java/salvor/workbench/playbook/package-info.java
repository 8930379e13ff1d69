/**
 * The guided run of an incident, on screen: what is to be done next, why a step is not over yet,
 * and how long the attacker has been there.
 *
 * <p>It knows no sheet of other packages: what a step has done is a command of the window, which is
 * looked up by its id and may not be there. What is shown is computed from the ledger alone, which
 * is read again when it has changed, whoever changed it.
 */
@NullMarked
package salvor.workbench.playbook;

import org.jspecify.annotations.NullMarked;
