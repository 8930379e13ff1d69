package salvor.ingest.scap;

import java.io.IOException;
import java.io.InputStream;
import salvor.ingest.Beginning;
import salvor.ingest.DocumentFormat;
import salvor.ingest.Sink;

/** A capture of libscap, of a machine that counts from the low byte. */
public final class ScapFormat implements DocumentFormat {
  private static final int SECTION = 0x0A0D0D0A;
  private static final int MAGIC = 0x1A2B3C4D;
  private static final int FIRST = 0x201;
  private static final int LAST = 0x2FF;

  @Override
  public String name() {
    return "scap";
  }

  /** A packet capture (pcapng) begins alike; what comes next is of other kinds. */
  @Override
  public boolean begins(Beginning head) {
    Bytes bytes = new Bytes(head.bytes(), head.from(), head.bytes().length);
    if (bytes.left() < 12 || bytes.u32() != SECTION) {
      return false;
    }
    int length = bytes.u32();
    if (bytes.u32() != MAGIC || length < 16 || length - 8 > bytes.left()) {
      return false;
    }
    bytes.skip(length - 12);
    int next = bytes.u32();
    return next >= FIRST && next <= LAST;
  }

  @Override
  public void read(InputStream in, Beginning head, Sink sink) throws IOException {
    new Capture(head, sink).read(in);
  }
}
