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
            && head.bytes()[head.from()] == SEQUENCE);
  }

  @Override
  public void read(InputStream in, Beginning head, Sink sink) throws IOException {
    in.transferTo(OutputStream.nullOutputStream());
    sink.met();
    boolean signature = head.path().endsWith(SIGNATURE);
    sink.skipped(signature ? "the signature of a bag" : "the time-stamp of a bag");
  }
}
