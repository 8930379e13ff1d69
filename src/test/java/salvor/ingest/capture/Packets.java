package salvor.ingest.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Packets and captures, byte by byte. */
public final class Packets {
  static final long BEGIN = 1_795_408_658L;
  static final String CLIENT = "10.244.0.8";
  static final String SERVER = "203.0.113.77";
  static final int S = Packet.SYN;
  static final int SA = Packet.SYN | Packet.ACK;
  static final int A = Packet.ACK;
  static final int FA = Packet.FIN | Packet.ACK;
  static final int R = Packet.RST;
  static final int RA = Packet.RST | Packet.ACK;

  private final ByteArrayOutputStream records = new ByteArrayOutputStream();
  private long millis;

  /** A lookup and a connection, in both formats. */
  public static List<byte[]> samples() {
    return List.of(DamagedCaptureTest.pcap(), DamagedCaptureTest.pcapng());
  }

  /** A question and answers of a name server, without the packet around them. */
  public static List<byte[]> messages() {
    byte[] alias = bytes(0xC0, 12, u16(5), u16(1), u32(60), u16(11), name("b.example"));
    return List.of(
        dns(1, false, 0, "a.example"),
        dns(1, true, 0, "a.example", a(SERVER)),
        dns(1, true, 0, "a.example", alias, a(SERVER)),
        dns(1, true, 3, "none.example"));
  }

  /** A capture in which a name server says these bytes. */
  public static byte[] answering(byte[] message) {
    byte[] frame = ethernet(0x0800, ip4("10.96.0.10", CLIENT, Packet.UDP, udp(53, 5000, message)));
    return new Packets().add(asks(5000, 1, "a.example"), frame).pcap();
  }

