/**
 * Taking process, socket and file state from a live pod into a case.
 *
 * <p>The most volatile comes first, and nothing is written into the pod's own containers. What is
 * left behind is one ephemeral container, which no cluster can take out again: so each attempt is a
 * dry run first, and where one went wrong there is no second.
 */
@NullMarked
package salvor.collection;

import org.jspecify.annotations.NullMarked;
