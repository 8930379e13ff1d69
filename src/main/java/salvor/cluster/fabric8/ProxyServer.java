package salvor.cluster.fabric8;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Secrets;
import salvor.cluster.Trouble;

/**
 * A proxy, as its address names it.
 *
 * @param kind how one speaks to it
 * @param host its name or number
 * @param port its port
 * @param user as whom, empty for nobody
 * @param password the user's
 * @param shown its address as it may be shown
 */
record ProxyServer(Kind kind, String host, int port, String user, String password, String shown) {
  /** How one speaks to a proxy. */
  enum Kind {
    /** CONNECT, in clear. */
    HTTP(80),
    /** CONNECT, by TLS. */
    HTTPS(443),
    /** RFC 1928; it looks the names up. */
    SOCKS5(1080);

    private final int port;

    Kind(int port) {
      this.port = port;
    }
  }

  /** As an address says, the ports being those of Go where it says none. */
  static ProxyServer of(String address) throws ClusterFailure {
    try {
      URI proxy = new URI(address);
      String host = proxy.getHost();
      String scheme = String.valueOf(proxy.getScheme()).toLowerCase(Locale.ROOT);
      if (host != null) {
        Kind kind =
            Kind.valueOf((scheme.equals("socks5h") ? "socks5" : scheme).toUpperCase(Locale.ROOT));
        String[] who = String.valueOf(proxy.getRawUserInfo()).split(":", 2);
        boolean named = proxy.getRawUserInfo() != null;
        return new ProxyServer(
            kind,
            bare(host),
            proxy.getPort() < 0 ? kind.port : proxy.getPort(),
            named ? decoded(who[0]) : "",
            named && who.length > 1 ? decoded(who[1]) : "",
            Secrets.address(address));
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // told below, without what it says: that may be the password
    }
    throw new ClusterFailure(new Trouble.ProxyUnusable(Secrets.address(address)));
  }

  /** A host without the brackets of an IPv6 address. */
  static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** A plus is a plus here. */
  private static String decoded(String part) {
    return URI.create("a:/" + part.replace("/", "%2F")).getPath().substring(1);
  }

  @Override
  public String toString() {
    return shown;
  }
}
