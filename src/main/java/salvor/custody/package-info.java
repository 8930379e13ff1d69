/** Hashes, the ledger of who did what when, seals, and their verification. */
@NullMarked
package salvor.custody;

import org.jspecify.annotations.NullMarked;
