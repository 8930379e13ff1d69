package salvor.training;

import java.util.List;
import salvor.training.Happening.OpenSocket;

/** The table of IPv4 TCP sockets as {@code /proc/net/tcp} shows it (proc_pid_net(5)). */
final class Sockets4 {
  private Sockets4() {}

  static String table(List<OpenSocket> sockets) {
    StringBuilder table =
        new StringBuilder(
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid"
                + "  timeout inode\n");
    int line = 0;
    for (OpenSocket socket : sockets) {
      table.append(
          "%4d: %s %s %s 00000000:00000000 00:00000000 00000000     0        0 %d 1\n"
              .formatted(
                  line, hex(socket.local()), hex(socket.remote()), state(socket), inode(socket)));
      line++;
    }
    return table.toString();
  }

  /** The number by which a process's descriptor names the socket: the same as long as it lives. */
  static int inode(OpenSocket socket) {
    return 40_000 + Math.floorMod((socket.local() + ' ' + socket.remote()).hashCode(), 1_000_000);
  }

  private static String state(OpenSocket socket) {
    return switch (socket.state()) {
      case "LISTEN" -> "0A";
      case "SYN-SENT" -> "02";
      default -> "01";
    };
  }

  /** An address in the byte order of the machine, a port in that of the network. */
  private static String hex(String endpoint) {
    String[] part = Addresses.host(endpoint).split("\\.");
    StringBuilder hex = new StringBuilder();
    for (int i = part.length - 1; i >= 0; i--) {
      hex.append("%02X".formatted(Integer.parseInt(part[i])));
    }
    return hex + ":%04X".formatted(Addresses.port(endpoint));
  }
}
