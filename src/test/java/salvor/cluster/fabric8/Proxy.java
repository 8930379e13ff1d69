package salvor.cluster.fabric8;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import salvor.cluster.Credentials;
import salvor.cluster.Material;
import salvor.jobs.Jobs;
import salvor.training.apiserver.Certificates;

/**
 * A proxy that lets through, until it refuses: by CONNECT, in clear or by TLS, or by SOCKS 5. It
 * knows the name {@code kubernetes}, which nobody else does.
 */
final class Proxy implements AutoCloseable {
  private static final String WHO = "me:se cret%/@";

  /** How the user and password that it wants stand in an address. */
  static final String ENCODED = "me:se%20cret%25%2F%40";

  private final boolean socks;
  private final ServerSocket server;
  private final Jobs jobs = new Jobs();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile int refusal;
  private volatile boolean wantsPassword;
  private volatile boolean closesAfterYes;

  private Proxy(ServerSocket server, boolean socks) {
    this.server = server;
    this.socks = socks;
    jobs.start(
        "proxy",
        progress -> {
          while (true) {
            Socket client = server.accept();
            open.add(client);
            jobs.start("one connection", p -> serve(client));
          }
        });
  }

  static Proxy inClear() throws IOException {
    return new Proxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), false);
  }

  static Proxy ofSocks() throws IOException {
    return new Proxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), true);
  }

  static Proxy byTls(Certificates own) throws Exception {
    Credentials.Certificate shown =
        new Credentials.Certificate(pem(own.certificate()), pem(own.key()));
    SSLContext tls = SSLContext.getInstance("TLS");
    KeyManager[] keys = Tls.keys(shown);
    tls.init(keys, null, null);
    return new Proxy(
        tls.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
        false);
  }

  private static Material pem(byte[] pem) {
    return new Material(Base64.getEncoder().encodeToString(pem), null);
  }

  int port() {
    return server.getLocalPort();
  }

  /** The names and ports to which connections were asked for. */
  List<String> asked() {
    return asked;
  }

  /** From now on answers with this code of its protocol. */
  void refuse(int code) {
    refusal = code;
  }

  void wantPassword() {
    wantsPassword = true;
  }

  /** Says yes before it knows, as {@code ssh -D} does. */
  void closeAfterYes() {
    closesAfterYes = true;
  }

  /** Breaks all connections. */
  void breakAll() throws IOException {
    for (Socket each : open) {
      each.close();
    }
  }

  private Boolean serve(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    String target = socks ? socks(in, client) : connect(in, client);
    if (closesAfterYes || target.isEmpty()) {
      client.close();
      return false;
    }
    int colon = target.lastIndexOf(':');
    String host = target.substring(0, colon).replace("kubernetes", "127.0.0.1");
    Socket there = new Socket(host, Integer.parseInt(target.substring(colon + 1)));
    open.add(there);
    jobs.start(
        "back",
        p -> {
          there.getInputStream().transferTo(client.getOutputStream());
          client.close();
          return true;
        });
    try (there) {
      return in.transferTo(there.getOutputStream()) > 0;
    }
  }

  private String connect(DataInputStream in, Socket client) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    String target = head.toString().split(" ")[1];
    asked.add(target);
    String told = Base64.getEncoder().encodeToString(WHO.getBytes(StandardCharsets.UTF_8));
    int code =
        wantsPassword && head.indexOf("\r\nProxy-Authorization: Basic " + told + "\r\n") < 0
            ? 407
            : refusal == 0 ? 200 : refusal;
    String answer = "HTTP/1.1 " + code + " as told\r\n\r\n";
    client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    return code == 200 ? target : "";
  }

  /** As RFC 1928 and 1929 say. */
  private String socks(DataInputStream in, Socket client) throws IOException {
    expect(in, 5);
    byte[] methods = in.readNBytes(in.readUnsignedByte());
    int method = wantsPassword ? 2 : 0;
    boolean fits = false;
    for (byte each : methods) {
      fits |= each == method;
    }
    client.getOutputStream().write(new byte[] {5, (byte) (fits ? method : 0xff)});
    if (!fits) {
      return "";
    }
    if (wantsPassword) {
      expect(in, 1);
      String who = text(in) + ":" + text(in);
      client.getOutputStream().write(new byte[] {1, (byte) (who.equals(WHO) ? 0 : 1)});
      if (!who.equals(WHO)) {
        return "";
      }
    }
    expect(in, 5);
    expect(in, 1);
    expect(in, 0);
    int type = in.readUnsignedByte();
    String host =
        type == 3
            ? text(in)
            : InetAddress.getByAddress(in.readNBytes(type == 1 ? 4 : 16)).getHostAddress();
    String target = host + ":" + in.readUnsignedShort();
    asked.add(target);
    client.getOutputStream().write(new byte[] {5, (byte) refusal, 0, 1, 0, 0, 0, 0, 0, 0});
    return refusal == 0 ? target : "";
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.UTF_8);
  }

  private static void expect(DataInputStream in, int due) throws IOException {
    int is = in.readUnsignedByte();
    if (is != due) {
      throw new IOException(due + " is due, and " + is + " came");
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    breakAll();
  }
}
