package salvor.ingest.capture;

import org.jspecify.annotations.Nullable;
import salvor.ingest.Recent;

/**
 * The IP packet of a frame and what it carries (RFC 791, 8200, 9293, 768, 792, 4443); one object is
 * used for all of them. No byte behind what was captured is looked at.
 *
 * <p>Of a datagram in several fragments only the first has ports; the others are told by its
 * identification. They are not put together.
 */
final class Packet {
  static final int TCP = 6;
  static final int UDP = 17;
  static final int ICMP = 1;
  static final int ICMP6 = 58;
  static final int FIN = 1;
  static final int SYN = 2;
  static final int RST = 4;
  static final int ACK = 16;

  private static final int FRAGMENTED = 10_000;
  private static final int MOST_HEADERS = 16;

  private record Fragment(Address source, Address destination, int id, int protocol) {}

  private record Ports(int source, int destination) {}

  private final Recent<Fragment, Ports> fragments = new Recent<>(FRAGMENTED);

  Address source = Address.v4(0);
  Address destination = Address.v4(0);
  int protocol;
  int sourcePort;
  int destinationPort;

  /** Bytes of the IP packet, header included, by its own word. */
  long size;

  int flags;
  int sequence;

  /** Type and code of an ICMP message. */
  int type;

  int code;

  /** Where the payload begins and ends in the frame, as far as it was captured. */
  int from;

  int to;

  /** Whether this is the first fragment or no fragment at all. */
  boolean beginsDatagram;

  private int fragmentId;
  private boolean fragmented;

  /** Takes a packet apart; gives why it is left out, null when it belongs to a conversation. */
  @Nullable String read(Frame frame, int at) {
    beginsDatagram = true;
    fragmented = false;
    sourcePort = 0;
    destinationPort = 0;
    flags = 0;
    type = -1;
    protocol = 0;
    String trouble = (frame.bytes[at] >> 4 & 0xF) == 4 ? ip4(frame, at) : ip6(frame, at);
    if (trouble != null) {
      return trouble;
    }
    return switch (protocol) {
      case TCP, UDP, ICMP, ICMP6 -> beginsDatagram ? first(frame) : later();
      case -1 -> "IPv6 without an upper layer";
      default -> "IP protocol " + protocol;
    };
  }

  private @Nullable String ip4(Frame frame, int at) {
    int length = frame.length - at;
    int header = (frame.bytes[at] & 0xF) * 4;
    if (length < 20 || header < 20 || length < header) {
      return header >= 20 || length < 20 ? "cut in its IP header" : "a damaged IP header";
    }
    int total = frame.u16(at + 2);
    size = total == 0 ? frame.original - at : total; // 0: the network card was to cut it up
    if (size < header) {
      return "a damaged IP header";
    }
    source = Address.v4(frame.i32(at + 12));
    destination = Address.v4(frame.i32(at + 16));
    protocol = frame.bytes[at + 9] & 0xFF;
    int fragment = frame.u16(at + 6);
    fragmented = (fragment & 0x3FFF) != 0;
    beginsDatagram = (fragment & 0x1FFF) == 0;
    fragmentId = frame.u16(at + 4);
    from = at + header;
    to = (int) Math.min(frame.length, at + size);
    return null;
  }

  private @Nullable String ip6(Frame frame, int at) {
    if (frame.length - at < 40) {
      return "cut in its IP header";
    }
    int payload = frame.u16(at + 4);
    size = payload == 0 ? frame.original - at : payload + 40;
    source = new Address(frame.i64(at + 8), frame.i64(at + 16));
    destination = new Address(frame.i64(at + 24), frame.i64(at + 32));
    from = at + 40;
    to = (int) Math.min(frame.length, at + size);
    int next = frame.bytes[at + 6] & 0xFF;
    for (int headers = 0; headers < MOST_HEADERS; headers++) {
      switch (next) {
        case 0, 43, 60, 135, 139, 140, 51, 44 -> {
          if (to - from < 8) {
            return "cut in its IP header";
          }
          int follows = frame.bytes[from] & 0xFF;
          int units = frame.bytes[from + 1] & 0xFF;
          if (next == 44) {
            fragmented = (frame.u16(from + 2) & 0xFFF9) != 0;
            beginsDatagram = (frame.u16(from + 2) & 0xFFF8) == 0;
            fragmentId = frame.i32(from + 4);
          }
          from += next == 44 ? 8 : next == 51 ? (units + 2) * 4 : (units + 1) * 8;
          next = follows;
          if (!beginsDatagram) {
            protocol = next;
            return null;
          }
        }
        case 59 -> {
          protocol = -1;
          return null;
        }
        default -> {
          protocol = next;
          return null;
        }
      }
    }
    return "too many IPv6 headers";
  }

  private @Nullable String first(Frame frame) {
    int left = to - from;
    String cut = "cut before its ports";
    switch (protocol) {
      case TCP, UDP -> {
        if (left < 4) {
          return cut;
        }
        sourcePort = frame.u16(from);
        destinationPort = frame.u16(from + 2);
        if (fragmented) {
          fragments.put(fragment(), new Ports(sourcePort, destinationPort));
        }
        if (protocol == UDP) {
          from = Math.min(to, from + 8);
        } else if (left < 14) {
          from = to; // no flags: it counts, and tells nothing
        } else {
          flags = frame.bytes[from + 13];
          sequence = frame.i32(from + 4);
          from = Math.min(to, from + Math.max(20, (frame.bytes[from + 12] >> 2) & 0x3C));
        }
      }
      default -> {
        if (left < 2) {
          return cut;
        }
        type = frame.bytes[from] & 0xFF;
        code = frame.bytes[from + 1] & 0xFF;
        if (!isEcho()) {
          return (protocol == ICMP ? "ICMP message " : "ICMPv6 message ") + type + "/" + code;
        }
        if (left >= 6) {
          sourcePort = frame.u16(from + 4); // the identifier, of both directions
          destinationPort = sourcePort;
        }
      }
    }
    return null;
  }

  private @Nullable String later() {
    from = to;
    Ports ports = fragments.get(fragment());
    if (ports == null) {
      return "fragment of which the first was not seen";
    }
    sourcePort = ports.source();
    destinationPort = ports.destination();
    return null;
  }

  private Fragment fragment() {
    return new Fragment(source, destination, fragmentId, protocol);
  }

  /** An echo request or reply. */
  private boolean isEcho() {
    return protocol == ICMP ? type == 8 || type == 0 : type == 128 || type == 129;
  }

  /** Whether it answers an echo request. */
  boolean isEchoReply() {
    return protocol == ICMP ? type == 0 : protocol == ICMP6 && type == 129;
  }

  /** Whether it says that a packet could not be delivered: the packet lies in its payload. */
  boolean isUnreachable() {
    return protocol == ICMP ? type == 3 : protocol == ICMP6 && type == 1;
  }

  boolean has(int flag) {
    return (flags & flag) != 0;
  }
}
