package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;

/** An archive, or a folder, whose members are one thing together. Stateless. */
public interface ArchiveFormat {
  /** Its short name, as shown and as in the machine-readable result. */
  String name();

  /** Whether an archive that begins with a member of this name may be one. Must be cheap. */
  boolean mayBegin(String member);

  /** Whether a folder that holds an entry of this name is one. */
  boolean marksFolder(String entry);

  /** Whether a folder with these entries is one. */
  default boolean isFolder(Path folder, List<String> entries) {
    return entries.stream().anyMatch(this::marksFolder);
  }

  /**
   * The names of folders in a folder with these entries that are one thing together: first the one
   * that it would be without the others; empty where there are none. A file in them is of it when
   * {@link #root} says so.
   */
  default List<String> together(Path folder, List<String> entries) {
    return List.of();
  }

  /**
   * Whether a file in such a folder, by its path there, is of it; others are read by themselves.
   */
  default boolean holds(String file) {
    return true;
  }

  /** Whether links in such a folder tell something. */
  default boolean readsLinks() {
    return false;
  }

  /**
   * The folder, with its last slash, in an archive of other things that is one thing by itself and
   * holds this member; null when there is none.
   */
  default @Nullable String root(String member) {
    return null;
  }

  /** Reads one. */
  Reading reading();

  /** Reads one that is a folder in an archive of other things. */
  default Reading reading(String root) {
    return reading();
  }

  /** One archive being read. */
  interface Reading {
    /**
     * Reads a member, not necessarily to its end.
     *
     * @param content decompressed
     */
    End member(Member member, InputStream content, Sink sink) throws IOException;

    /** A member is a link. */
    void link(Link link, Sink sink);

    /** No more members will come. Whether it was such an archive, and was given to the sink. */
    boolean end(Sink sink);
  }

  /**
   * A member.
   *
   * @param name a label and never a path
   * @param modified when it was written, by the archive; null where it does not say
   * @param at where its bytes stand in the unpacked archive
   * @param packed whether they are compressed there
   */
  record Member(String name, @Nullable Instant modified, RecordRef at, boolean packed) {}

  /**
   * A member that is a link to another: from its own folder when it is symbolic, else from the
   * root. It is never followed.
   *
   * @param mode its own permissions
   * @param at where its header stands in the unpacked archive
   */
  record Link(String name, String target, boolean symbolic, int mode, RecordRef at) {}

  /** Learns how a member ended. */
  interface End {
    /**
     * @param sha256 the hash of the member's bytes, in lower-case hex
     * @param unpacked the hash of the decompressed bytes
     * @param failure why it ended early, in words; null when it did not
     */
    void closed(String sha256, String unpacked, @Nullable String failure);
  }
}
