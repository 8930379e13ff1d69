/**
 * Cuts a part out of evidence that can be read by itself: the raw records of the observations that
 * are wanted, byte for byte, and what gives them their context.
 *
 * <p>What was cut is read again by the same readers before it is sealed. A reader may have joined
 * records: what it tells of those that are left, and would not tell of all, goes as well; a source
 * whose observations do not stay the same otherwise is taken whole, and the ledger says so.
 */
@NullMarked
package salvor.ingest.slice;

import org.jspecify.annotations.NullMarked;
