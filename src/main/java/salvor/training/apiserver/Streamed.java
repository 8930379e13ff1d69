package salvor.training.apiserver;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * A body that goes out in pieces over HTTP.
 *
 * <p>What is there already is taken piece by piece as the reader takes it; what comes then waits in
 * a buffer. A reader that lets more than {@link #MOST} bytes wait is cut off, as the API server
 * ends a watch that does not keep up: it has to come again.
 */
final class Streamed implements Answer.Outgoing {
  /** How much may wait for a slow reader. */
  static final int MOST = 8 << 20;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final List<Runnable> onClose = new ArrayList<>();
  private boolean closed;
  private boolean stalled;
  private boolean ending;
  private Iterator<byte[]> first = Collections.emptyIterator();
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private long bytes;

  Streamed(Vertx vertx, HttpServerRequest request) {
    this.vertx = vertx;
    this.request = request;
    request.response().closeHandler(gone -> closed());
    request.response().exceptionHandler(gone -> closed());
    request.response().drainHandler(room -> pump());
  }

  @Override
  public void all(Iterator<byte[]> pieces) {
    first = pieces;
    pump();
  }

  private void pump() {
    while (!closed && !stalled && !request.response().writeQueueFull()) {
      if (first.hasNext()) {
        request.response().write(Buffer.buffer(first.next()));
      } else if (!waiting.isEmpty()) {
        first = Collections.emptyIterator(); // what it went through is not needed any more
        byte[] piece = waiting.remove();
        bytes -= piece.length;
        request.response().write(Buffer.buffer(piece));
      } else {
        if (ending) {
          request.response().end();
          closed();
        }
        return;
      }
    }
  }

  private void closed() {
    if (!closed) {
      closed = true;
      onClose.forEach(Runnable::run);
    }
  }

  @Override
  public void write(byte[] piece) {
    if (!closed && !stalled && !ending) {
      waiting.add(piece);
      bytes += piece.length;
      pump();
      if (bytes > MOST) {
        request.response().reset();
        closed();
      }
    }
  }

  @Override
  public void end() {
    ending = true;
    pump();
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
