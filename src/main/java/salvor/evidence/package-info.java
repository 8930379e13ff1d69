/**
 * What was observed, exactly as the source said it, and where it came from.
 *
 * <p>Readers produce {@link salvor.evidence.Observation} values; a million of them are kept as
 * {@link salvor.evidence.Observations}: columns of numbers over tables of distinct texts,
 * locations, processes and activities, from which a value is made again when somebody looks at a
 * row. Rows are in the order of time, then source, then position; those without a time come last,
 * in the untimed tray.
 */
@NullMarked
package salvor.evidence;

import org.jspecify.annotations.NullMarked;
