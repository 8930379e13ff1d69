package salvor.cluster.fabric8;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import salvor.jobs.Jobs;

/** A proxy that lets through, until it refuses. */
final class Proxy implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Jobs jobs = new Jobs();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private volatile boolean refuses;

  Proxy() throws IOException {
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

  int port() {
    return server.getLocalPort();
  }

  List<String> asked() {
    return asked;
  }

  void refuse() {
    refuses = true;
  }

  private Boolean serve(Socket client) throws IOException {
    StringBuilder head = new StringBuilder();
    InputStream in = client.getInputStream();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    String line = head.substring(0, head.indexOf("\r\n"));
    asked.add(line);
    String answer = refuses ? "403 Forbidden\r\nContent-Length: 0" : "200 Connection established";
    client
        .getOutputStream()
        .write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    if (!refuses) {
      String[] to = line.split(" ")[1].split(":");
      Socket there = new Socket(to[0], Integer.parseInt(to[1]));
      open.add(there);
      jobs.start("back", p -> there.getInputStream().transferTo(client.getOutputStream()));
      in.transferTo(there.getOutputStream());
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket each : open) {
      each.close();
    }
  }
}
