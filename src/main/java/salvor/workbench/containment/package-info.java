/**
 * What stops an attacker, on screen: what it would do is shown first, the button names the act, and
 * nothing is called done that was only accepted.
 */
@NullMarked
package salvor.workbench.containment;

import org.jspecify.annotations.NullMarked;