  static byte[] bytes(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      switch (part) {
        case Integer number -> out.write(number);
        case String text -> out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        case byte[] some -> out.writeBytes(some);
        default -> throw new IllegalArgumentException(part.toString());
      }
    }
    return out.toByteArray();
  }

  static byte[] u16(int value) {
    return bytes(value >> 8 & 0xFF, value & 0xFF);
  }

  static byte[] u32(long value) {
    return bytes(u16((int) (value >> 16)), u16((int) value));
  }

  static byte[] address(String text) {
    byte[] bytes = new byte[4];
    String[] parts = text.split("\\.");
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) Integer.parseInt(parts[i]);
    }
    return bytes;
  }

  static byte[] ethernet(int type, byte[] payload) {
    return bytes(new byte[12], u16(type), payload);
  }

  static byte[] ip4(String from, String to, int protocol, byte[] payload) {
    return ip4(from, to, protocol, payload, 7, 0);
  }

  static byte[] ip4(String from, String to, int protocol, byte[] payload, int id, int fragment) {
    return bytes(
        0x45,
        0,
        u16(20 + payload.length),
        u16(id),
        u16(fragment),
        64,
        protocol,
        0,
        0,
        address(from),
        address(to),
        payload);
  }

  static byte[] tcp(int from, int to, int sequence, int flags, String payload) {
    return bytes(
        u16(from), u16(to), u32(sequence), u32(0), 0x50, flags, u16(1024), u32(0), payload);
  }

  static byte[] udp(int from, int to, byte[] payload) {
    return bytes(u16(from), u16(to), u16(8 + payload.length), u16(0), payload);
  }

  /** A question, or its answer with these records. */
  static byte[] dns(int id, boolean response, int code, String name, byte[]... answers) {
    return bytes(
        u16(id),
        u16(response ? 0x8180 | code : 0x0100),
        u16(1),
        u16(answers.length),
        u32(0),
        name(name),
        u16(1),
        u16(1),
        bytes((Object[]) answers));
  }

  static byte[] name(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String label : name.split("\\.")) {
      out.writeBytes(bytes(label.length(), label));
    }
    out.write(0);
    return out.toByteArray();
  }

  /** An address for the name that was asked for. */
  static byte[] a(String address) {
    return bytes(0xC0, 12, u16(1), u16(1), u32(60), u16(4), address(address));
  }

  /** A frame that the client sent with TCP, or the server. */
  static byte[] client(int flags, String payload) {
    return ethernet(0x0800, ip4(CLIENT, SERVER, Packet.TCP, tcp(41000, 3333, 1, flags, payload)));
  }

  static byte[] server(int flags, String payload) {
    return ethernet(0x0800, ip4(SERVER, CLIENT, Packet.TCP, tcp(3333, 41000, 1, flags, payload)));
  }

  /** A frame of a lookup. */
  static byte[] asks(int port, int id, String name) {
    return ethernet(
        0x0800, ip4(CLIENT, "10.96.0.10", Packet.UDP, udp(port, 53, dns(id, false, 0, name))));
  }

  static byte[] answers(int port, int id, int code, String name, byte[]... answers) {
    return ethernet(
        0x0800,
        ip4("10.96.0.10", CLIENT, Packet.UDP, udp(53, port, dns(id, true, code, name, answers))));
  }

  /** Adds frames a millisecond apart to a little-endian file of microseconds. */
  Packets add(byte[]... frames) {
    for (byte[] frame : frames) {
      add(frame.length, frame);
    }
    return this;
  }

  Packets add(int original, byte[] captured) {
    millis++;
    records.writeBytes(
        record(ByteOrder.LITTLE_ENDIAN, BEGIN, (int) millis * 1000, original, captured));
    return this;
  }

  private static byte[] record(
      ByteOrder order, long seconds, int fraction, int original, byte[] captured) {
    return ByteBuffer.allocate(16 + captured.length)
        .order(order)
        .putInt((int) seconds)
        .putInt(fraction)
        .putInt(captured.length)
        .putInt(original)
        .put(captured)
        .array();
  }

  byte[] pcap() {
    return bytes(header(ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, 1), records.toByteArray());
  }

  static byte[] pcap(ByteOrder order, int magic, int link, int fraction, byte[]... frames) {
    byte[] all = header(order, magic, link);
    for (byte[] frame : frames) {
      all = bytes(all, record(order, BEGIN, fraction, frame.length, frame));
    }
    return all;
  }

  static byte[] pcap(int link, byte[]... frames) {
    return pcap(ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, link, 5, frames);
  }

  private static byte[] header(ByteOrder order, int magic, int link) {
    return ByteBuffer.allocate(24)
        .order(order)
        .putInt(magic)
        .putShort((short) 2)
        .putShort((short) 4)
        .putLong(0)
        .putInt(65535)
        .putInt(link)
        .array();
  }

  /** A block of pcapng. */
  static byte[] block(ByteOrder order, int type, byte[] body) {
    int length = 12 + (body.length + 3) / 4 * 4;
    return ByteBuffer.allocate(length)
        .order(order)
        .putInt(type)
        .putInt(length)
        .put(Arrays.copyOf(body, length - 12))
        .putInt(length)
        .array();
  }

  static byte[] section(ByteOrder order) {
    return block(
        order,
        0x0A0D0D0A,
        ByteBuffer.allocate(16)
            .order(order)
            .putInt(0x1A2B3C4D)
            .putShort((short) 1)
            .putShort((short) 0)
            .putLong(-1)
            .array());
  }

  /** An interface for Ethernet whose times have this resolution. */
  static byte[] ethernetInterface(ByteOrder order, int resolution, long offset) {
    return block(
        order,
        1,
        ByteBuffer.allocate(8 + 8 + 12)
            .order(order)
            .putShort((short) 1)
            .putShort((short) 0)
            .putInt(0)
            .putShort((short) 9)
            .putShort((short) 1)
            .putInt(order == ByteOrder.BIG_ENDIAN ? resolution << 24 : resolution)
            .putShort((short) 14)
            .putShort((short) 8)
            .putLong(offset)
            .array());
  }

  static byte[] enhanced(ByteOrder order, long ticks, byte[] frame) {
    return block(
        order,
        6,
        ByteBuffer.allocate(20 + frame.length)
            .order(order)
            .putInt(0)
            .putInt((int) (ticks >>> 32))
            .putInt((int) ticks)
            .putInt(frame.length)
            .putInt(frame.length)
            .put(frame)
            .array());
  }

  static byte[] simple(ByteOrder order, byte[] frame) {
    return block(
        order,
        3,
        ByteBuffer.allocate(4 + frame.length).order(order).putInt(frame.length).put(frame).array());
  }
}
