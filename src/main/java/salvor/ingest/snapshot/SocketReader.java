package salvor.ingest.snapshot;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Activity;
import salvor.evidence.ObservedTime;
import salvor.evidence.RecordRef;
import salvor.evidence.TimeText;
import salvor.ingest.LineReader;
import salvor.ingest.Sink;

/**
 * Reads tables of sockets. Who called whom is told by the sockets that listen in the same table. A
 * table that follows another tells only of what was not in it.
 */
final class SocketReader implements LineReader {
  /** So many sockets are held for those that listen. */
  private static final int HELD = 100_000;

  private static final Pattern TIME =
      Pattern.compile("###\\s*([0-9]{9,10})(?:\\.([0-9]{1,9}))?\\s*");

  private record Row(SocketRow socket, RecordRef ref) {}

  private final List<Row> rows = new ArrayList<>();
  private Set<SocketRow> before = Set.of();
  private @Nullable ObservedTime time;

  /** Whether a line tells when the table behind it was made: seconds since 1970. */
  static boolean isTime(String line) {
    return TIME.matcher(line).matches();
  }

  @Override
  public void read(String line, RecordRef ref, Sink sink) {
    Matcher stamp = TIME.matcher(line);
    SocketRow row = SocketRow.of(line);
    if (row != null) {
      rows.add(new Row(row, ref));
      if (rows.size() >= HELD) {
        table(sink);
      }
    } else if (stamp.matches()) {
      table(sink);
      String nanos = stamp.group(2) == null ? "" : stamp.group(2);
      long at =
          Long.parseLong(stamp.group(1)) * 1_000_000_000L
              + Long.parseLong((nanos + "000000000").substring(0, 9));
      String said = stamp.group(1) + (nanos.isEmpty() ? "" : "." + nanos);
      time = TimeText.ofNanos(at).map(t -> new ObservedTime(t.nanos(), said)).orElse(null);
      sink.skipped("time of a table");
    } else if (SocketRow.isHeading(line)) {
      sink.skipped("heading of a table");
    } else if (SocketRow.isAside(line)) {
      sink.skipped("a socket of no network, or more of the one before");
    } else {
      sink.unreadable(ref, "not a row of the table");
    }
  }

  @Override
  public void end(Sink sink) {
    table(sink);
  }

  private void table(Sink sink) {
    if (rows.isEmpty()) {
      return;
    }
    Set<Integer> served = new HashSet<>();
    boolean datagrams = false;
    for (Row row : rows) {
      datagrams |= row.socket.state().equals("UNCONN");
      if (row.socket.listens()) {
        served.add(row.socket.local().port());
      }
    }
    if (time == null) {
      sink.note("when it was taken is not told: its sockets stand without a time");
    }
    Set<SocketRow> now = new HashSet<>();
    for (Row row : rows) {
      now.add(row.socket);
      show(row, served.contains(row.socket.local().port()), datagrams ? null : "tcp", sink);
    }
    before = now;
    rows.clear();
  }

  private void show(Row row, boolean called, @Nullable String protocol, Sink sink) {
    SocketRow socket = row.socket;
    Activity activity = socket.activity(called, protocol);
    if (before.contains(socket)) {
      sink.skipped("a socket that was so in the table before");
    } else if (activity == null) {
      sink.skipped("a socket that is connected to nobody");
    } else {
      sink.observed(
          Shown.open(
              time,
              Shown.container(socket.cgroup()),
              socket.pid(),
              socket.program(),
              activity,
              socket.outcome(),
              row.ref));
    }
  }
}
