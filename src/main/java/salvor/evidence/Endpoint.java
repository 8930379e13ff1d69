package salvor.evidence;

import org.jspecify.annotations.Nullable;

/**
 * One end of a connection.
 *
 * @param address the IP address as text, null when the source gave none
 * @param port the port, 0 when the source gave none
 * @param name who that is where the source itself says so: a DNS name or {@code namespace/pod}
 */
public record Endpoint(@Nullable String address, int port, @Nullable String name) {
  public static final Endpoint NONE = new Endpoint(null, 0, null);

  @Override
  public String toString() {
    String host = name != null ? name : address == null ? "" : address;
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == 0 ? shown : shown + ":" + port;
  }
}
