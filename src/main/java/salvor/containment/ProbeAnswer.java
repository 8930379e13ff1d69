package salvor.containment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What came of trying something.
 *
 * @param target the words by which it was tried
 * @param errno the name of the error, null where there was none
 * @param icmp type and code of the ICMP message by which it failed, such as {@code 3/13}; null
 *     where there was none, or it is not told
 * @param from who sent that message; null as above
 * @param millis how long it took
 * @param at when it was begun, by the clock of the node; null where that is not told
 */
public record ProbeAnswer(
    String target,
    Outcome outcome,
    @Nullable String errno,
    @Nullable String icmp,
    @Nullable String from,
    long millis,
    @Nullable Instant at) {
  /** How it ended. */
  public enum Outcome {
    /** A connection came to be. */
    CONNECTED,
    /** Something was said by what was asked. */
    ANSWERED,
    /** It was refused. */
    REFUSED,
    /** Nothing came. */
    TIMEOUT,
    /** There is no way to it. */
    UNREACHABLE,
    /** The pod's own kernel did not let it out. */
    DENIED,
    /** It could not be tried. */
    ERROR
  }

  /** What that says of packets. */
  public enum Packets {
    /** They arrive, and so does what is sent back. */
    PASS,
    /** They do not. */
    STOPPED,
    /** It cannot be told. */
    UNKNOWN
  }

  /**
   * What it says of packets. A refusal comes of the peer, which has them then, unless something
   * else on the way says in an ICMP message that they are forbidden or that there is no such port,
   * as filters do (RFC 1812, section 5.2.7.1; RFC 4443, section 3.1). That a filter can send a
   * reset in the peer's name is not counted.
   */
  public Packets packets() {
    return switch (outcome) {
      case CONNECTED, ANSWERED -> Packets.PASS;
      case REFUSED -> isByFilter() ? Packets.STOPPED : Packets.PASS;
      case TIMEOUT, DENIED -> Packets.STOPPED;
      case UNREACHABLE -> isByFilter() ? Packets.STOPPED : Packets.UNKNOWN;
      case ERROR -> Packets.UNKNOWN;
    };
  }

  private boolean isByFilter() {
    return icmp != null
        && icmp.matches("3/(3|9|10|13)|1/(1|4|5)")
        && from != null
        && !from.equals(ProbeTarget.host(target));
  }

  /** Whether something was there to answer: only then silence later on proves anything. */
  public boolean isSuccess() {
    return outcome == Outcome.CONNECTED || outcome == Outcome.ANSWERED;
  }
}
