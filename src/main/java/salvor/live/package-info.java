/**
 * What arrives from a cluster while it happens: followed, written down as evidence before anything
 * else is done with it, then judged.
 *
 * <p>What is judged here is what was written: what grew, and a part of what was there before, is
 * read and judged again, by the readers and the judge of recorded evidence. So a live verdict and
 * the one of the case that is opened later cannot differ but for what lies outside of that part.
 */
@NullMarked
package salvor.live;

import org.jspecify.annotations.NullMarked;
