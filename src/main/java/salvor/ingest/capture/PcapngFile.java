package salvor.ingest.capture;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The newer format (draft-ietf-opsawg-pcapng): blocks of sections with interfaces of their own. */
final class PcapngFile implements Capture {
  static final int SECTION = 0x0A0D0D0A;
  private static final int ORDER = 0x1A2B3C4D;
  private static final int INTERFACE = 1;
  private static final int OLD_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int NAMES = 4;
  private static final int STATISTICS = 5;
  private static final int PACKET = 6;
  private static final int LONGEST = 16 << 20;
  private static final int MOST_INTERFACES = 10_000;
  private static final int LONGEST_NAME = 253;
  private static final BigInteger GIGA = BigInteger.valueOf(1_000_000_000L);

  /**
   * @param resolution as the file gives it: a negative power of 10, or of 2 with the highest bit
   * @param offset seconds to be added to each time
   */
  private record Interface(int linkType, long snap, int resolution, long offset) {}

  private final ByteFeed in;
  private final List<Interface> interfaces = new ArrayList<>();
  private boolean ended;
  private long number;
  private byte[] body = new byte[1 << 12];

  private PcapngFile(ByteFeed in) {
    this.in = in;
  }

  /** A file that begins with these four bytes; null when it is none. */
  static @Nullable PcapngFile of(ByteFeed in, int first) {
    return first == SECTION ? new PcapngFile(in) : null;
  }

  @Override
  public boolean next(Frame frame, Aside aside) throws IOException {
    while (!ended && in.has(1)) {
      frame.offset = in.offset();
      frame.number = number + 1;
      frame.recordLength = 0;
      if (!in.has(12)) {
        return end(frame, aside, "cut off in the header of a block");
      }
      int type = in.i32();
      if (type == SECTION) {
        section(frame, aside);
        continue;
      }
      long length = in.u32();
      if (length < 12 || length % 4 != 0 || length > LONGEST) {
        return end(
            frame,
            aside,
            "a block that claims " + length + " bytes: nothing behind it can be read");
      }
      if (block(type, (int) length - 12, frame, aside)) {
        return true;
      }
    }
    return false;
  }

  /** The byte order is told behind the length. */
  private void section(Frame frame, Aside aside) throws IOException {
    in.order(false);
    long length = in.u32();
    int order = in.i32();
    boolean little = order == Integer.reverseBytes(ORDER);
    if (!little && order != ORDER) {
      end(frame, aside, "the header of a section with an unknown byte order");
      return;
    }
    in.order(little);
    length = little ? Integer.reverseBytes((int) length) & 0xFFFF_FFFFL : length;
    interfaces.clear();
    if (length < 28 || length % 4 != 0 || length > LONGEST || !in.skip(length - 12)) {
      end(frame, aside, "the header of a section is cut off or damaged");
    }
  }

  private boolean block(int type, int length, Frame frame, Aside aside) throws IOException {
    boolean wanted = type >= INTERFACE && type <= PACKET;
    if (!wanted) {
      if (!in.skip(length + 4L)) {
        return end(frame, aside, "cut off in the middle of a block");
      }
      number++;
      aside.skipped("pcapng block of type " + Integer.toUnsignedString(type));
      return false;
    }
    if (body.length < length) {
      body = new byte[length];
    }
    int got = in.take(body, 0, length);
    frame.recordLength = got + 8;
    if (got < length || !in.skip(4)) {
      return end(frame, aside, "cut off in the middle of a packet or block");
    }
    frame.recordLength = length + 12;
    Block block = new Block(body, length, in.isLittle());
    switch (type) {
      case INTERFACE -> described(block, frame, aside);
      case NAMES -> names(block, aside);
      case STATISTICS -> statistics(block, frame, aside);
      default -> {
        return packet(type, block, frame, aside);
      }
    }
    return false;
  }

  private void described(Block block, Frame frame, Aside aside) {
    if (block.length() < 8 || interfaces.size() >= MOST_INTERFACES) {
      number++;
      aside.unreadable(frame, "an interface that is damaged, or one too many");
      return;
    }
    int[] resolution = {6};
    long[] offset = {0};
    block.options(
        8,
        (code, from, length) -> {
          if (code == 9 && length >= 1) {
            resolution[0] = block.u8(from);
          } else if (code == 14 && length >= 8) {
            offset[0] = block.i64(from);
          }
        });
    interfaces.add(new Interface(block.u16(0), block.u32(4), resolution[0], offset[0]));
  }

