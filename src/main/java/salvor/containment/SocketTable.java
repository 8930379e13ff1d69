package salvor.containment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The sockets of a pod at one time.
 *
 * @param at when they were told, by our clock
 * @param whole whether all are among them
 */
public record SocketTable(Instant at, List<PodSocket> sockets, boolean whole) {
  /** Copies the list. */
  public SocketTable {
    sockets = List.copyOf(sockets);
  }

  /** The same socket, where it was there then. */
  public Optional<PodSocket> find(PodSocket socket) {
    return sockets.stream().filter(socket::is).findFirst();
  }

  /** Whether somebody else began it: something listens at its local port. */
  public boolean isInbound(PodSocket socket) {
    int port = PodSocket.port(socket.local());
    return sockets.stream()
        .anyMatch(each -> each.listens() && PodSocket.port(each.local()) == port);
  }
}
