package salvor.ingest.snapshot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.RecordRef;
import salvor.ingest.Beginning;
import salvor.ingest.LineFormat;
import salvor.ingest.LineReader;
import salvor.ingest.Sink;
import salvor.workload.Location;

/**
 * The kernel's own tables of sockets, {@code /proc/net/tcp} and its kin, by themselves: what is
 * left where neither ss nor netstat is in the image. They do not tell processes.
 */
public final class ProcNetFormat implements LineFormat {
  @Override
  public String name() {
    return "proc-net";
  }

  @Override
  public boolean begins(Beginning head) {
    return NetRow.isHeading(head.text().lines().findFirst().orElse(""));
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
      NetRow row = NetRow.of(line, protocol);
      if (NetRow.isHeading(line)) {
        table(sink);
        protocol = line.contains("drops") ? "udp" : line.contains("retrnsmt") ? "tcp" : null;
        sink.skipped("heading of a table");
      } else if (row != null) {
        rows.add(new Row(row.socket(), ref));
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
  }
}
