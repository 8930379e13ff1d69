package salvor.cluster;

import java.net.InetAddress;

/** Blocks of IP addresses. */
public final class IpBlock {
  private IpBlock() {}

  /** Whether an address lies in a block such as {@code 10.0.0.0/8}; false where either is none. */
  public static boolean in(String address, String block) {
    String[] part = block.split("/");
    byte[] of = bytes(part[0]);
    byte[] is = bytes(address);
    if (of.length == 0 || of.length != is.length) {
      return false;
    }
    int bits = part.length > 1 ? number(part[1]) : of.length * 8;
    if (bits < 0 || bits > of.length * 8) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> i % 8;
      if ((of[i / 8] & mask) != (is[i / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
  }

  private static byte[] bytes(String address) {
    try {
      return address.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
          ? InetAddress.ofLiteral(address).getAddress()
          : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
