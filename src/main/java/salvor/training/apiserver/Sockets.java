package salvor.training.apiserver;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Conversations over WebSockets, in the channels of {@code v4} and {@code v5.channel.k8s.io}. */
final class Sockets extends Conversing {
  private static final int CLOSE = 255;
  private final ServerWebSocket socket;

  private Sockets(Vertx vertx, ServerWebSocket socket) {
    super(vertx);
    this.socket = socket;
    socket.handler(this::frame);
    socket.closeHandler(gone -> closed());
    socket.exceptionHandler(gone -> closed());
  }

  static boolean wanted(HttpServerRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }

  /** Opens a conversation, by the way that is asked for. */
  static void open(Vertx vertx, HttpServerRequest request, Consumer<Answer.Channels> talk) {
    if (Spdy.wanted(request)) {
      Spdy.open(vertx, request, talk);
      return;
    } else if (!wanted(request)) {
      request
          .response()
          .setStatusCode(400)
          .putHeader("Content-Type", "application/json")
          .end(
              ApiFailure.badRequest("Upgrade request required: WebSocket or SPDY/3.1")
                  .status()
                  .toString());
      return;
    }
    request.toWebSocket().onSuccess(socket -> talk.accept(new Sockets(vertx, socket)));
  }

  private void frame(Buffer frame) {
    if (frame.length() == 0) {
      return;
    }
    int channel = frame.getByte(0) & 0xff;
    if (channel == 0) {
      byte[] bytes = frame.getBytes(1, frame.length());
      if (bytes.length > 0) {
        arrived(bytes);
      }
    } else if (channel == CLOSE) {
      arrived(new byte[0]);
    }
  }

  @Override
  public void send(int channel, byte[] bytes) {
    for (int from = 0; from < bytes.length && !isClosed(); from += 1 << 16) {
      byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + (1 << 16)));
      frame(channel, piece);
    }
  }

  private void frame(int channel, byte[] piece) {
    socket.writeBinaryMessage(Buffer.buffer().appendByte((byte) channel).appendBytes(piece));
  }

  @Override
  public void end(JsonNode status) {
    if (!isClosed()) {
      frame(STATUS, status.toString().getBytes(StandardCharsets.UTF_8));
      socket.close();
      closed();
    }
  }
}
