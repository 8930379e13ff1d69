package salvor.cluster.fabric8;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Trouble;

/**
 * One request and its answer, piece by piece, for one thread that reads; any may close it.
 *
 * <p>The client calls back on threads of its own. What it says lands in a queue, so that the reader
 * can wait with a time limit and be released by {@link #close} without an interrupt. The next piece
 * is asked for only when the last was taken: a slow reader slows the server, and fills no memory.
 */
final class Exchange implements AutoCloseable {
  private sealed interface Arrival {
    record Head(HttpResponse<AsyncBody> response) implements Arrival {}

    record Piece(byte[] bytes) implements Arrival {}

    record End() implements Arrival {}

    record Broken(Throwable why) implements Arrival {}

    record Closed() implements Arrival {}
  }

  private final LinkedBlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
  private final String server;
  private volatile @Nullable AsyncBody body;
  private volatile boolean closed;
  private boolean ended;

  private Exchange(String server) {
    this.server = server;
  }

  static Exchange start(HttpClient client, HttpRequest request, String server) {
    Exchange exchange = new Exchange(server);
    // what goes wrong comes as an arrival
    var _ =
        client
            .consumeBytes(request, (pieces, body) -> exchange.arrived(pieces))
            .whenComplete((response, broken) -> {
              if (response == null) {
                exchange.arrivals.add(new Arrival.Broken(broken));
              } else {
                exchange.begun(response);
              }
            });
    return exchange;
  }

  private void arrived(List<ByteBuffer> pieces) {
    int length = pieces.stream().mapToInt(ByteBuffer::remaining).sum();
    ByteBuffer all = ByteBuffer.allocate(length);
    pieces.forEach(all::put);
    arrivals.add(new Arrival.Piece(all.array()));
  }

  private void begun(HttpResponse<AsyncBody> response) {
    body = response.body();
    arrivals.add(new Arrival.Head(response));
    var _ =
        response
            .body()
            .done()
            .whenComplete((nothing, broken) ->
                arrivals.add(broken == null ? new Arrival.End() : new Arrival.Broken(broken)));
    if (closed) {
      response.body().cancel();
    }
  }

  /**
   * Waits for the head of the answer.
   *
   * @throws ClusterFailure when none comes
   */
  HttpResponse<AsyncBody> head(Duration limit) throws ClusterFailure {
    return switch (take(limit)) {
      case Arrival.Head(var response) -> response;
      case Arrival.Broken(Throwable why) ->
          throw new ClusterFailure(Failures.of(why, server, limit));
      case Arrival.Closed(), Arrival.End(), Arrival.Piece _ -> throw closedByUs();
    };
  }

  /**
   * Waits for the next piece of the body; null at its end.
   *
   * @throws ClusterFailure when it breaks off, nothing comes for so long, or it was closed
   */
  byte @Nullable [] next(Duration limit) throws ClusterFailure {
    AsyncBody from = body;
    if (from == null || closed) {
      throw closedByUs();
    }
    if (ended) {
      return null;
    }
    from.consume();
    return switch (take(limit)) {
      case Arrival.Piece(byte[] bytes) -> bytes;
      case Arrival.End() -> {
        ended = true;
        yield null;
      }
      case Arrival.Broken(Throwable why) ->
          throw new ClusterFailure(Failures.broken(why, server, limit));
      case Arrival.Closed(), Arrival.Head _ -> throw closedByUs();
    };
  }

  private Arrival take(Duration limit) throws ClusterFailure {
    try {
      Arrival next = arrivals.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (next == null) {
        close();
        throw new ClusterFailure(new Trouble.TimedOut(server, limit));
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw closedByUs();
    }
  }

  private static ClusterFailure closedByUs() {
    return new ClusterFailure(new Trouble.Other("closed"));
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    closed = true;
    AsyncBody open = body;
    if (open != null) {
      open.cancel();
    }
    arrivals.add(new Arrival.Closed());
  }
}
