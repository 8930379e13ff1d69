package salvor.ingest.capture;

import java.io.IOException;
import java.io.InputStream;
import salvor.ingest.Beginning;
import salvor.ingest.DocumentFormat;
import salvor.ingest.Sink;

/** Packet captures, told by their magic numbers. */
public final class CaptureFormat implements DocumentFormat {
  /**
   * More conversations at once are not followed: the one idle for longest is told before its end.
   */
  static final int CONVERSATIONS = 200_000;

  private final int conversations;

  /** Reads captures. */
  public CaptureFormat() {
    this(CONVERSATIONS);
  }

  CaptureFormat(int conversations) {
    this.conversations = conversations;
  }

  @Override
  public String name() {
    return "pcap";
  }

  @Override
  public boolean begins(Beginning head) {
    byte[] bytes = head.bytes();
    if (head.offset() > 0 || bytes.length < 4) {
      return false;
    }
    int first = 0;
    for (int i = 0; i < 4; i++) {
      first = first << 8 | (bytes[i] & 0xFF);
    }
    return first == PcapngFile.SECTION || PcapFile.isMagic(first);
  }

  @Override
  public void read(InputStream in, Beginning head, Sink sink) throws IOException {
    ByteFeed feed = new ByteFeed(in);
    if (!feed.has(4)) {
      return;
    }
    int first = feed.peek();
    Capture capture = PcapngFile.of(feed, first);
    if (capture == null) {
      feed.skip(4);
      capture = PcapFile.of(feed, first);
    }
    if (capture != null) {
      new CaptureReader(capture, head.source(), sink, conversations).read();
    }
  }
}
