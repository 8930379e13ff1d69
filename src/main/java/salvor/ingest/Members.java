package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
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
  private static final int MOST_TREES = 100;
  private static final int HEADER = 512; // of a member of a tar

  private final Unpack unpack;
  private final Unpack.Visitor visitor;
  private final Budget budget;
  private final String path;
  private final int depth;
  private Unpack.@Nullable Whole whole;
  private final Map<String, Unpack.Whole> trees = new LinkedHashMap<>();
  private int closed;

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
    boolean first = true;
    try {
      while (visitor.more()) {
        gate.close(true);
        ArchiveEntry entry = archive.getNextEntry();
        gate.close(false);
        if (entry == null) {
          return files == 0 ? "the archive holds no file" : unopened();
        }
        String bare = entry.getName().replaceFirst("^(\\./)+", "");
        if (first && !bare.isEmpty()) {
          first = false;
          whole = magic == Magic.TAR ? unpack.whole(path, bare) : null;
        }
        Unpack.Whole tree = whole == null && magic == Magic.TAR ? tree(bare) : null;
        if (tree == null ? !budget.entry() : !budget.leaf()) {
          return "the archive has too many entries; the rest is not read: unpack it and open the folder";
        }
        if (!entry.isDirectory()) {
          files++;
          Unpack.Whole one = tree == null ? whole : tree;
          if (one != null) {
            part(one, entry, archive, gate.count());
          } else {
            member(entry, archive);
          }
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

  /** What reads the tree that a member is of. */
  private Unpack.@Nullable Whole tree(String member) {
    Unpack.Tree tree = visitor.tree(path, member);
    if (tree == null || (trees.size() >= MOST_TREES && !trees.containsKey(tree.root()))) {
      return null;
    }
    return trees.computeIfAbsent(tree.root(), _ -> tree.reader().get());
  }

  /** What reads folders of the archive, each as one thing. */
  Collection<Unpack.Whole> trees() {
    return trees.values();
  }

  private @Nullable String unopened() {
    return closed == 0
        ? null
        : closed
            + (closed == 1 ? " member was" : " members were")
            + " not opened: a device, a named pipe, or packed in a way that is not read here";
  }

  /** What reads the archive as one thing; null when its members are read each by itself. */
  Unpack.@Nullable Whole whole() {
    return whole;
  }

  private void part(
      Unpack.Whole whole,
      ArchiveEntry entry,
      ArchiveInputStream<? extends ArchiveEntry> archive,
      long offset)
      throws IOException {
    String name = entry.getName();
    String refusal = entry instanceof TarArchiveEntry tar ? refusal(tar) : null;
    if (entry instanceof TarArchiveEntry tar && (tar.isLink() || tar.isSymbolicLink())) {
      whole.link(
          new Unpack.Label(name, modified(tar), offset - HEADER, HEADER),
          tar.getLinkName(),
          tar.isSymbolicLink(),
          tar.getMode());
    } else if (refusal == null && canRead(archive, entry)) {
      Instant modified = entry instanceof TarArchiveEntry tar ? modified(tar) : null;
      Part.read(
          new Unpack.Label(name, modified, offset, entry.getSize()),
          archive,
          budget,
          depth > 0,
          whole);
    } else {
      closed++;
    }
  }

  /** When an entry says that it was written; null where it does not say. */
  static @Nullable Instant modified(TarArchiveEntry entry) {
    Instant time = entry.getLastModifiedTime().toInstant();
    return time.getEpochSecond() == 0 ? null : time;
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

  /** Why an entry is not opened, in words; null when it is. */
  static @Nullable String refusal(TarArchiveEntry entry) {
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
}
