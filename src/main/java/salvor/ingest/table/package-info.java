/**
 * Tables: timelines that other programs made, and whatever else has a row for each event, as
 * separated text or as JSON lines.
 *
 * <p>What a column means cannot be known from its name. So a table is read by a {@link Mapping},
 * which is data: those of programs that are known are shipped, all others are made by a person who
 * saw what the rows would become. A mapping is used only where it was named as such, never where it
 * lies in evidence: it would say how to misread the rest.
 */
@NullMarked
package salvor.ingest.table;

import org.jspecify.annotations.NullMarked;