  private boolean packet(int type, Block block, Frame frame, Aside aside) {
    number++;
    int head = type == SIMPLE_PACKET ? 4 : 20;
    if (block.length() < head) {
      aside.unreadable(frame, "a packet's block is too short");
      return false;
    }
    long id = type == SIMPLE_PACKET ? 0 : type == OLD_PACKET ? block.u16(0) : block.u32(0);
    if (id >= interfaces.size()) {
      aside.unreadable(frame, "a packet of an interface that was not described");
      return false;
    }
    Interface of = interfaces.get((int) id);
    frame.original = block.u32(type == SIMPLE_PACKET ? 0 : 16);
    long snapped = of.snap() == 0 ? frame.original : Math.min(frame.original, of.snap());
    long length = type == SIMPLE_PACKET ? Math.min(snapped, block.length() - 4) : block.u32(12);
    if (length > block.length() - head || length > Frame.LONGEST) {
      aside.unreadable(frame, "a packet that claims more bytes than its block has");
      return false;
    }
    frame.room((int) length);
    System.arraycopy(body, head, frame.bytes, 0, (int) length);
    frame.length = (int) length;
    frame.linkType = of.linkType();
    frame.digits = (of.resolution() & 0x80) != 0 ? 9 : Math.min(9, of.resolution());
    frame.nanos =
        type == SIMPLE_PACKET ? Frame.NO_TIME : time(of, block.u32(4) << 32 | block.u32(8));
    return true;
  }

  private static long time(Interface of, long ticks) {
    int power = of.resolution() & 0x7F;
    BigInteger nanos;
    if ((of.resolution() & 0x80) == 0 && power == 6 && ticks >= 0) {
      long seconds = ticks / 1_000_000;
      if (of.offset() == 0 && seconds < 4_000_000_000L) {
        return ticks == 0 ? Frame.NO_TIME : ticks * 1_000;
      }
    }
    nanos = new BigInteger(Long.toUnsignedString(ticks)).multiply(GIGA);
    nanos =
        (of.resolution() & 0x80) != 0
            ? nanos.shiftRight(power)
            : nanos.divide(BigInteger.TEN.pow(power));
    nanos = nanos.add(BigInteger.valueOf(of.offset()).multiply(GIGA));
    return nanos.bitLength() > 63 || nanos.signum() == 0 ? Frame.NO_TIME : nanos.longValue();
  }

  private static void names(Block block, Aside aside) {
    for (int at = 0; at + 4 <= block.length(); ) {
      int type = block.u16(at);
      int length = block.u16(at + 2);
      int bytes = type == 1 ? 4 : 16;
      if (type == 0 || at + 4 + length > block.length()) {
        return;
      }
      if ((type == 1 || type == 2) && length > bytes) {
        String name = block.text(at + 4 + bytes, Math.min(length - bytes, LONGEST_NAME));
        if (!name.isEmpty()) {
          aside.named(block.address(at + 4, bytes), name);
        }
      }
      at += 4 + (length + 3) / 4 * 4;
    }
  }

  /** Packets that the interface (5) or the system (7) dropped. */
  private void statistics(Block block, Frame frame, Aside aside) {
    number++;
    long[] lost = {0};
    block.options(
        12,
        (code, from, length) -> {
          if ((code == 5 || code == 7) && length >= 8) {
            lost[0] += Math.max(0, block.i64(from));
          }
        });
    if (lost[0] <= 0 || block.length() < 12 || block.u32(0) >= interfaces.size()) {
      aside.skipped("statistics of an interface that lost nothing");
      return;
    }
    Interface of = interfaces.get((int) block.u32(0));
    frame.nanos = time(of, block.u32(4) << 32 | block.u32(8));
    frame.digits = 6;
    aside.lost(frame, lost[0]);
  }

  private boolean end(Frame frame, Aside aside, String reason) {
    ended = true;
    number++;
    aside.unreadable(frame, reason);
    return false;
  }
}
