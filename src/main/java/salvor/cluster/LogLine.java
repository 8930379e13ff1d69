package salvor.cluster;

import java.nio.charset.StandardCharsets;

/**
 * A line of a log, or a piece of a very long one. All pieces behind one another, with a line feed
 * after each that ends a line, are exactly what the cluster sent.
 *
 * @param bytes without the line feed
 * @param ends whether the line ends here
 */
@SuppressWarnings("ArrayRecordComponent") // bytes as they came; never compared
public record LogLine(byte[] bytes, boolean ends) {
  /** As text; bytes that are no UTF-8 as replacement characters. */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
