package salvor.cluster.fabric8;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Trouble.ProxyFailed.Why;

/**
 * Opens connections through a proxy: by CONNECT (RFC 9110, section 9.3.6), in clear or by TLS, or
 * by SOCKS 5 (RFC 1928, with the passwords of RFC 1929). A name is left to the proxy to look up:
 * behind it there may be other names than here.
 *
 * @param proxy the proxy
 * @param tls by what a proxy that speaks TLS is believed; null for the others
 * @param verified whether its certificate has to be for its name
 * @param limit for all of it
 */
record ProxyDoor(ProxyServer proxy, @Nullable SSLContext tls, boolean verified, Duration limit) {
  private static final int LONGEST_HEAD = 1 << 14;
  private static final int ADDRESS_4 = 1;
  private static final int NAME = 3;
  private static final int ADDRESS_6 = 4;

  /** The proxy does not open the connection. */
  static final class Shut extends IOException {
    private static final long serialVersionUID = 1L;
    private final Why reason;

    Shut(Why reason, String said) {
      super(said);
      this.reason = reason;
    }

    Why reason() {
      return reason;
    }
  }

  /**
   * A connection to a host and port.
   *
   * @param opened is told of each socket before anything is waited for, so that it can be closed
   */
  Socket open(String host, int port, Consumer<Socket> opened) throws Shut {
    long end = System.nanoTime() + limit.toNanos();
    Socket socket = new Socket();
    opened.accept(socket);
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address(), (int) limit.toMillis());
      socket.setSoTimeout((int) limit.toMillis());
      Socket through = tls == null ? socket : encrypted(socket, tls);
      opened.accept(through);
      Talk talk = new Talk(through, end);
      if (proxy.kind() == ProxyServer.Kind.SOCKS5) {
        greet(talk);
        ask(talk, host, port);
      } else {
        connect(talk, (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
      }
      through.setSoTimeout(0); // from here on it is the business of who reads
      return through;
    } catch (IOException cause) {
      close(socket);
      throw shut(cause);
    }
  }

  private InetSocketAddress address() throws Shut {
    InetSocketAddress address = new InetSocketAddress(proxy.host(), proxy.port());
    if (address.isUnresolved()) {
      throw new Shut(Why.UNKNOWN_HOST, proxy.host());
    }
    return address;
  }

  private SSLSocket encrypted(Socket socket, SSLContext by) throws IOException {
    SSLSocket through =
        (SSLSocket) by.getSocketFactory().createSocket(socket, proxy.host(), proxy.port(), true);
    if (verified) {
      SSLParameters named = through.getSSLParameters();
      named.setEndpointIdentificationAlgorithm("HTTPS");
      through.setSSLParameters(named);
    }
    through.startHandshake();
    return through;
  }

  /** What is read until the end of the time, byte by byte: nothing beyond is taken. */
  private record Talk(Socket socket, long end) {
    void say(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    byte[] hear(int count) throws IOException {
      byte[] heard = new byte[count];
      InputStream in = socket.getInputStream();
      for (int i = 0; i < count; i++) {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
          throw new SocketTimeoutException("no whole answer in time");
        }
        socket.setSoTimeout((int) left);
        int next = in.read();
        if (next < 0) {
          throw new Shut(Why.BROKEN, "it closed the connection");
        }
        heard[i] = (byte) next;
      }
      return heard;
    }
  }

