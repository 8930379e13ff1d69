package salvor.training.apiserver;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** Conversations over WebSockets, in the channels of {@code v4} and {@code v5.channel.k8s.io}. */
final class Sockets implements Answer.Channels {
  private static final int STATUS = 3;
  private static final int CLOSE = 255;
  private final Vertx vertx;
  private final ServerWebSocket socket;
  private final List<Runnable> onClose = new ArrayList<>();
  private Consumer<byte[]> input = bytes -> {};
  private boolean closed;

  private Sockets(Vertx vertx, ServerWebSocket socket) {
    this.vertx = vertx;
    this.socket = socket;
    socket.handler(this::arrived);
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

  private void arrived(Buffer frame) {
    if (frame.length() == 0) {
      return;
    }
    int channel = frame.getByte(0) & 0xff;
    if (channel == 0) {
      byte[] bytes = frame.getBytes(1, frame.length());
      if (bytes.length > 0) {
        input.accept(bytes);
      }
    } else if (channel == CLOSE) {
      input.accept(new byte[0]);
    }
  }

  private void closed() {
    if (!closed) {
      closed = true;
      onClose.forEach(Runnable::run);
    }
  }

  @Override
  public void send(int channel, byte[] bytes) {
    for (int from = 0; from < bytes.length && !closed; from += 1 << 16) {
      byte[] piece = Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + (1 << 16)));
      frame(channel, piece);
    }
  }

  private void frame(int channel, byte[] piece) {
    socket.writeBinaryMessage(Buffer.buffer().appendByte((byte) channel).appendBytes(piece));
  }

  @Override
  public void onInput(Consumer<byte[]> reader) {
    input = reader;
  }

  @Override
  public void end(JsonNode status) {
    if (!closed) {
      frame(STATUS, status.toString().getBytes(StandardCharsets.UTF_8));
      socket.close();
      closed();
    }
  }

  @Override
  public void onClose(Runnable then) {
    onClose.add(then);
  }

  @Override
  public void later(long millis, Runnable then) {
    vertx.setTimer(
        Math.max(1, millis),
        id -> {
          if (!closed) {
            then.run();
          }
        });
  }
}
