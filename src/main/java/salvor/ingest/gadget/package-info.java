/**
 * Inspektor Gadget's events, from the flat records of its first years to the nested ones of today.
 */
@NullMarked
package salvor.ingest.gadget;

import org.jspecify.annotations.NullMarked;
