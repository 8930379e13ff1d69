package salvor.ingest.recorded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import salvor.ingest.Beginning;
import salvor.ingest.DocumentFormat;
import salvor.ingest.Sink;

/** The signature of a bundle, and its time-stamp: told by name, length and first byte. */
public final class BagSignature implements DocumentFormat {
  private static final String SIGNATURE = "custody-head.json.sig";
  private static final String TIMESTAMP = "custody-head.json.tsr";
  private static final int SIGNATURE_BYTES = 64;
  private static final int LONGEST_STAMP = 1 << 16;
  private static final byte SEQUENCE = 0x30; // as every structure in DER begins

  @Override
  public String name() {
    return "bag";
  }

  @Override
  public boolean begins(Beginning head) {
    int length = head.bytes().length - head.from();
    return (head.path().endsWith(SIGNATURE) && length == SIGNATURE_BYTES)
        || (head.path().endsWith(TIMESTAMP)
            && length > 0
            && length <= LONGEST_STAMP
            && head.bytes()[head.from()] == SEQUENCE)
        || isArchiveHash(head);
  }

  /** The hash of a sealed archive, in a file beside it. */
  private static boolean isArchiveHash(Beginning head) {
    return head.path().matches("(?s).*\\.(zip|tar|tgz|tar\\.gz|tar\\.zst)\\.sha256")
        && head.text().matches("[0-9a-f]{64}  [^\n]+\n");
  }

  @Override
  public void read(InputStream in, Beginning head, Sink sink) throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
    sink.met();
    String path = head.path();
    sink.skipped(
        path.endsWith(SIGNATURE)
            ? "the signature of a bag"
            : path.endsWith(TIMESTAMP) ? "the time-stamp of a bag" : "the hash of an archive");
  }
}
