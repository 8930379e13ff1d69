package salvor.ingest.snapshot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.Endpoint;
import salvor.evidence.RecordRef;
import salvor.ingest.Addresses;
import salvor.ingest.Beginning;
import salvor.ingest.LineFormat;
import salvor.ingest.LineReader;
import salvor.ingest.Sink;
import salvor.workload.Location;

/**
 * The kernel's own tables of sockets, {@code /proc/net/tcp} and its kin (Linux,
 * Documentation/networking/proc_net_tcp.rst): what is left where neither ss nor netstat is in the
 * image. They do not tell processes.
 */
public final class ProcNetFormat implements LineFormat {
  private static final Pattern HEADING =
      Pattern.compile("\\s*sl\\s+local_address\\s+(rem|remote)_address\\s+st\\s.*");
  private static final Pattern ROW =
      Pattern.compile(
          "\\s*[0-9]+:\\s+([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})\\s+([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})"
              + "\\s+([0-9A-F]{2})\\s.*");
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

  @Override
  public String name() {
    return "proc-net";
  }

  @Override
  public boolean begins(Beginning head) {
    return HEADING.matcher(head.text().lines().findFirst().orElse("")).matches();
  }

  @Override
  public LineReader reader() {
    return new Reader();
  }

  private static final class Reader implements LineReader {
    private static final int HELD = 100_000;

    private record Row(SocketRow socket, RecordRef ref) {}

    private final List<Row> rows = new ArrayList<>();
    private @Nullable String protocol;

    @Override
    public void read(String line, RecordRef ref, Sink sink) {
      Matcher row = ROW.matcher(line);
      if (HEADING.matcher(line).matches()) {
        table(sink);
        protocol = line.contains("drops") ? "udp" : line.contains("retrnsmt") ? "tcp" : null;
        sink.skipped("heading of a table");
      } else if (row.matches()) {
        int state = Integer.parseInt(row.group(5), 16);
        SocketRow socket =
            new SocketRow(
                protocol,
                state < STATES.size() ? STATES.get(state) : "UNKNOWN",
                end(row.group(1), row.group(2)),
                end(row.group(3), row.group(4)),
                null,
                null,
                null);
        rows.add(new Row(socket, ref));
        if (rows.size() >= HELD) {
          table(sink);
        }
      } else {
        sink.unreadable(ref, "not a row of the table");
      }
    }

    @Override
    public void end(Sink sink) {
      table(sink);
    }

    private void table(Sink sink) {
      Set<Integer> served = new HashSet<>();
      for (Row row : rows) {
        if (row.socket.listens()) {
          served.add(row.socket.local().port());
        }
      }
      for (Row row : rows) {
        boolean called = served.contains(row.socket.local().port());
        Activity activity = row.socket.activity(called, null);
        if (activity == null) {
          sink.skipped("a socket that is connected to nobody");
        } else {
          sink.note("when it was taken, and whose the sockets are, is not told");
          sink.observed(
              Shown.open(
                  null, Location.UNKNOWN, null, null, activity, row.socket.outcome(), row.ref));
        }
      }
      rows.clear();
    }

    /**
     * The kernel writes an address as words in the order of the machine: little-endian ones here.
     */
    private static Endpoint end(String address, String port) {
      byte[] bytes = new byte[address.length() / 2];
      for (int i = 0; i < bytes.length; i++) {
        int from = (i / 4 * 4 + 3 - i % 4) * 2;
        bytes[i] = (byte) Integer.parseInt(address.substring(from, from + 2), 16);
      }
      return new Endpoint(Addresses.text(bytes, 0, bytes.length), Integer.parseInt(port, 16), null);
    }
  }
}
