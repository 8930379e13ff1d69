package salvor.live;

import org.jspecify.annotations.Nullable;
import salvor.baseline.Severity;

/**
 * What can be said of a pod by what was judged so far.
 *
 * @param namespace its namespace
 * @param pod its name
 * @param out how many observations are out of profile
 * @param severity the greatest severity of them, null when there are none
 * @param since epoch nanoseconds of the first of them, null when there are none or it has no time
 * @param last epoch nanoseconds of the newest of them, null likewise
 * @param in how many fit the baseline
 * @param explained how many are outside of it for a declared cause
 * @param unknown how many could not be judged
 */
public record PodVerdict(
    String namespace,
    String pod,
    int out,
    @Nullable Severity severity,
    @Nullable Long since,
    @Nullable Long last,
    int in,
    int explained,
    int unknown) {
  /** How many observations there are of the pod. */
  public int seen() {
    return out + in + explained + unknown;
  }
}
