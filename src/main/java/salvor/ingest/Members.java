package salvor.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;
import salvor.jobs.JobCancelled;

/** Walks the members of one archive, in their order, as a stream. */
final class Members {
  private static final int LONGEST_NAME = 1024;

  private final Unpack unpack;
  private final Unpack.Visitor visitor;
  private final Budget budget;
  private final String path;
  private final int depth;

  Members(Unpack unpack, Unpack.Visitor visitor, Budget budget, String path, int depth) {
    this.unpack = unpack;
    this.visitor = visitor;
    this.budget = budget;
    this.path = path;
    this.depth = depth;
  }

  /** Visits all of them; gives what was wrong with the archive itself, in words, or null. */
  @Nullable String all(Magic magic, InputStream in) {
    HeaderGate gate = new HeaderGate(in);
    ArchiveInputStream<? extends ArchiveEntry> archive =
        magic == Magic.TAR ? new TarArchiveInputStream(gate) : new ZipArchiveInputStream(gate);
    int files = 0;
    try {
      while (visitor.more()) {
        gate.close(true);
        ArchiveEntry entry = archive.getNextEntry();
        gate.close(false);
        if (entry == null) {
          return files == 0 ? "the archive holds no file" : null;
        }
        if (!budget.entry()) {
          return "the archive has too many entries; the rest is not read: unpack it and open the folder";
        }
        if (!entry.isDirectory()) {
          files++;
          member(entry, archive);
        }
        String spent = budget.spent();
        if (spent != null) {
          return spent;
        }
      }
      return null;
    } catch (JobCancelled stop) {
      throw stop;
    } catch (IOException | RuntimeException cause) {
      return Words.of(cause);
    }
  }

  private void member(ArchiveEntry entry, ArchiveInputStream<? extends ArchiveEntry> archive)
      throws IOException {
    String name = path + "!" + Words.clean(entry.getName(), LONGEST_NAME);
    String refusal =
        switch (entry) {
          case TarArchiveEntry tar -> refusal(tar);
          case ZipArchiveEntry zip -> refusal(zip);
          default -> null;
        };
    if (refusal != null) {
      visitor.refused(name, "", refusal);
    } else if (!canRead(archive, entry)) {
      visitor.refused(name, "", "packed in a way that is not read here: unpack it first");
    } else {
      unpack.open(name, new HashedInput(archive, _ -> {}), budget, depth + 1);
    }
  }

  private static boolean canRead(
      ArchiveInputStream<? extends ArchiveEntry> archive, ArchiveEntry entry) {
    return archive.canReadEntryData(entry);
  }

  private static @Nullable String refusal(TarArchiveEntry entry) {
    if (entry.isSymbolicLink() || entry.isLink()) {
      return "a link to " + Words.clean(entry.getLinkName(), LONGEST_NAME) + ", not followed";
    }
    if (entry.isCharacterDevice() || entry.isBlockDevice()) {
      return "a device, not opened";
    }
    return entry.isFIFO() ? "a named pipe, not opened" : null;
  }

  private static @Nullable String refusal(ZipArchiveEntry entry) {
    if (entry.getGeneralPurposeBit().usesEncryption()) {
      return "encrypted: decrypt it and open the result";
    }
    return entry.isUnixSymlink() ? "a link, not followed" : null;
  }

  /**
   * Headers are held in memory by the library, however long they say they are; this bounds them.
   */
  private static final class HeaderGate extends FilterInputStream {
    private static final long LONGEST = 1 << 20;
    private long left = Long.MAX_VALUE;

    HeaderGate(InputStream in) {
      super(in);
    }

    void close(boolean header) {
      left = header ? LONGEST : Long.MAX_VALUE;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (left <= 0) {
        throw new IOException(
            "an entry's header is longer than " + LONGEST + " bytes; the rest is not read");
      }
      int n = super.read(into, from, length);
      left -= Math.max(0, n);
      return n;
    }

    @Override
    public long skip(long bytes) throws IOException {
      long left = bytes;
      byte[] buffer = new byte[8192];
      for (int n; left > 0 && (n = read(buffer, 0, (int) Math.min(left, buffer.length))) > 0; ) {
        left -= n;
      }
      return bytes - left;
    }
  }
}
