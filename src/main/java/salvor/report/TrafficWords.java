package salvor.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Traffic;

/** What went over a connection, in words. The host that the client asked for is not among them. */
public final class TrafficWords {
  private TrafficWords() {}

  /** {@code 12 packets and 3,402 bytes sent, none received}; empty when nothing was counted. */
  public static String of(Traffic traffic) {
    List<String> parts = new ArrayList<>();
    add(parts, traffic.packetsOut(), traffic.bytesOut(), "sent");
    add(parts, traffic.packetsIn(), traffic.bytesIn(), "received");
    return String.join(", ", parts);
  }

  /** What stands behind a connection's protocol. */
  static @Nullable String behind(@Nullable String protocol, @Nullable Traffic traffic) {
    if (traffic == null) {
      return protocol;
    }
    List<String> parts = new ArrayList<>();
    for (String part :
        new String[] {
          protocol == null ? "" : protocol,
          of(traffic),
          traffic.asked() == null ? "" : "asked for " + traffic.asked(),
          traffic.translated() == null ? "" : "translated: " + traffic.translated()
        }) {
      if (!part.isEmpty()) {
        parts.add(part);
      }
    }
    return parts.isEmpty() ? null : String.join(", ", parts);
  }

  private static void add(List<String> parts, long packets, long bytes, String how) {
    if (packets == 0 || (packets < 0 && bytes == 0)) {
      parts.add("nothing " + how);
    } else if (packets > 0 || bytes > 0) {
      parts.add(
          (packets < 0 ? "" : count(packets, "packet"))
              + (packets > 0 && bytes >= 0 ? " and " : "")
              + (bytes < 0 ? "" : count(bytes, "byte"))
              + " "
              + how);
    }
  }

  private static String count(long number, String one) {
    return String.format(Locale.ROOT, "%,d %s%s", number, one, number == 1 ? "" : "s");
  }
}
