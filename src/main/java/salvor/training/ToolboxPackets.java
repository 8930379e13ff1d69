package salvor.training;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import salvor.training.Happening.OpenSocket;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Packets of the connections that there are while they are taken, a second apart: the headers that
 * follow from who talks with whom, and no content, which no recording tells. In a file of pcap with
 * nanoseconds and the link-layer header LINKTYPE_LINUX_SLL2 (276), as the toolbox writes it.
 */
final class ToolboxPackets {
  private static final int MAGIC = 0xa1b23c4d;
  private static final int SLL2 = 276;
  private static final int HEADERS = 20 + 20 + 20;
  private static final int CONTENT = 120;
  private static final long MOST = 64 << 20; // they are held in memory
  private static final int SYN = 0x02;
  private static final int PUSH = 0x18;
  private static final int ACK = 0x10;
  private final List<OpenSocket> sockets;
  private final long most;
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private int packets;
  private boolean full;

  /**
   * @param most how many bytes are wanted
   */
  ToolboxPackets(List<OpenSocket> sockets, long most) {
    this.sockets = List.copyOf(sockets);
    this.most = Math.min(most, MOST);
  }

  /** Takes them for so long. */
  Commands.Outcome take(Instant from, int seconds) {
    ByteBuffer head = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
    head.putInt(MAGIC).putShort((short) 2).putShort((short) 4).putLong(0);
    file.writeBytes(head.putInt(262_164).putInt(SLL2).array());
    int second = 0;
    for (; second < seconds && !full; second++) {
      for (OpenSocket socket : sockets) {
        socket(socket, from.plusSeconds(second), second);
      }
    }
    ObjectNode said = JsonNodeFactory.instance.objectNode();
    said.put("packets", packets).put("bytes", file.size()).put("dropped", 0);
    said.put("seconds", second).put("ended", full ? "max-bytes" : "max-seconds");
    return new Commands.Outcome(file.toByteArray(), said + "\n", 0, Duration.ofSeconds(second));
  }

  private void socket(OpenSocket socket, Instant at, int second) {
    int first = socket.hashCode();
    if (socket.state().equals("SYN-SENT")) {
      packet(socket.local(), socket.remote(), at, first, 0, SYN, 0, 4);
    } else if (socket.state().equals("ESTAB")) {
      int next = first + CONTENT * second;
      packet(socket.local(), socket.remote(), at, next, 1, PUSH, CONTENT, 4);
      packet(socket.remote(), socket.local(), at, 1, next + CONTENT, ACK, 0, 0);
    }
  }

  /**
   * @param content how many bytes it would carry
   * @param way 4 for one that is sent, 0 for one that comes
   */
  private void packet(
      String from, String to, Instant at, int number, int heard, int flags, int content, int way) {
    if (full || file.size() + 16 + HEADERS > most) {
      full = true;
      return;
    }
    ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    record.putInt((int) at.getEpochSecond()).putInt(at.getNano());
    file.writeBytes(record.putInt(HEADERS).putInt(HEADERS + content).array());
    ByteBuffer packet = ByteBuffer.allocate(HEADERS);
    packet.putShort((short) 0x0800).putShort((short) 0).putInt(2).putShort((short) 1);
    packet.put((byte) way).put((byte) 6).putLong(0);
    packet.put((byte) 0x45).put((byte) 0).putShort((short) (40 + content)).putInt(0);
    packet.put((byte) 64).put((byte) 6).putShort((short) 0);
    address(packet, from);
    address(packet, to);
    packet.putShort(30, checksum(packet));
    packet.putShort((short) Addresses.port(from)).putShort((short) Addresses.port(to));
    packet.putInt(number).putInt(heard).put((byte) 0x50).put((byte) flags);
    packet.putShort((short) 64_240).putInt(0);
    file.writeBytes(packet.array());
    packets++;
  }

  private static void address(ByteBuffer packet, String of) {
    for (String part : Addresses.host(of).split("\\.")) {
      packet.put((byte) Integer.parseInt(part));
    }
  }

  /** That of an IPv4 header (RFC 791). */
  private static short checksum(ByteBuffer packet) {
    int sum = 0;
    for (int at = 20; at < 40; at += 2) {
      sum += packet.getShort(at) & 0xffff;
    }
    sum = (sum & 0xffff) + (sum >>> 16);
    return (short) ~((sum & 0xffff) + (sum >>> 16));
  }
}
