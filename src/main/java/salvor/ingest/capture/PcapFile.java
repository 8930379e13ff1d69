package salvor.ingest.capture;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The classic format of libpcap (draft-ietf-opsawg-pcap): a header and records, either byte order,
 * micro- or nanoseconds; also the longer records of an old patch (magic a1b2cd34).
 */
final class PcapFile implements Capture {
  private static final int MICROS = 0xA1B2C3D4;
  private static final int NANOS = 0xA1B23C4D;
  private static final int LONGER = 0xA1B2CD34;
  private static final int HEADER = 20; // behind the magic number

  private final ByteFeed in;
  private final int magic;
  private int linkType;
  private boolean begun;
  private boolean ended;
  private long number;

  private PcapFile(ByteFeed in, int magic) {
    this.in = in;
    this.magic = magic;
  }

  /** Whether four bytes, the highest first, are one of the magic numbers in either order. */
  static boolean isMagic(int first) {
    return isOwn(first) || isOwn(Integer.reverseBytes(first));
  }

  private static boolean isOwn(int magic) {
    return magic == MICROS || magic == NANOS || magic == LONGER;
  }

  /** A file that begins with these four bytes; null when it is none. */
  static @Nullable PcapFile of(ByteFeed in, int first) {
    if (!isMagic(first)) {
      return null;
    }
    in.order(!isOwn(first));
    return new PcapFile(in, isOwn(first) ? first : Integer.reverseBytes(first));
  }

  @Override
  public boolean next(Frame frame, Aside aside) throws IOException {
    if (!begun) {
      begun = true;
      if (!in.has(HEADER)) {
        aside.note("cut off in its header: there are no packets");
        return false;
      }
      in.skip(HEADER - 4);
      linkType = in.i32() & 0x0FFF_FFFF; // above are bits about check sums
    }
    if (ended || !in.has(1)) {
      return false;
    }
    int head = magic == LONGER ? 24 : 16;
    frame.offset = in.offset();
    frame.number = ++number;
    frame.recordLength = 0;
    if (!in.has(head)) {
      return end(frame, aside, "cut off in the header of a packet");
    }
    long seconds = in.u32();
    long fraction = in.u32();
    long length = in.u32();
    frame.original = in.u32();
    in.skip(head - 16);
    if (length > Frame.LONGEST) {
      return end(
          frame, aside, "a packet that claims " + length + " bytes: nothing behind it can be read");
    }
    frame.room((int) length);
    frame.length = in.take(frame.bytes, 0, (int) length);
    frame.recordLength = head + frame.length;
    frame.linkType = linkType;
    frame.digits = magic == NANOS ? 9 : 6;
    frame.nanos =
        seconds == 0 && fraction == 0
            ? Frame.NO_TIME
            : seconds * 1_000_000_000L + fraction * (magic == NANOS ? 1 : 1_000);
    return frame.length == length || end(frame, aside, "cut off in the middle of a packet");
  }

  private boolean end(Frame frame, Aside aside, String reason) {
    ended = true;
    aside.unreadable(frame, reason);
    return false;
  }
}
