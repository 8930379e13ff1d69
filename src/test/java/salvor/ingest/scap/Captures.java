package salvor.ingest.scap;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes captures for tests, byte by byte. */
public final class Captures {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Captures() {
    block(
        0x0A0D0D0A,
        ByteBuffer.allocate(16)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x1A2B3C4D)
            .putShort((short) 1)
            .putShort((short) 2)
            .putLong(-1));
    ByteBuffer machine = ByteBuffer.allocate(180);
    machine.position(20);
    machine.put("node1".getBytes(StandardCharsets.UTF_8));
    block(0x201, machine);
  }

  /** A capture with some of everything. */
  public static byte[] sample() {
    return ScapTest.some().bytes();
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** A process of the list, in its last form. */
  Captures process(long tid, long pid, long parent, String exe, String arguments, String cgroups) {
    ByteBuffer entry = ByteBuffer.allocate(4_000).order(ByteOrder.LITTLE_ENDIAN);
    entry.putInt(0).putLong(tid).putLong(pid).putLong(parent).putLong(0).putLong(0);
    text(entry, exe.substring(exe.lastIndexOf('/') + 1));
    text(entry, exe);
    text(entry, exe);
    text(entry, arguments);
    text(entry, "/srv");
    entry.putLong(1024).putInt(0).putInt(33).putInt(33).putInt(1).putInt(1).putInt(0);
    entry.putLong(0).putLong(0);
    text(entry, "SECRET=never read");
    entry.putLong(tid).putLong(7);
    text(entry, cgroups);
    text(entry, "/");
    entry.putInt(-1);
    entry.putInt(0, entry.position());
    return block(0x215, entry);
  }

  /** An event with counted parameters. */
  Captures event(long time, long tid, int number, byte[]... parameters) {
    return event(0x216, time, tid, number, parameters);
  }

  Captures event(int block, long time, long tid, int number, byte[]... parameters) {
    boolean first = block == 0x204 || block == 0x208;
    int width = block >= 0x221 ? 4 : 2;
    int length = first ? 22 : 26;
    for (byte[] parameter : parameters) {
      length += width + parameter.length;
    }
    ByteBuffer event = ByteBuffer.allocate(length + 6).order(ByteOrder.LITTLE_ENDIAN);
    event.putShort((short) 0);
    if (block == 0x208 || block == 0x217 || block == 0x222) {
      event.putInt(1);
    }
    event.putLong(time).putLong(tid).putInt(length).putShort((short) number);
    if (!first) {
      event.putInt(parameters.length);
    }
    for (byte[] parameter : parameters) {
      if (width == 4) {
        event.putInt(parameter.length);
      } else {
        event.putShort((short) parameter.length);
      }
    }
    for (byte[] parameter : parameters) {
      event.put(parameter);
    }
    return block(block, event);
  }

  Captures block(int type, ByteBuffer... parts) {
    int body = 0;
    for (ByteBuffer part : parts) {
      body += part.position();
    }
    int length = (body + 12 + 3) / 4 * 4;
    out.writeBytes(i(type));
    out.writeBytes(i(length));
    for (ByteBuffer part : parts) {
      byte[] content = new byte[part.position()];
      part.get(0, content);
      out.writeBytes(content);
    }
    out.writeBytes(new byte[length - 12 - body]);
    out.writeBytes(i(length));
    return this;
  }

  private static void text(ByteBuffer into, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    into.putShort((short) bytes.length).put(bytes);
  }

  /** A parameter of 8 bytes. */
  static byte[] n(long number) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
  }

  /** A parameter of 4 bytes. */
  static byte[] i(int number) {
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }

  /** A text that ends with a zero. */
  static byte[] s(String text) {
    return (text + "\0").getBytes(StandardCharsets.UTF_8);
  }
}
