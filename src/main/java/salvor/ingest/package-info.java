/**
 * Readers, one subpackage per format ({@code ingest.falco}, {@code ingest.audit}, ...).
 *
 * <p>Formats are recognised record by record, by content. Everything read was written by an attacker: sizes, depths and
 * paths are bounded here, and what cannot be understood is counted with its reason.
 */
@NullMarked
package salvor.ingest;

import org.jspecify.annotations.NullMarked;
