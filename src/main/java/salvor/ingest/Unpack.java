package salvor.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Utf16Input;

/**
 * Opens what lies inside of a file on disk: compression, archives, and archives in archives one
 * level deep. Streams only: nothing is written, names of members are labels and never paths.
 */
final class Unpack {
  /** Sees each content, in the order of the file. */
  interface Visitor {
    /** Reads a content, not necessarily to its end; the result learns how it ended. */
    End content(String path, InputStream in);

    /** A file, member or archive that holds nothing readable. */
    void refused(String path, String sha256, String why);

    /** What reads an archive that begins with this member as one thing; null when nothing does. */
    default @Nullable Whole whole(String path, String first) {
      return null;
    }

    /** What reads the tree in an archive that this member is of; null when it is of none. */
    default @Nullable Tree tree(String path, String member) {
      return null;
    }

    /** Whether an archive is wanted as it is, members and all. */
    default boolean asItIs(String path) {
      return false;
    }

    /** Whether more is wanted. */
    default boolean more() {
      return true;
    }
  }

  /**
   * Learns the hash and the (decompressed) size of a content after it was read, and what was wrong
   * with it.
   */
  interface End {
    void closed(String sha256, long bytes, List<String> notes);
  }

  /**
   * What an archive says of a member.
   *
   * @param modified when it was written; null where it does not say
   * @param offset of its bytes in the unpacked archive
   * @param packed whether the member is compressed by itself
   */
  record Label(String name, @Nullable Instant modified, long offset, long size, boolean packed) {
    Label(String name, @Nullable Instant modified, long offset, long size) {
      this(name, modified, offset, size, false);
    }

    Label asPacked() {
      return new Label(name, modified, offset, size, true);
    }
  }

  /** A folder in an archive that is one thing by itself. */
  record Tree(String root, Supplier<Whole> reader) {}

  /** Reads the members of an archive as one thing. */
  interface Whole {
    /** Reads a member. */
    ArchiveFormat.End member(Label label, InputStream content) throws IOException;

    /** A member, whose header begins there, is a link. */
    void link(Label label, String target, boolean symbolic, int mode);

    /** No more will come. Whether it was such a thing; when not, nothing of it was taken. */
    boolean end(String sha256, long bytes, List<String> notes);
  }

  private static final int DEEPEST = 2;

  private final Limits limits;
  private final Visitor visitor;
  private @Nullable Stamp stamp;
  private boolean apart;
  private boolean again;

  /** What tells whether a file was written to. */
  private record Stamp(Path file, long bytes, FileTime modified) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(file, attributes.size(), attributes.lastModifiedTime());
    }

    boolean holds() {
      try {
        return equals(of(file));
      } catch (IOException _) {
        return false; // it is gone
      }
    }
  }

  Unpack(Limits limits, Visitor visitor) {
    this.limits = limits;
    this.visitor = visitor;
  }

  /** Visits all contents of a file on disk. */
  void file(Path file, String path, LongConsumer progress) {
    again = false;
    apart = false;
    once(file, path, progress);
    if (again) {
      apart = true;
      once(file, path, progress);
    }
  }

  /** What reads an archive as one thing; null when its members are to be read each by itself. */
  @Nullable Whole whole(String path, String first) {
    return apart ? null : visitor.whole(path, first);
  }

  private void once(Path file, String path, LongConsumer progress) {
    try (InputStream raw = Files.newInputStream(file)) {
      stamp = Stamp.of(file);
      HashedInput hashed = new HashedInput(raw, progress);
      open(path, hashed, new Budget(limits, hashed::count), 0);
    } catch (IOException cause) {
      visitor.refused(path, "", Words.of(cause));
    }
  }

  /**
   * @param depth how many archives this lies in
   */
  void open(String path, HashedInput hashed, Budget budget, int depth) throws IOException {
    Guarded outer = new Guarded(() -> hashed, depth == 0 ? null : budget);
    Peeked peeked = new Peeked(outer, Magic.LENGTH);
    Magic magic = Magic.of(peeked.head());
    Guarded inner = outer;
    if (magic.compressed()) {
      Magic by = magic;
      InputStream packed = new BufferedInputStream(peeked, 1 << 16);
      inner = new Guarded(() -> by.open(packed), budget);
      peeked = new Peeked(inner, Magic.LENGTH);
      magic = Magic.of(peeked.head());
    }
    if (magic.archive() && depth < DEEPEST && !visitor.asItIs(path)) {
      Members members = new Members(this, visitor, budget, path, depth);
      String trouble = members.all(magic, peeked);
      outer.drain();
      List<String> notes = failures(outer, inner, depth);
      for (Whole tree : members.trees()) {
        end(tree, path, hashed, inner, trouble, notes, depth);
      }
      if (members.whole() != null) {
        end(members.whole(), path, hashed, inner, trouble, notes, depth);
        return;
      }
      if (members.trees().isEmpty() && (trouble != null || !notes.isEmpty())) {
        visitor.refused(path, hashed.hex(), trouble == null ? notes.getFirst() : trouble);
      }
      return;
    }
    String refusal = visitor.asItIs(path) ? null : refusal(magic, inner != outer);
    if (refusal != null) {
      outer.drain();
      String failure = inner.failure();
      visitor.refused(path, hashed.hex(), failure == null ? refusal : failure);
      return;
    }
    End end =
        visitor.content(path, Utf16Input.begins(peeked.head()) ? new Utf16Input(peeked) : peeked);
    if (visitor.more()) {
      inner.drain();
      outer.drain();
      end.closed(hashed.hex(), inner.count(), failures(outer, inner, depth));
    }
  }

  private void end(
      Whole whole,
      String path,
      HashedInput hashed,
      Guarded inner,
      @Nullable String trouble,
      List<String> notes,
      int depth) {
    List<String> all = new ArrayList<>(notes);
    if (trouble != null) {
      all.add(trouble);
    }
    String sha256 = hashed.hex();
    if (!whole.end(sha256, inner.count(), all)) {
      if (depth == 0) {
        again = true;
      } else {
        visitor.refused(
            path,
            sha256,
            "begins as the archive of an image or a checkpoint and holds none: unpack the archive it lies in");
      }
    }
  }

  private List<String> failures(Guarded outer, Guarded inner, int depth) {
    List<String> notes = new ArrayList<>();
    for (Guarded guarded : inner == outer ? List.of(outer) : List.of(inner, outer)) {
      String failure = guarded.failure();
      if (failure != null) {
        notes.add(failure);
      }
    }
    if (depth == 0 && stamp != null && !stamp.holds()) {
      notes.add(
          "the file was written to while it was read, the hash is that of what was read:"
              + " stop what writes it and open it again, or open a copy");
    }
    return notes;
  }

  private static @Nullable String refusal(Magic magic, boolean decompressed) {
    return switch (magic) {
      case CONTENT -> null;
      case EMPTY -> "the file is empty";
      case GZIP, ZSTD -> decompressed ? "compressed twice: decompress it once first" : null;
      case ZIP, TAR -> "an archive in an archive in an archive: unpack the outer ones first";
      case XZ -> unsupported("xz");
      case BZIP2 -> unsupported("bzip2");
      case LZ4 -> unsupported("lz4");
      case SEVEN_ZIP -> unsupported("7-Zip");
      case RAR -> unsupported("RAR");
    };
  }

  private static String unsupported(String packer) {
    return "packed with " + packer + ", which is not read here: unpack it first";
  }
}
