package salvor.cluster;

import java.time.Instant;

/**
 * A time in which nothing was heard of a kind.
 *
 * @param from when something was last heard
 * @param to when it was heard again
 * @param why what broke it
 * @param retold whether the cluster told every change of that time afterwards; if not, the kind was
 *     listed anew, and what came and went in between is not known
 */
public record Gap(Instant from, Instant to, Trouble why, boolean retold) {}
