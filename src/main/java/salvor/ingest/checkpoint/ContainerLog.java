package salvor.ingest.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import salvor.evidence.RecordRef;
import salvor.ingest.ArchiveFormat;
import salvor.ingest.BriefLines;
import salvor.ingest.Sink;
import salvor.ingest.logs.LogLines;
import salvor.workload.Location;

/** What the container wrote, kept until the archive has told which container it is. */
final class ContainerLog {
  /** The kubelet begins a new file after 10 MiB. */
  private static final long MOST = 64 << 20;

  private final Sink sink;
  private final List<BriefLines.Line> lines = new ArrayList<>();
  private boolean all = true;

  /** Reads one, into the sink of its source. */
  ContainerLog(ArchiveFormat.Member member, InputStream content, Sink sink) throws IOException {
    this.sink = sink;
    RecordRef at = member.at();
    BriefLines read = new BriefLines(content, at.source(), at.offset(), LogLines.LONGEST);
    long held = 0;
    for (BriefLines.Line line; all && (line = read.next()) != null; ) {
      RecordRef ref = line.ref();
      RecordRef inside =
          member.packed() ? new RecordRef(at.source(), ref.line(), at.offset(), at.length()) : ref;
      lines.add(new BriefLines.Line(line.text(), inside, line.cut(), line.replaced()));
      held += 64 + line.text().length();
      all = held < MOST;
    }
  }

  /** Whether a member is one: of the kubelet, or of Podman. */
  static boolean isOne(String path) {
    return path.equals("container.log") || path.equals("ctr.log");
  }

  /** How many lines are told. */
  int size() {
    return lines.size();
  }

  /** Tells of its lines. */
  void tell(Location location) {
    LogLines log = new LogLines(location, sink);
    lines.forEach(log::line);
    log.end();
    if (!all) {
      sink.unreadable(
          lines.getLast().ref(),
          "the log is longer than is read here, the rest is left out: unpack the archive, and open"
              + " the log");
    }
  }
}
