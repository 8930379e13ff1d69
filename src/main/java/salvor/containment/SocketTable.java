package salvor.containment;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The sockets of a pod at one time. */
public final class SocketTable {
  private record Key(String protocol, String local, String remote, long inode) {
    static Key of(PodSocket socket, long inode) {
      return new Key(socket.protocol(), socket.local(), socket.remote(), inode);
    }
  }

  private static final long ANY = -1;

  private final Instant at;
  private final List<PodSocket> sockets;
  private final boolean whole;
  private final Map<Key, PodSocket> known = new HashMap<>();
  private final Set<Integer> listening = new HashSet<>();

  /**
   * @param at when they were told, by our clock
   * @param whole whether all are among them
   */
  public SocketTable(Instant at, List<PodSocket> sockets, boolean whole) {
    this.at = at;
    this.sockets = List.copyOf(sockets);
    this.whole = whole;
    for (PodSocket socket : this.sockets) {
      known.putIfAbsent(Key.of(socket, socket.inode()), socket);
      known.putIfAbsent(Key.of(socket, ANY), socket);
      if (socket.listens()) {
        listening.add(PodSocket.port(socket.local()));
      }
    }
  }

  /** When they were told, by our clock. */
  public Instant at() {
    return at;
  }

  /** Those that were told, in their order. */
  public List<PodSocket> sockets() {
    return sockets;
  }

  /** Whether all are among them. */
  public boolean whole() {
    return whole;
  }

  /** The same socket, where it was there then. One without an inode is known by its ends alone. */
  public Optional<PodSocket> find(PodSocket socket) {
    long inode = socket.inode() == 0 ? ANY : socket.inode();
    PodSocket found = known.get(Key.of(socket, inode));
    return Optional.ofNullable(found == null ? known.get(Key.of(socket, 0)) : found);
  }

  /** Whether somebody else began it: something listens at its local port. */
  public boolean isInbound(PodSocket socket) {
    return listening.contains(PodSocket.port(socket.local()));
  }
}
