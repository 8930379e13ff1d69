package salvor.cluster.fabric8;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import salvor.cluster.KubeContext;

/**
 * Which proxy leads to a server: that of the kubeconfig, else that of the environment, by the rules
 * of kubectl (golang.org/x/net/http/httpproxy): {@code HTTPS_PROXY} or {@code HTTP_PROXY} by the
 * server's scheme, none for loopback, none for what {@code NO_PROXY} names.
 */
final class ProxyChoice {
  private ProxyChoice() {}

  /** The proxy's address; empty for none. */
  static String of(KubeContext context, Map<String, String> environment) {
    if (!context.proxy().isEmpty()) {
      return context.proxy();
    }
    return of(URI.create(context.server()), environment);
  }

  /** That of the environment alone. */
  static String of(URI server, Map<String, String> environment) {
    String host = String.valueOf(server.getHost()).toLowerCase(Locale.ROOT);
    boolean plain = "http".equals(server.getScheme());
    String proxy = variable(environment, plain ? "HTTP_PROXY" : "HTTPS_PROXY");
    int port = server.getPort() < 0 ? (plain ? 80 : 443) : server.getPort();
    if (proxy.isEmpty() || isPassedBy(host, port, variable(environment, "NO_PROXY"))) {
      return "";
    }
    return proxy.contains("://") ? proxy : "http://" + proxy;
  }

  private static String variable(Map<String, String> environment, String name) {
    String upper = environment.getOrDefault(name, "");
    return upper.isEmpty()
        ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "").strip()
        : upper.strip();
  }

  private static boolean isPassedBy(String host, int port, String names) {
    InetAddress address = address(host);
    if (host.equals("localhost") || (address != null && address.isLoopbackAddress())) {
      return true;
    }
    for (String each : names.toLowerCase(Locale.ROOT).split(",")) {
      String name = each.strip();
      if (name.endsWith(":" + port) && address(name) == null) {
        name = name.substring(0, name.length() - (":" + port).length());
      }
      if (name.equals("*") || (address == null ? isOf(host, name) : isIn(address, name))) {
        return true;
      }
    }
    return false;
  }

  /** {@code foo.com} is itself and all below it, {@code .foo.com} and {@code *.foo.com} below. */
  private static boolean isOf(String host, String name) {
    String domain = name.startsWith("*.") ? name.substring(1) : name;
    return !domain.isEmpty()
        && (host.equals(domain) || host.endsWith(domain.startsWith(".") ? domain : "." + domain));
  }

  private static boolean isIn(InetAddress address, String name) {
    int slash = name.indexOf('/');
    InetAddress network = address(slash < 0 ? name : name.substring(0, slash));
    if (network == null || network.getAddress().length != address.getAddress().length) {
      return false;
    }
    int bits = 8 * address.getAddress().length;
    int prefix = slash < 0 ? bits : number(name.substring(slash + 1));
    return prefix >= 0
        && prefix <= bits
        && new BigInteger(1, address.getAddress())
                .xor(new BigInteger(1, network.getAddress()))
                .shiftRight(bits - prefix)
                .signum()
            == 0;
  }

  private static int number(String text) {
    return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : -1;
  }

  /** An address that is written as one; a name is not looked up. */
  private static @Nullable InetAddress address(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    if (!bare.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-f:.]*:[0-9a-f:.]*")) {
      return null;
    }
    try {
      return InetAddress.getByName(bare);
    } catch (UnknownHostException e) {
      return null; // written like one, and none
    }
  }
}
