package salvor.ingest.snapshot;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Endpoint;
import salvor.ingest.Addresses;

/**
 * A row of the kernel's table of sockets (Linux, Documentation/networking/proc_net_tcp.rst).
 *
 * @param inode 0 of a socket that is nobody's any more
 */
record NetRow(SocketRow socket, long inode) {
  private static final Pattern HEADING =
      Pattern.compile("\\s*sl\\s+local_address\\s+(rem|remote)_address\\s+st\\s.*");
  private static final Pattern ROW =
      Pattern.compile(
          "\\s*[0-9]+:\\s+([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})\\s+([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})"
              + "\\s+([0-9A-F]{2})\\s(?:\\s*\\S+\\s+\\S+\\s+\\S+\\s+[0-9]+\\s+[0-9]+\\s+([0-9]{1,18})(?:\\s.*)?|.*)");
  private static final List<String> STATES =
      List.of(
          "UNKNOWN",
          "ESTAB",
          "SYN-SENT",
          "SYN-RECV",
          "FIN-WAIT-1",
          "FIN-WAIT-2",
          "TIME-WAIT",
          "UNCONN",
          "CLOSE-WAIT",
          "LAST-ACK",
          "LISTEN",
          "CLOSING",
          "SYN-RECV");

  static boolean isHeading(String line) {
    return HEADING.matcher(line).matches();
  }

  /** The row that a line is; null when it is none. */
  static @Nullable NetRow of(String line, @Nullable String protocol) {
    Matcher row = ROW.matcher(line);
    if (!row.matches()) {
      return null;
    }
    int state = Integer.parseInt(row.group(5), 16);
    return new NetRow(
        new SocketRow(
            protocol,
            state < STATES.size() ? STATES.get(state) : "UNKNOWN",
            end(row.group(1), row.group(2)),
            end(row.group(3), row.group(4)),
            null,
            null,
            null),
        row.group(6) == null ? 0 : Long.parseLong(row.group(6)));
  }

  /** The kernel writes an address as words in the order of the machine: little-endian ones here. */
  private static Endpoint end(String address, String port) {
    byte[] bytes = new byte[address.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int from = (i / 4 * 4 + 3 - i % 4) * 2;
      bytes[i] = (byte) Integer.parseInt(address.substring(from, from + 2), 16);
    }
    return new Endpoint(Addresses.text(bytes, 0, bytes.length), Integer.parseInt(port, 16), null);
  }
}
