package salvor.ingest.capture;

import org.jspecify.annotations.Nullable;

/** What lies around the IP packet (tcpdump.org, LINKTYPE values). */
final class LinkLayer {
  private static final int MOST_TAGS = 4;

  /** Where the IP packet begins; set where {@link #find} gives null. */
  int at;

  /** Finds the IP packet; gives why there is none. */
  @Nullable String find(Frame frame) {
    return switch (frame.linkType) {
      case 1 -> ethernet(frame, 12);
      case 12, 14, 101, 228, 229 -> ip(frame, 0); // raw
      case 0, 108 -> ip(frame, 4); // BSD loopback: the version of IP tells what it is
      case 113 -> ethernet(frame, 14); // Linux "any"
      case 276 -> ethernetType(frame, 0, 20);
      default -> "link type " + frame.linkType + ", which is not read";
    };
  }

  private @Nullable String ethernet(Frame frame, int type) {
    return ethernetType(frame, type, type + 2);
  }

  /**
   * @param type where the type is
   * @param behind what follows the header
   */
  private @Nullable String ethernetType(Frame frame, int type, int behind) {
    int from = behind;
    int where = type;
    for (int tags = 0; tags <= MOST_TAGS; tags++) {
      if (from > frame.length) {
        return "cut before its network layer";
      }
      int is = frame.u16(where);
      switch (is) {
        case 0x0800, 0x86DD -> {
          return ip(frame, from);
        }
        case 0x8100, 0x88A8, 0x9100 -> { // VLAN
          where = from + 2;
          from += 4;
        }
        case 0x0806 -> {
          return "ARP";
        }
        default -> {
          return is < 0x0600
              ? "not IP: an IEEE 802.2 frame"
              : "not IP: EtherType 0x%04x".formatted(is);
        }
      }
    }
    return "not IP: too many VLAN tags";
  }

  private @Nullable String ip(Frame frame, int from) {
    at = from;
    int version = from < frame.length ? frame.bytes[from] >> 4 & 0xF : -1;
    return version == 4 || version == 6
        ? null
        : version < 0 ? "cut before its network layer" : "not IP";
  }
}
