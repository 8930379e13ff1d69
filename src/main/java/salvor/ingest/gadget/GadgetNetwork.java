package salvor.ingest.gadget;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import salvor.evidence.Endpoint;
import salvor.ingest.Fields;
import tools.jackson.databind.JsonNode;

/** Addresses and names in the spellings of the generations. */
final class GadgetNetwork {
  private GadgetNetwork() {}

  /**
   * One end of a connection, {@code src} or {@code dst}: an object today, members of their own
   * before.
   */
  static Endpoint end(JsonNode record, String side) {
    JsonNode end = Fields.at(record, side);
    if (end == null || !end.isObject()) {
      end = Fields.at(record, side + "Endpoint");
    }
    if (end != null && end.isObject()) {
      return endpoint(end);
    }
    String first = side.substring(0, 1);
    String address = Fields.firstText(record, first + "addr", side);
    int port = Fields.port(record, first + "port");
    return new Endpoint(address, port, null);
  }

  /** An address with its port, and whom Kubernetes knows there. */
  static Endpoint endpoint(JsonNode end) {
    JsonNode k8s = Fields.at(end, "k8s") != null ? Fields.at(end, "k8s") : end;
    String name = Fields.firstText(k8s, "name", "podname");
    String namespace = Fields.text(k8s, "namespace");
    return new Endpoint(
        Fields.text(end, "addr"),
        Fields.port(end, "port"),
        name == null || namespace == null ? null : namespace + "/" + name);
  }

  /** The protocol's name; numbers are those of IANA. */
  static @Nullable String protocol(@Nullable String text) {
    return text == null
        ? null
        : switch (text) {
          case "6" -> "tcp";
          case "17" -> "udp";
          case "1" -> "icmp";
          default -> text.toLowerCase(Locale.ROOT);
        };
  }

  /** The addresses of a DNS answer, separated by spaces. */
  static @Nullable String answers(JsonNode record) {
    JsonNode list = Fields.at(record, "addresses");
    if (list == null) {
      Long count = Fields.number(record, "anaddrcount");
      String packed = Fields.text(record, "anaddr");
      return packed == null || count == null || count <= 0 ? null : unpacked(packed);
    }
    if (!list.isArray()) {
      String text = Fields.text(list);
      return text == null ? null : text.replace(',', ' ');
    }
    StringBuilder all = new StringBuilder();
    for (JsonNode each : list) {
      String text = Fields.text(each);
      if (text != null) {
        all.append(all.isEmpty() ? "" : " ").append(text);
      }
    }
    return all.isEmpty() ? null : all.toString();
  }

  /** 16 bytes in hexadecimal, an IPv4 address among them as {@code ::ffff:a.b.c.d}. */
  private static @Nullable String unpacked(String hex) {
    try {
      return hex.length() == 32
          ? InetAddress.getByAddress(HexFormat.of().parseHex(hex)).getHostAddress()
          : null;
    } catch (IllegalArgumentException | UnknownHostException _) {
      return null;
    }
  }
}
