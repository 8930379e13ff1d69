package salvor.cluster;

import java.time.Duration;
import java.util.List;

/**
 * What a cluster says when one comes in.
 *
 * @param user who it takes us for, empty when it does not say
 * @param groups the groups we are in
 * @param version its version, such as {@code v1.36.2}
 * @param practice whether it is for practice
 * @param scenario what is practised, empty when that is not known
 * @param clusterUid the UID of its namespace {@code kube-system}, by which it is told from all
 *     others; empty when we may not ask
 * @param authoritySha256 the hash of the certificates by which its server is believed, those of the
 *     context; empty when there are none, or the server's is not looked at
 * @param ahead how far its clock is ahead of ours; negative when behind, zero when it does not say
 */
public record Greeting(
    String user,
    List<String> groups,
    String version,
    Practice practice,
    String scenario,
    String clusterUid,
    String authoritySha256,
    Duration ahead) {
  /** A skew that is told. */
  private static final Duration TOLD = Duration.ofSeconds(30);

  /** A skew that spoils tokens, certificates and the order of events. */
  private static final Duration WARNED = Duration.ofMinutes(5);

  /** Whether the cluster is for practice. */
  public enum Practice {
    YES,
    NO,
    /** We may not ask: to be treated as a real one. */
    UNKNOWN
  }

  /** How bad a clock skew is. */
  public enum Skew {
    NONE,
    TOLD,
    WARNED
  }

  /** Copies the groups. */
  public Greeting {
    groups = List.copyOf(groups);
  }

  /** How bad the difference of the clocks is. */
  public Skew skew() {
    return skew(ahead);
  }

  /** How bad a difference of the clocks is. */
  public static Skew skew(Duration ahead) {
    Duration off = ahead.abs();
    return off.compareTo(WARNED) > 0
        ? Skew.WARNED
        : off.compareTo(TOLD) > 0 ? Skew.TOLD : Skew.NONE;
  }
}
