package salvor.cluster.fabric8;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Trouble;

/** The beginning of a WebSocket: opened, or what the server said instead. */
final class Handshake {
  private static final int MOST = 1 << 20;

  /** Over once nobody wants the socket any more. */
  private final CompletableFuture<Void> abandoned = new CompletableFuture<>();

  /** Nobody wants the socket any more, whether it is open or not. */
  void abandon() {
    abandoned.complete(null);
  }

  /**
   * Waits until the socket is open, or nobody wants it any more. The client cannot be told that: it
   * gives the connection up at its own limit, and what is opened before that is for the listener to
   * close.
   *
   * @throws ClusterFailure when it is not: with the server's own words, where it answered
   */
  void await(CompletableFuture<WebSocket> opening, String server, Duration limit)
      throws ClusterFailure {
    try {
      CompletableFuture.anyOf(opening, abandoned).get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!opening.isDone()) {
        throw new ClusterFailure(new Trouble.Other("closed"));
      }
    } catch (ExecutionException failed) {
      HttpResponse<?> answer = answer(failed);
      throw new ClusterFailure(
          answer == null ? Failures.of(failed, server, limit) : refused(server, answer));
    } catch (TimeoutException e) {
      throw new ClusterFailure(new Trouble.TimedOut(server, limit));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ClusterFailure(new Trouble.Other("closed"));
    }
  }

  private static @Nullable HttpResponse<?> answer(Throwable failed) {
    Throwable cause = failed;
    for (int depth = 0; cause != null && depth < 10; depth++, cause = cause.getCause()) {
      if (cause instanceof WebSocketHandshakeException handshake) {
        return handshake.getResponse();
      }
    }
    return null;
  }

  private static Trouble refused(String server, HttpResponse<?> answer) {
    byte[] body =
        answer.body() instanceof String text
            ? text.substring(0, Math.min(text.length(), MOST)).getBytes(StandardCharsets.UTF_8)
            : new byte[0];
    return Failures.answer(
        server,
        answer.statusCode(),
        answer.headers().firstValue("Content-Type").orElse(null),
        answer.headers().firstValue("Retry-After").orElse(null),
        body);
  }
}
