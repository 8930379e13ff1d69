package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;
import salvor.evidence.Rows;
import salvor.evidence.Source;
import salvor.evidence.Tables;

/** A folder that is read as one thing; each of its files becomes a source. */
final class WholeFolder {
  private final Walk.Entry.Together folder;
  private final Limits limits;
  private final List<Source> sources;
  private final Consumer<Tally> taken;
  private final Tables tables;
  private final ArchiveFormat.Reading reading;
  private final List<Tally> tallies = new ArrayList<>();
  private final List<Runnable> read = new ArrayList<>();

  WholeFolder(
      Walk.Entry.Together folder,
      Limits limits,
      List<Source> sources,
      Consumer<Tally> taken,
      Tables tables) {
    this.folder = folder;
    this.limits = limits;
    this.sources = sources;
    this.taken = taken;
    this.tables = tables;
    this.reading =
        folder.root().isEmpty()
            ? folder.format().reading()
            : folder.format().reading(folder.root());
  }

  /** Reads it. Whether it was such a thing; when not, nothing of it was taken. */
  boolean read() {
    Tally whole = null;
    for (Walk.Entry.Found file : folder.files()) {
      Tally tally = new Tally(sources.size() + tallies.size(), new Rows(0), tables);
      tallies.add(tally);
      String label = label(file.path());
      whole = isMark(label) ? tally : whole;
      read(file, label, tally);
    }
    if (whole == null) {
      return false;
    }
    for (Walk.Link link : folder.links()) {
      RecordRef at = new RecordRef(whole.source, 1, 0, 0);
      reading.link(
          new ArchiveFormat.Link(label(link.path()), link.target(), true, 0777, at), whole);
    }
    if (!reading.end(whole)) {
      return false;
    }
    read.forEach(Runnable::run);
    tallies.forEach(taken);
    return true;
  }

  private boolean isMark(String label) {
    return label.startsWith(folder.root())
        && folder.format().marksFolder(label.substring(folder.root().length()));
  }

  private String label(String path) {
    String name = path.substring(Math.min(path.length(), folder.path().length()));
    return name.startsWith("/") ? name.substring(1) : name;
  }

  private void read(Walk.Entry.Found file, String label, Tally tally) {
    try (InputStream in = Files.newInputStream(file.file())) {
      HashedInput disk = new HashedInput(in, _ -> {});
      Part.read(
          new Unpack.Label(label, null, 0, file.bytes()),
          disk,
          new Budget(limits, disk::count),
          false,
          new One(file.path(), disk, tally));
    } catch (IOException cause) {
      read.add(() -> sources.add(tally.source(file.path(), "", 0, List.of(Words.of(cause)))));
    }
  }

  /** One file as a member. */
  private final class One implements Unpack.Whole {
    private final String path;
    private final HashedInput disk;
    private final Tally tally;

    One(String path, HashedInput disk, Tally tally) {
      this.path = path;
      this.disk = disk;
      this.tally = tally;
    }

    @Override
    public ArchiveFormat.End member(Unpack.Label label, InputStream content) throws IOException {
      ArchiveFormat.End end =
          reading.member(WholeArchive.member(label, tally.source, 1), content, tally);
      return (sha256, unpacked, failure) -> {
        end.closed(sha256, unpacked, failure);
        read.add(() -> add(sha256, failure));
      };
    }

    private void add(String sha256, @Nullable String failure) {
      tally.recognised(folder.format().name());
      List<String> notes = failure == null ? List.of() : List.of(failure);
      sources.add(tally.source(path, sha256, disk.count(), notes));
    }

    @Override
    public void link(Unpack.Label label, String target, boolean symbolic, int mode) {}

    @Override
    public boolean end(String sha256, long bytes, List<String> notes) {
      return true;
    }
  }
}
