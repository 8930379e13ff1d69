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

  /**
   * The port that serves. Where both ends have one address, sensors take one end for the other:
   * there it is the lower port, since clients get theirs from the upper range.
   *
   * @param port the one that serves by the record
   */
  public static int served(Endpoint local, Endpoint remote, int port) {
    boolean alike = local.address != null && local.address.equals(remote.address);
    return served(alike, local.port, remote.port, port);
  }

  /** The same where it is known whether both ends have one address. */
  public static int served(boolean alike, int local, int remote, int port) {
    return alike && local > 0 && remote > 0 ? Math.min(local, remote) : port;
  }

  @Override
  public String toString() {
    String host = name != null ? name : address == null ? "" : address;
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == 0 ? shown : shown + ":" + port;
  }
}
