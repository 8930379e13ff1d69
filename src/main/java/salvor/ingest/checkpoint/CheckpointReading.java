package salvor.ingest.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import salvor.evidence.Observation;
import salvor.evidence.RecordRef;
import salvor.evidence.checkpoint.Checkpoint;
import salvor.ingest.ArchiveFormat;
import salvor.ingest.Sink;

/**
 * Reads one archive into observations: every member has one outcome, and so has all it tells of.
 */
final class CheckpointReading implements ArchiveFormat.Reading {
  private final Contents contents = new Contents();
  private final Map<Integer, Sink> sinks = new HashMap<>();
  private final List<ContainerLog> logs = new ArrayList<>();

  @Override
  public ArchiveFormat.End member(ArchiveFormat.Member member, InputStream content, Sink sink)
      throws IOException {
    RecordRef at = member.at();
    sinks.put(at.source(), sink);
    Contents.Taken taken =
        ContainerLog.isOne(Contents.path(member))
            ? log(member, content, sink)
            : contents.take(member, content);
    return (_, _, failure) -> {
      String trouble = taken.trouble() == null ? failure : taken.trouble();
      if (trouble == null) {
        sink.skipped(taken.use());
      } else {
        sink.unreadable(at, member.name() + ": " + trouble);
      }
    };
  }

  private Contents.Taken log(ArchiveFormat.Member member, InputStream content, Sink sink)
      throws IOException {
    logs.add(new ContainerLog(member, content, sink));
    return new Contents.Taken(null, "log of the container, its lines are told");
  }

  @Override
  public void link(ArchiveFormat.Link link, Sink sink) {
    // CRIU makes a link to the images of an earlier dump, which is not in the archive
  }

  @Override
  public boolean end(Sink sink) {
    if (!contents.images.known()) {
      return false;
    }
    Checkpoint checkpoint = contents.checkpoint(List.of());
    checkpoint.notes().forEach(sink::note);
    long lines = logs.stream().mapToLong(ContainerLog::size).sum();
    new Seen(checkpoint, contents, each -> to(sink, each), sink::skipped, lines).all();
    logs.forEach(log -> log.tell(checkpoint.location()));
    return true;
  }

  private void to(Sink other, Observation each) {
    sinks.getOrDefault(each.source().source(), other).observed(each);
  }
}
