/**
 * What the Linux audit system writes ({@code auditd}), raw and enriched.
 *
 * <p>The kernel tells of one event in several records that carry the same time and serial number,
 * and that may lie apart or be lost. What belongs together is one observation, and stands at its
 * first record. Names that somebody may choose are written in hexadecimal where they hold more than
 * plain characters (audit_log_untrustedstring).
 */
@NullMarked
package salvor.ingest.auditd;

import org.jspecify.annotations.NullMarked;
