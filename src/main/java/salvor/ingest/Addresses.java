package salvor.ingest;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** IP addresses from their bytes. */
public final class Addresses {
  private Addresses() {}

  /**
   * The text of an address of 4 or 16 bytes, IPv6 in its short form (RFC 5952), IPv4 in IPv6 as
   * IPv4; null when there are too few bytes.
   */
  public static @Nullable String text(byte[] bytes, int from, int length) {
    if (from < 0 || bytes.length - from < length) {
      return null;
    }
    try {
      InetAddress address =
          InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + length));
      return address.getAddress().length == 4
          ? address.getHostAddress()
          : shortened(address.getAddress());
    } catch (UnknownHostException wrongLength) {
      return null;
    }
  }

  private static String shortened(byte[] bytes) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = (bytes[2 * i] & 0xFF) << 8 | (bytes[2 * i + 1] & 0xFF);
    }
    int best = -1;
    int longest = 1; // a single zero is not shortened
    for (int i = 0; i < 8; i++) {
      int end = i;
      while (end < 8 && groups[end] == 0) {
        end++;
      }
      if (end - i > longest) {
        best = i;
        longest = end - i;
      }
    }
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      if (i == best) {
        text.append("::");
        i += longest - 1;
      } else {
        text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":")
            .append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }
}
