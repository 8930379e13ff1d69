package salvor.cluster.fabric8;

import io.fabric8.kubernetes.client.http.HttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Material;
import salvor.cluster.Trouble;
import salvor.cluster.Trouble.ProxyFailed.Why;
import salvor.jobs.Jobs;

/**
 * The way to one server through a proxy. The JDK's client speaks neither SOCKS nor TLS to a proxy,
 * and gives no password to one that it tunnels through; so it is led to a small proxy in this
 * process, which passes on to the real one. TLS to the server goes through unopened.
 *
 * <p>It listens on loopback alone, leads to this one server alone, and asks for a secret that only
 * our client is told: nobody else on this machine gets out by it.
 */
final class Tunnel implements AutoCloseable {
  private static final int LONGEST_HEAD = 1 << 13;
  private final ServerSocket entrance;
  private final byte[] secret;
  private final ProxyDoor door;
  private final String host;
  private final int port;
  private final Jobs jobs;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;
  private volatile @Nullable Trouble trouble;

  /** Begins to listen. */
  Tunnel(ProxyDoor door, String host, int port, Jobs jobs) throws IOException {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.secret =
        ("Bearer " + HexFormat.of().formatHex(random)).getBytes(StandardCharsets.US_ASCII);
    this.door = door;
    this.host = host.toLowerCase(Locale.ROOT);
    this.port = port;
    this.jobs = jobs;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    jobs.start(
        "Proxy",
        _ -> {
          while (!closed) {
            Socket client = entrance.accept();
            keep(client);
            jobs.start("Through the proxy", _ -> serve(client));
          }
          return closed;
        });
  }

  /** To a server through the proxy of an address. */
  static Tunnel to(
      URI server,
      String address,
      @Nullable Material authority,
      boolean unverified,
      Duration limit,
      Jobs jobs)
      throws ClusterFailure {
    ProxyServer proxy = ProxyServer.of(address);
    SSLContext tls =
        proxy.kind() == ProxyServer.Kind.HTTPS ? Tls.ofProxy(authority, unverified) : null;
    try {
      return new Tunnel(
          new ProxyDoor(proxy, tls, !unverified, limit),
          ProxyServer.bare(server.getHost()),
          server.getPort() < 0 ? 443 : server.getPort(),
          jobs);
    } catch (IOException cause) {
      throw new ClusterFailure(new Trouble.Other(String.valueOf(cause.getMessage())));
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress(entrance.getInetAddress(), entrance.getLocalPort());
  }

  /** What has to be told to be let through. */
  String secret() {
    return new String(secret, StandardCharsets.US_ASCII);
  }

  /** Has a client go through it. */
  void lead(HttpClient.Builder client) {
    client.proxyType(HttpClient.ProxyType.HTTP).proxyAddress(address());
    client.proxyAuthorization(secret()); // no Basic: the JDK would not send it
  }

  /** What is known better here of why no answer came. */
  Trouble of(Trouble told) {
    Trouble known = trouble;
    return known != null
            && told instanceof Trouble.Unreachable(_, var reason, _)
            && (reason == Trouble.Unreachable.Reason.PROXY
                || reason == Trouble.Unreachable.Reason.BROKEN)
        ? known
        : told;
  }

  private void keep(Socket socket) {
    open.add(socket);
    if (closed) {
      drop(socket);
    }
  }

  private Boolean serve(Socket client) throws IOException {
    Socket there = null;
    try {
      client.setTcpNoDelay(true);
      client.setSoTimeout((int) door.limit().toMillis());
      if (!isLetIn(client.getInputStream())) {
        answer(client, "403 Forbidden");
        return false;
      }
      client.setSoTimeout(0);
      there = door.open(host, port, this::keep);
      trouble = null;
      answer(client, "200 Connection established");
      Socket out = there;
      jobs.start("Back from the proxy", _ -> back(out, client));
      client.getInputStream().transferTo(there.getOutputStream());
    } catch (ProxyDoor.Shut shut) {
      trouble = failed(shut.reason(), String.valueOf(shut.getMessage()));
      answer(client, "502 Bad Gateway");
    } finally {
      drop(client);
      if (there != null) {
        drop(there);
      }
    }
    return true;
  }

  private Boolean back(Socket there, Socket client) throws IOException {
    long bytes = there.getInputStream().transferTo(client.getOutputStream());
    if (bytes == 0) { // ssh -D says yes before it has asked
      trouble = failed(Why.NO_SERVER, "it let through and then closed the connection");
    }
    client.shutdownOutput();
    return true;
  }

  private Trouble failed(Why reason, String said) {
    String server = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    return new Trouble.ProxyFailed(door.proxy().shown(), server, reason, said);
  }

  /** Whether it is our client that asks, for our server. */
  private boolean isLetIn(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int next; head.length() < LONGEST_HEAD && (next = in.read()) >= 0; ) {
      head.append((char) next);
      if (next == '\n' && head.indexOf("\r\n\r\n") >= 0) {
        break;
      }
    }
    boolean known = false;
    String target = "";
    for (String line : head.toString().lines().toList()) {
      int colon = line.indexOf(':');
      if (target.isEmpty()) {
        target = line;
      } else if (colon > 0 && line.substring(0, colon).equalsIgnoreCase("Proxy-Authorization")) {
        byte[] told = line.substring(colon + 1).strip().getBytes(StandardCharsets.ISO_8859_1);
        known = MessageDigest.isEqual(told, secret);
      }
    }
    String[] words = target.split(" ");
    int colon = words.length == 3 ? words[1].lastIndexOf(':') : -1;
    return known
        && colon > 0
        && words[0].equals("CONNECT")
        && ProxyServer.bare(words[1].substring(0, colon)).equalsIgnoreCase(host)
        && words[1].substring(colon + 1).equals(Integer.toString(port));
  }

  private static void answer(Socket client, String line) throws IOException {
    String head =
        "HTTP/1.1 " + line + "\r\n" + (line.startsWith("2") ? "" : "Content-Length: 0\r\n");
    client.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void drop(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is given up in any case
    }
    open.remove(socket);
  }

  @Override
  public void close() {
    closed = true;
    try {
      entrance.close();
    } catch (IOException e) {
      // nobody comes in any more in any case
    }
    open.forEach(this::drop);
  }
}
