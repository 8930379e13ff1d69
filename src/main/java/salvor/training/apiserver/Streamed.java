package salvor.training.apiserver;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayList;
import java.util.List;

/** A body that goes out in pieces over HTTP. */
final class Streamed implements Answer.Outgoing {
  private final Vertx vertx;
  private final HttpServerRequest request;
  private final List<Runnable> onClose = new ArrayList<>();
  private boolean closed;
  private boolean stalled;

  Streamed(Vertx vertx, HttpServerRequest request) {
    this.vertx = vertx;
    this.request = request;
    request.response().closeHandler(gone -> closed());
    request.response().exceptionHandler(gone -> closed());
  }

  private void closed() {
    if (!closed) {
      closed = true;
      onClose.forEach(Runnable::run);
    }
  }

  @Override
  public void write(byte[] piece) {
    if (!closed && !stalled) {
      request.response().write(Buffer.buffer(piece));
    }
  }

  @Override
  public void end() {
    if (!closed && !stalled) {
      request.response().end();
      closed();
    }
  }

  /** The connection ends in the middle. */
  void cut() {
    request.connection().close();
    closed();
  }

  /** The connection stays, and nothing more is said. */
  void stall() {
    stalled = true;
  }

  @Override
  public void onClose(Runnable then) {
    onClose.add(then);
  }

  @Override
  public void later(long millis, Runnable then) {
    long timer =
        vertx.setTimer(
            Math.max(1, millis),
            id -> {
              if (!closed) {
                then.run();
              }
            });
    onClose.add(() -> vertx.cancelTimer(timer));
  }
}
