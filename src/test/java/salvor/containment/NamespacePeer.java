package salvor.containment;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A program that a test runs in a network namespace of its own: what a pod talks to, or what in a
 * pod talks. It ends when its standard input does.
 */
final class NamespacePeer {
  private NamespacePeer() {}

  /** Either {@code serve PORT...}, or {@code send HOST PORT FIRST_HOST FIRST_PORT}. */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (arguments[0].equals("serve")) {
      for (String port : Arrays.copyOfRange(arguments, 1, arguments.length)) {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(Integer.parseInt(port)));
        daemon(() -> accept(server));
      }
      DatagramSocket names = new DatagramSocket(53);
      daemon(() -> names(names));
      out.println("serving");
    } else {
      daemon(() -> {
        reach(arguments[3], Integer.parseInt(arguments[4]));
        send(arguments[1], Integer.parseInt(arguments[2]), out);
      });
    }
    while (System.in.read() >= 0) {
      // until the test ends
    }
    System.exit(0);
  }

  /** Something that may fail because the other end does. */
  private interface Step {
    void run() throws IOException;
  }

  private static void daemon(Step step) {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            step.run();
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        });
  }

  private static void accept(ServerSocket server) throws IOException {
    while (true) {
      Socket socket = server.accept();
      Thread.ofPlatform().daemon().start(() -> serve(socket));
    }
  }

  /** Takes everything; a question for a page is answered. */
  private static void serve(Socket socket) {
    try (socket;
        InputStream in = socket.getInputStream();
        OutputStream out = socket.getOutputStream()) {
      byte[] bytes = new byte[4096];
      for (int length = in.read(bytes); length >= 0; length = in.read(bytes)) {
        if (length > 3 && new String(bytes, 0, 4, StandardCharsets.ISO_8859_1).equals("GET ")) {
          out.write("HTTP/1.0 401 Unauthorized\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
          return;
        }
      }
    } catch (IOException _) {
      // the other end was cut off, which is what is tested
    }
  }

  private static void names(DatagramSocket socket) throws IOException {
    byte[] bytes = new byte[512];
    while (true) {
      DatagramPacket packet = new DatagramPacket(bytes, bytes.length);
      socket.receive(packet);
      bytes[2] |= (byte) 0x80; // it is an answer: such a name is not told
      socket.send(packet);
    }
  }

  /** Connects once, however long it takes until there is a way. */
  private static void reach(String host, int port) {
    boolean reached = false;
    while (!reached) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(host, port));
        reached = true;
      } catch (IOException _) {
        // the interfaces are not up yet
      }
    }
  }

  /** As a miner does: sends all the time, and connects anew when the connection ends. */
  private static void send(String host, int port, PrintStream out) {
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(new InetSocketAddress(host, port));
        out.println("connected");
        OutputStream to = socket.getOutputStream();
        while (true) {
          to.write("share\n".getBytes(StandardCharsets.ISO_8859_1));
          Thread.sleep(5);
        }
      } catch (IOException _) {
        // it tries again
      } catch (InterruptedException _) {
        return;
      }
    }
  }
}
