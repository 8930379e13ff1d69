/**
 * Readers, one subpackage per format ({@code ingest.falco}, {@code ingest.audit}, ...).
 *
 * <p>Formats are recognised record by record, by content. Everything read was written by an
 * attacker: sizes, depths and paths are bounded here ({@link Limits}), and what cannot be
 * understood is counted with its reason.
 *
 * <p>The way of a byte: {@code Walk} finds files, {@code Unpack} and {@code Members} open
 * compression and archives as streams, {@code ContentReader} tells the {@code Layout} and has
 * {@code Lines}, {@code Documents} or {@code YamlDocuments} find the records, {@code Recognition}
 * gives each to the reader of its format, {@code Tally} keeps account. Nothing is unpacked to disk,
 * and no more than one record or a few chunks of lines are held in memory.
 *
 * <p>Lines are read by several workers where a format allows it. Chunks go to the workers in turn,
 * not as they come: the numbers of texts and tuples are then the same in every run on machines
 * alike, and all else is the same on all machines.
 */
@NullMarked
package salvor.ingest;

import org.jspecify.annotations.NullMarked;
