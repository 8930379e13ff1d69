package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import salvor.evidence.RecordRef;
import salvor.evidence.Source;

/** An archive that is read as one thing, and becomes one source. */
final class WholeArchive implements Unpack.Whole {
  private final String format;
  private final ArchiveFormat.Reading reading;
  private final String path;
  private final Tally tally;
  private final Consumer<Source> sources;
  private final Consumer<Tally> taken;
  private long members;

  WholeArchive(
      String format,
      ArchiveFormat.Reading reading,
      String path,
      Tally tally,
      Consumer<Source> sources,
      Consumer<Tally> taken) {
    this.format = format;
    this.reading = reading;
    this.path = path;
    this.tally = tally;
    this.sources = sources;
    this.taken = taken;
  }

  @Override
  public ArchiveFormat.End member(Unpack.Label label, InputStream content) throws IOException {
    return reading.member(member(label, tally.source, ++members), content, tally);
  }

  static ArchiveFormat.Member member(Unpack.Label label, int source, long number) {
    int length = Math.clamp(label.size(), 0, Integer.MAX_VALUE);
    return new ArchiveFormat.Member(
        label.name(),
        label.modified(),
        new RecordRef(source, number, label.offset(), length),
        label.packed());
  }

  @Override
  public void link(Unpack.Label label, String target, boolean symbolic, int mode) {
    RecordRef at = member(label, tally.source, ++members).at();
    reading.link(new ArchiveFormat.Link(label.name(), target, symbolic, mode, at), tally);
  }

  @Override
  public boolean end(String sha256, long bytes, List<String> notes) {
    if (!reading.end(tally)) {
      return false;
    }
    tally.recognised(format);
    taken.accept(tally);
    sources.accept(tally.source(path, sha256, bytes, notes));
    return true;
  }
}
