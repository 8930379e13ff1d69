package salvor.ingest.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;

/**
 * The sockets of all tables in a tree of {@code /proc}. Each process has the tables of its network,
 * so those of one network are there again and again; a socket is told once. Numbers of sockets are
 * unique on a machine, in all networks together.
 */
final class ProcTables {
  private static final int MOST = 300_000;

  /**
   * A socket.
   *
   * @param of the process in whose tables it stands first, 0 for those of the whole machine
   * @param path of a unix socket
   */
  record Socket(int of, long inode, @Nullable SocketRow row, @Nullable String path, RecordRef at) {}

  private final Map<Long, Socket> numbered = new HashMap<>();
  private final List<Socket> others = new ArrayList<>();
  private long again;
  private long left;

  /** Whether a line was a row of a table. */
  boolean line(int of, String protocol, String line, RecordRef at) {
    if (protocol.equals("unix")) {
      return unix(of, line, at);
    }
    NetRow row = NetRow.of(line, protocol);
    if (row != null) {
      add(new Socket(of, row.inode(), row.socket(), null, at));
    }
    return row != null;
  }

  /** {@code Num RefCount Protocol Flags Type St Inode Path}. */
  private boolean unix(int of, String line, RecordRef at) {
    String[] cells = line.strip().split("\\s+", 8);
    if (cells.length < 7 || !cells[0].endsWith(":") || !cells[6].matches("[0-9]{1,18}")) {
      return false;
    }
    add(new Socket(of, Long.parseLong(cells[6]), null, cells.length > 7 ? cells[7] : null, at));
    return true;
  }

  private void add(Socket socket) {
    if (socket.inode() != 0 && numbered.containsKey(socket.inode())) {
      again++;
    } else if (numbered.size() + others.size() >= MOST) {
      left++;
    } else if (socket.inode() != 0) {
      numbered.put(socket.inode(), socket);
    } else {
      others.add(socket);
    }
  }

  @Nullable Socket get(long inode) {
    return numbered.get(inode);
  }

  /** How many rows told of a socket that was told before. */
  long again() {
    return again;
  }

  /** How many rows were too many. */
  long left() {
    return left;
  }

  /** Those that nobody has, each once in its network. */
  List<Socket> without(Set<Long> owned, Map<Integer, String> networks) {
    List<Socket> all = new ArrayList<>();
    numbered.values().stream().filter(s -> !owned.contains(s.inode())).forEach(all::add);
    Set<List<Object>> met = new HashSet<>();
    for (Socket socket : others) {
      SocketRow row = socket.row();
      if (row != null
          && !met.add(List.of(network(socket, networks), row.local(), row.remote(), row.state()))) {
        again++;
      } else {
        all.add(socket);
      }
    }
    all.sort(
        java.util.Comparator.comparingInt((Socket s) -> s.at().source())
            .thenComparingLong(s -> s.at().offset()));
    return all;
  }

  /** The ports that are served, of each network. */
  Map<String, Set<Integer>> served(Map<Integer, String> networks) {
    Map<String, Set<Integer>> served = new HashMap<>();
    for (Socket socket : numbered.values()) {
      SocketRow row = socket.row();
      if (row != null && row.listens()) {
        served
            .computeIfAbsent(network(socket, networks), _ -> new HashSet<>())
            .add(row.local().port());
      }
    }
    return served;
  }

  /** The network whose socket it is. */
  static String network(Socket socket, Map<Integer, String> networks) {
    return networks.getOrDefault(socket.of(), "of " + socket.of());
  }
}
