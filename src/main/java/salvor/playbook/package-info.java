/**
 * The ordered steps and their gates.
 *
 * <p>A playbook is data, and so is a run of one: nothing is kept but records in the ledger of the
 * case, from which the state of the run is computed, on any machine. A gate is passed by what was
 * recorded of the case, never by a tick. What a person states is told from what was observed, and
 * never counts against it. Nothing is forbidden by a playbook: who leaves its order is told so, and
 * the ledger says it.
 */
@NullMarked
package salvor.playbook;

import org.jspecify.annotations.NullMarked;
