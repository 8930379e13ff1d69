package salvor.training.apiserver;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.function.Consumer;

/** Takes in the body of a request, up to a size; what is longer is refused, not kept. */
final class RequestBody {
  /** The most that is read, as much as etcd-backed servers take. */
  static final int MOST = 10 * 1024 * 1024;

  private final Buffer body = Buffer.buffer();
  private boolean refused;

  private RequestBody() {}

  /**
   * Gives the whole body to {@code then}, or {@code refuse} a failure as soon as it is too long.
   */
  static void of(HttpServerRequest request, Consumer<Buffer> then, Consumer<ApiFailure> refuse) {
    RequestBody taken = new RequestBody();
    request.handler(piece -> taken.add(piece, refuse));
    request.endHandler(end -> {
      if (!taken.refused) {
        then.accept(taken.body);
      }
    });
  }

  private void add(Buffer piece, Consumer<ApiFailure> refuse) {
    if (refused) {
      return;
    }
    if (body.length() + piece.length() > MOST) {
      refused = true;
      refuse.accept(
          new ApiFailure(
              413, "RequestEntityTooLarge", "Request entity too large: limit is " + MOST));
    } else {
      body.appendBuffer(piece);
    }
  }
}
