package salvor.evidence;

import org.jspecify.annotations.Nullable;

/**
 * What went over a connection from its begin on, as whoever watched the network counted it. Numbers
 * that the source does not give are negative.
 *
 * @param nanos for how long packets were seen
 * @param packetsOut packets that the local end sent
 * @param bytesOut their bytes as the source counts them, with or without headers
 * @param packetsIn packets that the remote end sent
 * @param bytesIn their bytes
 * @param asked the host that the client said it wants (TLS server name, HTTP host); its own claim,
 *     which proves nothing of who the peer is
 * @param translated both ends as the far side of an address translation has them, {@code 10.0.0.1:5
 *     > 10.0.0.2:80}; null when none is known
 */
public record Traffic(
    long nanos,
    long packetsOut,
    long bytesOut,
    long packetsIn,
    long bytesIn,
    @Nullable String asked,
    @Nullable String translated) {
  /** The number of values in a tuple. */
  static final int FIELDS = 12;

  /** Where no address was translated as far as is known. */
  public Traffic(
      long nanos,
      long packetsOut,
      long bytesOut,
      long packetsIn,
      long bytesIn,
      @Nullable String asked) {
    this(nanos, packetsOut, bytesOut, packetsIn, bytesIn, asked, null);
  }

  /** The same as the other end sees it. */
  public Traffic turned() {
    return new Traffic(
        nanos,
        /* packetsOut= */ packetsIn,
        /* bytesOut= */ bytesIn,
        /* packetsIn= */ packetsOut,
        /* bytesIn= */ bytesOut,
        asked,
        translated);
  }
}
