package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
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

  /** Reads one. */
  Reading reading();

  /** One archive being read. */
  interface Reading {
    /**
     * Reads a member, not necessarily to its end.
     *
     * @param content decompressed
     */
    End member(Member member, InputStream content, Sink sink) throws IOException;

    /**
     * A member is a link to another: from its own folder when it is symbolic, else from the root.
     */
    void link(String name, String target, boolean symbolic);

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