  private void connect(Talk talk, String target) throws IOException {
    StringBuilder request = new StringBuilder("CONNECT " + target + " HTTP/1.1\r\n");
    request.append("Host: ").append(target).append("\r\nUser-Agent: salvor\r\n");
    if (!proxy.user().isEmpty()) {
      byte[] who = (proxy.user() + ":" + proxy.password()).getBytes(StandardCharsets.UTF_8);
      String told = Base64.getEncoder().encodeToString(who);
      request.append("Proxy-Authorization: Basic ").append(told).append("\r\n");
    }
    talk.say(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
    StringBuilder head = new StringBuilder();
    while (head.length() < LONGEST_HEAD && head.indexOf("\r\n\r\n") < 0) {
      head.append((char) (talk.hear(1)[0] & 0xff));
      if (head.length() == 5 && !head.toString().equals("HTTP/")) {
        break;
      }
    }
    String line = head.toString().lines().findFirst().orElse("");
    if (!line.matches("HTTP/1\\.[01] [0-9]{3}( .*)?") || head.indexOf("\r\n\r\n") < 0) {
      throw new Shut(Why.NO_PROXY, line);
    }
    int code = Integer.parseInt(line.substring(9, 12));
    if (code < 200 || code > 299) {
      throw new Shut(
          code == 407
              ? Why.CREDENTIALS
              : code == 403 ? Why.FORBIDDEN : code >= 500 ? Why.NO_SERVER : Why.NO_PROXY,
          line.substring(9));
    }
  }

  private void greet(Talk talk) throws IOException {
    boolean named = !proxy.user().isEmpty();
    talk.say(named ? new byte[] {5, 2, 0, 2} : new byte[] {5, 1, 0});
    byte[] chosen = talk.hear(2);
    if (chosen[0] != 5) {
      throw new Shut(Why.NO_PROXY, "SOCKS 5 was spoken, and byte " + chosen[0] + " came back");
    }
    if (chosen[1] == 2 && named) {
      byte[] user = proxy.user().getBytes(StandardCharsets.UTF_8);
      byte[] password = proxy.password().getBytes(StandardCharsets.UTF_8);
      if (user.length > 255 || password.length > 255) {
        throw new Shut(Why.CREDENTIALS, "SOCKS takes no more than 255 bytes of each");
      }
      ByteBuffer who = ByteBuffer.allocate(3 + user.length + password.length);
      who.put((byte) 1).put((byte) user.length).put(user);
      talk.say(who.put((byte) password.length).put(password).array());
      if (talk.hear(2)[1] != 0) {
        throw new Shut(Why.CREDENTIALS, "it does not accept these");
      }
    } else if (chosen[1] != 0) {
      throw new Shut(Why.CREDENTIALS, named ? "it takes no password" : "it wants some");
    }
  }

  private static void ask(Talk talk, String host, int port) throws IOException {
    boolean number = host.contains(":") || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    byte[] to =
        number // written as one: nothing is looked up
            ? InetAddress.getByName(host).getAddress()
            : host.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer request = ByteBuffer.allocate(7 + to.length);
    request.put((byte) 5).put((byte) 1).put((byte) 0);
    request.put((byte) (!number ? NAME : to.length == 4 ? ADDRESS_4 : ADDRESS_6));
    if (!number) {
      request.put((byte) to.length);
    }
    request.put(to).putShort((short) port);
    talk.say(java.util.Arrays.copyOf(request.array(), request.position()));
    byte[] reply = talk.hear(4);
    if (reply[0] != 5) {
      throw new Shut(Why.NO_PROXY, "SOCKS 5 was spoken, and byte " + reply[0] + " came back");
    }
    switch (reply[1]) {
      case 0 -> {}
      case 2 -> throw new Shut(Why.FORBIDDEN, "SOCKS reply 2");
      case 3 -> throw new Shut(Why.NO_SERVER, "network unreachable");
      case 4 -> throw new Shut(Why.NO_SERVER, "host unreachable or unknown");
      case 5 -> throw new Shut(Why.NO_SERVER, "connection refused");
      default -> throw new Shut(Why.NO_SERVER, "SOCKS reply " + reply[1]);
    }
    int bound = reply[3] == NAME ? talk.hear(1)[0] & 0xff : reply[3] == ADDRESS_6 ? 16 : 4;
    talk.hear(bound + 2);
  }

  private Shut shut(IOException cause) {
    String said = String.valueOf(cause.getMessage());
    return switch (cause) {
      case Shut already -> already;
      case SocketTimeoutException _ ->
          new Shut(Why.SILENT, "nothing for " + limit.toMillis() + " ms");
      case SSLException _ ->
          new Shut(
              said.contains("SSL message") || said.contains("plaintext")
                  ? Why.NO_PROXY
                  : said.contains("terminated") ? Why.BROKEN : Why.CERTIFICATE,
              said);
      case NoRouteToHostException _ -> new Shut(Why.NO_ROUTE, said);
      case ConnectException _ ->
          new Shut(said.contains("unreachable") ? Why.NO_ROUTE : Why.REFUSED, said);
      default -> new Shut(Why.BROKEN, said);
    };
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // it is given up in any case
    }
  }
}
