package salvor.ingest;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

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
     * Reads a member, not necessarily to its end; names are labels and never paths.
     *
     * @param content decompressed
     */
    End member(String name, InputStream content, Sink sink) throws IOException;

    /**
     * A member is a link to another: from its own folder when it is symbolic, else from the root.
     */
    void link(String name, String target, boolean symbolic);

    /** No more members will come. Whether it was such an archive, and was given to the sink. */
    boolean end(Sink sink);
  }

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
