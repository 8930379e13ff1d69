package salvor.ingest.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import salvor.evidence.RecordRef;

/** One CRIU image: what it is by its magic, and its entries. */
final class CriuImage {
  static final int PSTREE = 0x50273030;
  static final int CORE = 0x55053847;
  static final int IDS = 0x54432030;
  static final int MM = 0x57492820;
  static final int PAGEMAP = 0x56084025;
  static final int FDINFO = 0x56213732;
  static final int FILES = 0x56303138;
  static final int REG_FILES = 0x50363636;
  static final int INETSK = 0x56443851;
  static final int UNIXSK = 0x54373943;
  static final int MEMFD = 0x48453499;
  static final int GHOST = 0x52583605;
  static final int REMAP = 0x59133954;
  static final int FS = 0x51403912;
  static final int MOUNTS = 0x55563928;

  private static final int COMMON = 0x54564319;
  private static final int LONGEST = 16 << 20;

  /** An entry, and where it stands. */
  record Entry(byte[] bytes, RecordRef at) {
    Wire wire() {
      return new Wire(bytes);
    }
  }

  private CriuImage() {}

  /** The kind of an image that begins with these bytes; 0 for others. */
  static int kind(byte[] head) {
    if (head.length < 8) {
      return 0;
    }
    ByteBuffer in = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    return in.getInt(0) == COMMON ? in.getInt(4) : 0;
  }

  /**
   * Gives every entry, and tells what was wrong, in words, or null.
   *
   * @param in behind the magic
   * @param image where the image stands
   */
  static @Nullable String read(InputStream in, RecordRef image, Consumer<Entry> each)
      throws IOException {
    long at = 8;
    for (int number = 0; ; number++) {
      byte[] head = in.readNBytes(4);
      if (head.length == 0) {
        return null;
      }
      if (head.length < 4) {
        return "cut off after " + number + " entries";
      }
      int length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getInt();
      if (length < 0 || length > LONGEST) {
        return "entry " + (number + 1) + " says it has " + (length & 0xFFFFFFFFL) + " bytes";
      }
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        return "cut off in entry " + (number + 1);
      }
      try {
        each.accept(
            new Entry(
                bytes,
                new RecordRef(image.source(), image.line(), image.offset() + at + 4, length)));
      } catch (Wire.Malformed cause) {
        return "entry " + (number + 1) + " is damaged: " + cause.getMessage();
      }
      at += 4L + length;
    }
  }
}
