package salvor.ingest;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import salvor.jobs.JobCancelled;
import salvor.jobs.Progress;

/**
 * Goes once more through an archive that was read as one thing, or through its folder, to look at
 * some of its members. Nothing is hashed or written; what nobody looks at is skipped, on disk
 * without reading it.
 */
public final class Browse {
  /** Looks at members, in the order of the archive. */
  public interface Visitor {
    /** Looks at a member, not necessarily to its end. */
    void member(ArchiveFormat.Member member, InputStream content) throws IOException;
  }

  private static final int LONGEST_NAME = 200;

  private final Limits limits;
  private final Visitor visitor;
  private final Progress progress;
  private final List<String> troubles = new ArrayList<>();

  private Browse(Limits limits, Visitor visitor, Progress progress) {
    this.limits = limits;
    this.visitor = visitor;
    this.progress = progress;
  }

  /**
   * Visits all members; gives what was wrong, in words.
   *
   * @throws IOException when the file cannot be read at all, or the visitor gave up
   */
  public static List<String> all(Path path, Limits limits, Progress progress, Visitor visitor)
      throws IOException {
    Browse browse = new Browse(limits, visitor, progress);
    if (Files.isDirectory(path)) {
      browse.folder(path);
    } else {
      browse.file(path);
    }
    return browse.troubles;
  }

  private void folder(Path folder) throws IOException {
    List<Path> files = files(folder);
    if (files.size() > limits.entries()) {
      troubles.add("the folder has too many files; the rest is not read");
    }
    long done = 0;
    for (Path file : files.subList(0, Math.min(files.size(), limits.entries()))) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      long size;
      InputStream content;
      try {
        size = Files.size(file);
        content = new Counted(Files.newInputStream(file), done, done + size, name);
      } catch (IOException cause) {
        troubles.add(name + ": " + Words.of(cause));
        continue;
      }
      try (content) {
        look(name, null, 0, size, content);
      }
      done += size;
    }
  }

  private List<Path> files(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(f -> Files.isRegularFile(f, LinkOption.NOFOLLOW_LINKS))
          .limit(limits.entries() + 1L)
          .sorted()
          .toList();
    } catch (UncheckedIOException cause) {
      Exception why = cause.getCause() == null ? cause : cause.getCause();
      throw new IOException(folder + ": a folder in it cannot be read: " + Words.of(why), cause);
    }
  }

  private void file(Path file) throws IOException {
    try (Counted disk =
        new Counted(Files.newInputStream(file), 0, Files.size(file), file.toString())) {
      Peeked peeked = new Peeked(disk, Magic.LENGTH);
      Magic magic = Magic.of(peeked.head());
      Guarded inner = null;
      if (magic.compressed()) {
        Magic by = magic;
        InputStream packed = new BufferedInputStream(peeked, 1 << 16);
        inner = new Guarded(() -> by.open(packed), new Budget(limits, () -> disk.count));
        peeked = new Peeked(inner, Magic.LENGTH);
        magic = Magic.of(peeked.head());
      }
      if (magic != Magic.TAR) {
        troubles.add("not the archive that it was, or none: a tar was expected");
        return;
      }
      tar(peeked);
      if (inner != null && inner.failure() != null) {
        troubles.add(inner.failure());
      }
    }
  }

  private void tar(InputStream in) throws IOException {
    HeaderGate gate = new HeaderGate(in);
    TarArchiveInputStream archive = new TarArchiveInputStream(gate);
    int number = 0;
    boolean whole = true;
    for (TarArchiveEntry entry; whole && (entry = next(archive, gate)) != null; ) {
      if (++number > limits.entries()) {
        troubles.add("the archive has too many entries; the rest is not read");
        return;
      }
      if (entry.isFile() && Members.refusal(entry) == null && archive.canReadEntryData(entry)) {
        whole =
            look(entry.getName(), Members.modified(entry), gate.count(), entry.getSize(), archive);
      }
    }
  }

  /** The next entry; null at the end, and where the archive is damaged, which is told. */
  private @Nullable TarArchiveEntry next(TarArchiveInputStream archive, HeaderGate gate) {
    try {
      while (archive.getCurrentEntry() != null && archive.skip(Integer.MAX_VALUE) > 0) {
        // what was not looked at: the way to the next header is short then
      }
      gate.close(true);
      TarArchiveEntry entry = archive.getNextEntry();
      gate.close(false);
      return entry;
    } catch (JobCancelled stop) {
      throw stop;
    } catch (IOException | RuntimeException cause) {
      troubles.add(Words.of(cause));
      return null;
    }
  }

  /**
   * Shows a member to the visitor. What is wrong with the member ends it and is told, what the
   * visitor throws is thrown; whether the archive goes on behind it.
   */
  private boolean look(
      String name, @Nullable Instant modified, long offset, long size, InputStream content)
      throws IOException {
    Unpack.Label label = new Unpack.Label(name, modified, offset, size);
    Guarded outer = new Guarded(() -> content, null);
    Peeked peeked = new Peeked(outer, 4);
    Magic magic = Magic.of(peeked.head());
    Guarded inner = outer;
    if (magic.compressed()) {
      Counted packed = new Counted(peeked, 0, Long.MAX_VALUE, name);
      inner = new Guarded(() -> magic.open(packed), new Budget(limits, () -> packed.count));
      visitor.member(WholeArchive.member(label.asPacked(), 0, 1), inner);
    } else {
      visitor.member(WholeArchive.member(label, 0, 1), peeked);
    }
    String failure = outer.failure() != null ? outer.failure() : inner.failure();
    if (failure != null) {
      troubles.add(Words.clean(name, LONGEST_NAME) + ": " + failure);
    }
    return outer.failure() == null;
  }

  /** Counts, tells the progress, and ends where that says so. */
  private final class Counted extends FilterInputStream {
    private static final long STEP = 4 << 20;
    private final long from;
    private final long all;
    private final String doing;
    private long count;
    private long told;

    Counted(InputStream in, long from, long all, String doing) {
      super(in);
      this.from = from;
      this.all = all;
      this.doing = "Looking into " + doing;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int at, int length) throws IOException {
      int n = super.read(into, at, length);
      passed(n);
      return n;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long n = super.skip(bytes);
      passed(n);
      return n;
    }

    private void passed(long bytes) {
      count += Math.max(0, bytes);
      if (count - told >= STEP && all != Long.MAX_VALUE) {
        told = count;
        progress.bytes(from + count, all, doing);
      }
    }
  }
}
