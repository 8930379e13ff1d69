package salvor.casefile;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import salvor.custody.Standing;

/**
 * A sealed bundle that is evidence of a case, as it was verified before it was opened.
 *
 * @param at when it was verified
 * @param faults how much was wrong with it
 * @param signer whose key signed it, as is known here; null when it is not
 * @param reason why it was opened although it is not valid; null when it is
 */
public record VerifiedBundle(
    Path path,
    Standing standing,
    Instant at,
    long faults,
    @Nullable String signer,
    @Nullable String reason) {}
