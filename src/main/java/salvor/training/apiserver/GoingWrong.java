package salvor.training.apiserver;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import salvor.training.apiserver.Faults.Fault;

/** Does with a request what goes wrong on purpose. On the event loop of its server alone. */
final class GoingWrong {
  private final ApiServer server;
  private final Vertx vertx;
  private final Set<HttpServerRequest> lost = new HashSet<>();

  GoingWrong(ApiServer server, Vertx vertx) {
    this.server = server;
    this.vertx = vertx;
  }

  /** Whether the answer to a request gets lost, now that it is known. */
  boolean loses(HttpServerRequest request) {
    boolean loses = lost.remove(request);
    if (loses) {
      request.connection().close();
    }
    return loses;
  }

  void go(HttpServerRequest request, Fault fault) {
    switch (fault) {
      case Fault.Latency(long millis) -> {
        request.pause();
        vertx.setTimer(
            millis,
            id -> {
              server.serve(request);
              request.resume();
            });
      }
      case Fault.Failure(int code, String reason, String message, int retry) -> {
        if (retry > 0) {
          request.response().putHeader("Retry-After", Integer.toString(retry));
        }
        server.send(request, code, new ApiFailure(code, reason, message).status());
      }
      case Fault.Dropped() -> request.connection().close();
      case Fault.Lost() -> {
        lost.add(request);
        server.serve(request);
      }
      case Fault.HalfOpen() -> request.pause();
      case Fault.Page(int code, String contentType, String text) ->
          answered(request, code, contentType).end(text);
      case Fault.Packed(int code, byte[] body) ->
          answered(request, code, "application/json")
              .putHeader("Content-Encoding", "gzip")
              .end(Buffer.buffer(body));
      case Fault.Flood(String contentType, byte[] piece, int times, byte[] end) -> {
        request.response().putHeader("Content-Type", contentType).setChunked(true);
        Streamed stream = server.stream(request);
        stream.all(
            Stream.concat(Collections.nCopies(times, piece).stream(), Stream.of(end)).iterator());
        stream.end();
      }
    }
  }

  private static HttpServerResponse answered(HttpServerRequest request, int code, String type) {
    return request.response().setStatusCode(code).putHeader("Content-Type", type);
  }
}
