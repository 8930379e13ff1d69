package salvor.cluster.fabric8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import salvor.jobs.Jobs;

/** A server of WebSockets that sends what no orderly one would; one connection at a time. */
final class RawSockets implements AutoCloseable {
  /** What it does with a connection after the handshake. */
  interface Behaviour {
    void act(Connection connection) throws IOException;
  }

  /** The server's end of a connection. */
  record Connection(DataInputStream in, OutputStream out) {
    /** Sends a frame of binary data, of its first byte a channel. */
    void message(int channel, byte[] bytes) throws IOException {
      byte[] all = new byte[bytes.length + 1];
      all[0] = (byte) channel;
      System.arraycopy(bytes, 0, all, 1, bytes.length);
      frame(2, all);
    }

    void message(int channel, String text) throws IOException {
      message(channel, text.getBytes(StandardCharsets.UTF_8));
    }

    /** RFC 6455, section 5.2. */
    void frame(int opcode, byte[] payload) throws IOException {
      ByteBuffer head = ByteBuffer.allocate(10).put((byte) (0x80 | opcode));
      if (payload.length < 126) {
        head.put((byte) payload.length);
      } else {
        head.put((byte) 127).putLong(payload.length);
      }
      out.write(head.array(), 0, head.position());
      out.write(payload);
      out.flush();
    }

    /** Closes as RFC 6455, section 7.1.1, has it: the client hangs up, once it has read all. */
    void bye() throws IOException {
      frame(8, new byte[] {3, (byte) 0xe8});
      while (in.read() >= 0) {
        // what it still sends is nobody's
      }
    }

    /** A frame of the client without its mask, of less than 64 KiB. */
    byte[] read() throws IOException {
      in.readByte();
      int length = in.readByte() & 0x7f;
      if (length == 126) {
        length = in.readUnsignedShort();
      }
      byte[] mask = in.readNBytes(4);
      byte[] payload = in.readNBytes(length);
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i % 4];
      }
      return payload;
    }
  }

  private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
  private final List<String> heads = new ArrayList<>();

  RawSockets(Behaviour behaviour) throws IOException {
    new Jobs()
        .start(
            "Raw sockets",
            _ -> {
              while (!listening.isClosed()) {
                try (Socket socket = listening.accept()) {
                  serve(socket, behaviour);
                } catch (IOException gone) {
                  // the client, or this server: what the client makes of it is tested
                }
              }
              return true;
            });
  }

  String address() {
    return "http://127.0.0.1:" + listening.getLocalPort();
  }

  synchronized List<String> heads() {
    return List.copyOf(heads);
  }

  private synchronized void keep(String head) {
    heads.add(head);
  }

  private void serve(Socket socket, Behaviour behaviour) throws IOException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    StringBuilder head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) {
      head.append((char) in.readUnsignedByte());
    }
    keep(head.toString());
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Protocol: "
            + header(head, "sec-websocket-protocol")
            + "\r\nSec-WebSocket-Accept: "
            + accept(header(head, "sec-websocket-key"))
            + "\r\n\r\n";
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    behaviour.act(new Connection(in, socket.getOutputStream()));
  }

  private static String header(CharSequence head, String name) {
    return head.toString()
        .lines()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElseThrow();
  }

  private static String accept(String key) {
    try {
      byte[] both =
          (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII);
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(both));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
