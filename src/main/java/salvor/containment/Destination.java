package salvor.containment;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import salvor.cluster.IpBlock;

/**
 * A destination that is blocked: addresses, as policies write them. One address is {@code /32}, of
 * IPv6 {@code /128}; bits below the prefix are none.
 *
 * @param cidr for example {@code 203.0.113.9/32}
 * @param isV6 whether it is of IPv6
 * @param isOne whether it is one address
 */
public record Destination(String cidr, boolean isV6, boolean isOne) {
  private static final int BITS = Byte.SIZE;

  /** What somebody wrote: an address or a block of them; empty where it is neither. */
  public static Optional<Destination> of(String text) {
    String[] part = text.strip().split("/", -1);
    if (part.length > 2
        || !part[0].matches("\\d+(\\.\\d+){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")
        || (part.length == 2 && !part[1].matches("\\d{1,3}"))) {
      return Optional.empty();
    }
    try {
      InetAddress address = InetAddress.ofLiteral(part[0]);
      byte[] bytes = address.getAddress();
      int all = bytes.length * BITS;
      boolean mapped = address instanceof Inet4Address && part[0].contains(":");
      int bits = part.length == 1 ? all : Integer.parseInt(part[1]) - (mapped ? 96 : 0);
      if (bits < 1 || bits > all) { // 0 is everything: that is no destination
        return Optional.empty();
      }
      for (int i = bits; i < all; i++) {
        bytes[i / BITS] &= (byte) ~(0x80 >> i % BITS);
      }
      String written = InetAddress.getByAddress(bytes).getHostAddress();
      return Optional.of(new Destination(written + "/" + bits, bytes.length > 4, bits == all));
    } catch (IllegalArgumentException | java.net.UnknownHostException _) {
      return Optional.empty();
    }
  }

  /** Whether an address is among it. */
  boolean holds(String address) {
    return IpBlock.in(address, cidr);
  }

  /** Whether it and another block have addresses in common. */
  boolean overlaps(String block) {
    return IpBlock.in(block.split("/")[0], cidr) || IpBlock.in(cidr.split("/")[0], block);
  }
}
