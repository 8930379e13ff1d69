package salvor.ingest.auditd;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Endpoint;
import salvor.ingest.Addresses;

/**
 * A {@code struct sockaddr} as the kernel wrote it: the family in the byte order of the machine,
 * ports and addresses in that of the network.
 *
 * @param family its number
 * @param end the address and port, null when the family has none
 * @param path the path of a socket in the file system, or {@code @name}; null when it has none
 */
record SocketAddress(int family, @Nullable Endpoint end, @Nullable String path) {
  private static final int UNIX = 1;
  private static final int INET = 2;
  private static final int INET6 = 10;
  private static final int NETLINK = 16;

  /** What lies behind these bytes; null when they are too few. */
  static @Nullable SocketAddress of(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length < 2) {
      return null;
    }
    // no family is above 255: the byte that is not zero tells the byte order as well
    int family = bytes[0] != 0 ? bytes[0] & 0xFF : bytes[1] & 0xFF;
    return switch (family) {
      case UNIX -> new SocketAddress(family, null, path(bytes));
      case INET -> bytes.length < 8 ? null : inet(family, bytes, 4, 8);
      case INET6 -> bytes.length < 24 ? null : inet(family, bytes, 8, 24);
      default -> new SocketAddress(family, null, null);
    };
  }

  private static SocketAddress inet(int family, byte[] bytes, int from, int to) {
    int port = (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
    String address = Addresses.text(bytes, from, to - from);
    return new SocketAddress(family, new Endpoint(address, port, null), null);
  }

  private static @Nullable String path(byte[] bytes) {
    boolean named = bytes.length > 2 && bytes[2] == 0;
    int from = named ? 3 : 2;
    int to = from;
    while (to < bytes.length && bytes[to] != 0) {
      to++;
    }
    if (to <= from) {
      return null;
    }
    return (named ? "@" : "") + new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  /** What kind of address it is, in a word. */
  String kind() {
    return switch (family) {
      case UNIX -> path == null ? "unix" : path;
      case INET, INET6 -> String.valueOf(end);
      case NETLINK -> "netlink";
      case 17 -> "packet";
      case 38 -> "alg";
      case 40 -> "vsock";
      case 0 -> "no address";
      default -> "family " + family;
    };
  }
}
