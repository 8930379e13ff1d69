/**
 * The sealed bundle: a bag (RFC 8493) with the ledger of its evidence and a signed head, that
 * verifies without this program. What is in it is written so that {@code sha256sum}, {@code
 * openssl} and any tool for bags prove the same; its format is in {@code salvor/custody/bundle.md}
 * among the resources.
 */
@NullMarked
package salvor.custody.bundle;

import org.jspecify.annotations.NullMarked;
