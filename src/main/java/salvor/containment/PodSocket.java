package salvor.containment;

import org.jspecify.annotations.Nullable;

/**
 * A socket of a pod, as its kernel lists it.
 *
 * @param protocol {@code tcp}, {@code tcp6}, {@code udp} or {@code udp6}
 * @param local an address and a port, IPv6 in brackets
 * @param remote likewise
 * @param state as {@code ss} calls it
 * @param inode 0 where no program holds it any more, or it is not told
 * @param sent how many bytes the peer has acknowledged; null where it is not told
 * @param received how many bytes came; null where it is not told
 * @param unacknowledged how many segments are under way; null where it is not told
 * @param retries how often in a row what is under way was sent again; null where it is not told
 */
public record PodSocket(
    String protocol,
    String local,
    String remote,
    String state,
    long inode,
    @Nullable Long sent,
    @Nullable Long received,
    @Nullable Long unacknowledged,
    @Nullable Long retries) {

  /** Whether it is one of datagrams. */
  public boolean isDatagrams() {
    return protocol.startsWith("udp");
  }

  /** Whether something can still go over it. */
  public boolean carries() {
    return switch (state) {
      case "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "CLOSE-WAIT", "LAST-ACK", "CLOSING" -> true;
      default -> false;
    };
  }

  /** Whether it is open to connections. */
  public boolean listens() {
    return state.equals("LISTEN");
  }

  /** Whether it stays within the pod. */
  public boolean isInside() {
    String here = host(local);
    String there = host(remote);
    return there.equals(here) || there.startsWith("127.") || there.equals("::1");
  }

  /** Whether bytes went over it since; null where that is not told. */
  public @Nullable Boolean movedSince(PodSocket earlier) {
    if (sent == null || received == null || earlier.sent == null || earlier.received == null) {
      return null;
    }
    return sent > earlier.sent || received > earlier.received;
  }

  /** Whether what it sent stays unanswered although it was sent again. */
  public boolean isUnheard() {
    return retries != null && retries > 0 && unacknowledged != null && unacknowledged > 0;
  }

  /** The address of an endpoint; an IPv4 address within IPv6 is itself. */
  public static String host(String endpoint) {
    String host = endpoint.substring(0, Math.max(0, endpoint.lastIndexOf(':')));
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    return host.startsWith("::ffff:") && host.contains(".") ? host.substring(7) : host;
  }

  /** The port of an endpoint, 0 where it has none. */
  public static int port(String endpoint) {
    String port = endpoint.substring(endpoint.lastIndexOf(':') + 1);
    return port.matches("\\d{1,5}") ? Integer.parseInt(port) : 0;
  }
}
