/**
 * Captures of libscap, as sysdig and Falco write them ({@code .scap}).
 *
 * <p>A capture is a sequence of blocks: the machine, the processes that ran and what they had open,
 * its addresses and users, then the events. A call is told by an event at its beginning and one at
 * its end; what is observed stands at the end of it, where the result is known. What an event is
 * and how its parameters are named is in {@code events.txt}: newer versions only append to it, both
 * new events and new parameters of old ones.
 */
@NullMarked
package salvor.ingest.scap;

import org.jspecify.annotations.NullMarked;
