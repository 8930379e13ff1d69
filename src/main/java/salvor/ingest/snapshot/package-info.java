/**
 * What ran and what was open when somebody looked: the output of ps, ss, netstat and lsof, the
 * kernel's own tables of sockets, alone or in a collection of UAC, links to executables, results of
 * Velociraptor, and copies of {@code /proc}.
 *
 * <p>All of it is state and not what happened. A process stands at the time that it was started
 * where that is told in full, a socket at the time of the snapshot where that is told; without it
 * they have no time. A command line is what a process says of itself: only a link of {@code
 * /proc/N/exe} tells the executable, so what has none cannot be judged.
 */
@NullMarked
package salvor.ingest.snapshot;

import org.jspecify.annotations.NullMarked;
