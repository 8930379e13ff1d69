package salvor.baseline;

import java.util.HashMap;
import java.util.Map;
import salvor.evidence.Texts;

/**
 * The times between which an address is had by the same ones. Two rows that differ in nothing but
 * their times are one question to a baseline only where both are of one such time. Not safe for
 * several threads.
 */
public final class Eras {
  private final Texts texts;
  private final Peers peers;
  private final Map<Integer, long[]> borders = new HashMap<>();

  /** Of addresses that are told by the numbers of their texts. */
  public Eras(Texts texts, Peers peers) {
    this.texts = texts;
    this.peers = peers;
  }

  /**
   * The number of the time in which an address is had by the same ones; -1 of what has no time.
   *
   * @param nanos nanoseconds since 1970, or {@link Peers#NO_TIME}
   */
  public int of(int address, long nanos) {
    if (nanos == Peers.NO_TIME) {
      return -1;
    }
    long[] all = borders.get(address);
    if (all == null) {
      all = peers.borders(texts.get(address));
      borders.put(address, all);
    }
    int era = 0;
    for (long border : all) {
      era += border <= nanos ? 1 : 0;
    }
    return era;
  }
}
