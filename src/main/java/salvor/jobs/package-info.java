/**
 * Work that takes time: one place to start it, watch it and stop it. No JavaFX.
 *
 * <p>A job is cancelled by a flag that {@link salvor.jobs.Progress#at} turns into {@link
 * salvor.jobs.JobCancelled}, never by an interrupt: an interrupt during a file access closes the
 * case's H2 database for everyone (H2 issues 227, 1076, 1300).
 */
@NullMarked
package salvor.jobs;

import org.jspecify.annotations.NullMarked;
