package salvor.training.apiserver;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Serves an {@link Api} over TLS on loopback, to those who have a token. All requests and all
 * {@link #run} run one after the other on one event loop.
 */
public final class ApiServer implements AutoCloseable {
  private static final long SECONDS_TO_SETTLE = 30;

  /** Requests that are for no object: discovery, health, paths that are not served. */
  private static final String OTHER = "other";

  private final Vertx vertx;
  private final Context context;
  private final HttpServer server;
  private final Certificates certificates;
  private final Api api;
  private final Tokens tokens;
  private final Faults faults;
  private final InstantSource clock;
  private final Set<Streamed> streams = new LinkedHashSet<>();
  private final GoingWrong wrongs;
  private final RequestLog requests = new RequestLog();

  /**
   * Starts to serve.
   *
   * @param port the port on 127.0.0.1, 0 for any that is free
   * @param tokens who is let in
   */
  public ApiServer(
      Api api,
      int port,
      Certificates certificates,
      Tokens tokens,
      Faults faults,
      InstantSource clock) {
    this.api = api;
    this.certificates = certificates;
    this.tokens = tokens;
    this.faults = faults;
    this.clock = clock;
    this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    this.context = vertx.getOrCreateContext();
    this.wrongs = new GoingWrong(this, vertx);
    HttpServerOptions options =
        new HttpServerOptions()
            .setSsl(true)
            .setUseAlpn(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertValue(Buffer.buffer(certificates.certificate()))
                    .setKeyValue(Buffer.buffer(certificates.key())))
            .setMaxWebSocketFrameSize(1 << 20)
            .setWebSocketSubProtocols(List.of("v5.channel.k8s.io", "v4.channel.k8s.io"));
    this.server = vertx.createHttpServer(options).requestHandler(this::arrived);
    settled(server.listen(port, "127.0.0.1"));
  }

  /** The port that is served. */
  public int port() {
    return server.actualPort();
  }

  /** The certificate of the authority that vouches for this server, PEM. */
  public byte[] authority() {
    return certificates.authority();
  }

  /** What was asked last, oldest first; {@link #counts} has all. */
  public List<LoggedRequest> requests() {
    return requests.last();
  }

  /** How many requests there were of each verb and resource, such as {@code list pods}. */
  public Map<String, Long> counts() {
    return requests.counts();
  }

  /** Closes the connections of all watches and logs that are open, in the middle of them. */
  public void cut() {
    run(() -> {
      List.copyOf(streams).forEach(Streamed::cut);
      return streams.size();
    });
  }

  /** Says nothing more to the watches and logs that are open, and leaves them open: half-open. */
  public void stall() {
    run(() -> {
      streams.forEach(Streamed::stall);
      return streams.size();
    });
  }

  /** How many watches and logs are open. */
  public int openStreams() {
    return run(streams::size);
  }

  /**
   * Lets a token end. What is open stays open, as with Kubernetes; what is asked next is refused.
   */
  public void revoke(String token) {
    tokens.revoke(token);
  }

  /** Does something to the cluster between requests, and waits for it. */
  public <T extends @Nullable Object> T run(Supplier<T> work) {
    Promise<T> done = Promise.promise();
    context.runOnContext(turn -> {
      try {
        done.complete(work.get());
      } catch (RuntimeException e) {
        done.fail(e);
      }
    });
    return settled(done.future());
  }

  /** Does something to the cluster again and again, every so many milliseconds. */
  public void every(long millis, Runnable work) {
    vertx.setPeriodic(millis, id -> work.run());
  }

  @Override
  public void close() {
    settled(vertx.close());
  }

  private static <T extends @Nullable Object> T settled(Future<T> future) {
    try {
      return future.await(SECONDS_TO_SETTLE, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the practice server did not answer within " + SECONDS_TO_SETTLE + " s", e);
    }
  }

  private void arrived(HttpServerRequest request) {
    LoggedRequest logged =
        new LoggedRequest(
            request.method().name(),
            path(request),
            Optional.ofNullable(request.query()).orElse(""),
            header(request, "User-Agent"),
            clock.instant());
    requests.add(logged, sort(request));
    request
        .response()
        .putHeader(
            "Date",
            DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC)));
    Optional<Faults.Fault> fault = faults.next(logged);
    if (fault.isPresent()) {
      wrongs.go(request, fault.get());
    } else {
      serve(request);
    }
  }

  private static String header(HttpServerRequest request, String name) {
    return Optional.ofNullable(request.getHeader(name)).orElse("");
  }

  private static String path(HttpServerRequest request) {
    return Optional.ofNullable(request.path()).orElse("/");
  }

  void serve(HttpServerRequest request) {
    String authorization = header(request, "Authorization");
    Identity who =
        authorization.startsWith("Bearer ")
            ? tokens.who(authorization.substring(7), clock.instant()).orElse(null)
            : null;
    if (who == null) {
      send(request, 401, new ApiFailure(401, "Unauthorized", "Unauthorized").status());
    } else if (Sockets.wanted(request) || Spdy.wanted(request)) {
      answer(request, Buffer.buffer(), who);
    } else {
      RequestBody.of(
          request,
          body -> answer(request, body, who),
          failure -> send(request, failure.code(), failure.status()));
    }
  }

  private void answer(HttpServerRequest request, Buffer body, Identity who) {
    try {
      if (List.of("/healthz", "/livez", "/readyz").contains(path(request))) {
        request.response().end("ok");
        return;
      }
      Optional<Discovery.Found> discovered =
          api.discovery(path(request), header(request, "Accept"));
      if (discovered.isPresent()) {
        request.response().putHeader("Content-Type", discovered.get().contentType());
        send(request, 200, discovered.get().document());
        return;
      }
      Optional<ApiPath> path = api.path(path(request));
      write(
          request,
          path.isEmpty()
              ? new Answer.Text(404, "404 page not found\n")
              : api.answer(understood(request, path.get(), body, who)));
    } catch (ApiFailure failure) {
      send(request, failure.code(), failure.status());
    } catch (RuntimeException fault) {
      // The loop serves everybody: a request that nobody thought of must not stop it.
      if (!request.response().headWritten()) {
        send(
            request,
            500,
            new ApiFailure(500, "InternalError", "Internal error: " + fault).status());
      }
    }
  }

  private static ApiRequest understood(
      HttpServerRequest request, ApiPath path, Buffer body, Identity who) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    request.params().names().forEach(name -> query.put(name, request.params().getAll(name)));
    String type = header(request, "Content-Type");
    return new ApiRequest(
        verb(request, path),
        path,
        query,
        header(request, "Accept"),
        type.split(";")[0].strip(),
        body.getBytes(),
        who);
  }

  private static String verb(HttpServerRequest request, ApiPath path) {
    boolean watch = List.of("true", "1").contains(request.params().get("watch") + "");
    return Api.verb(request.method().name(), path, watch);
  }

  private String sort(HttpServerRequest request) {
    try {
      return api.path(path(request))
          .map(path ->
              verb(request, path)
                  + " "
                  + path.resource().qualified()
                  + (path.subresource().isEmpty() ? "" : "/" + path.subresource()))
          .orElse(OTHER);
    } catch (ApiFailure failure) {
      return OTHER;
    }
  }

  private void write(HttpServerRequest request, Answer answer) {
    switch (answer) {
      case Answer.Document(int code, JsonNode body) -> send(request, code, body);
      case Answer.Text(int code, String text) ->
          request.response().setStatusCode(code).putHeader("Content-Type", "text/plain").end(text);
      case Answer.Stream(String type, var writer) -> {
        request.response().putHeader("Content-Type", type).setChunked(true);
        request.response().writeHead();
        writer.accept(stream(request));
      }
      case Answer.Conversation(var talk) -> Sockets.open(vertx, request, talk);
    }
  }

  Streamed stream(HttpServerRequest request) {
    Streamed stream = new Streamed(vertx, request);
    streams.add(stream);
    stream.onClose(() -> streams.remove(stream));
    return stream;
  }

  void send(HttpServerRequest request, int code, JsonNode body) {
    if (wrongs.loses(request)) {
      return;
    }
    if (!request.response().headers().contains("Content-Type")) {
      request.response().putHeader("Content-Type", "application/json");
    }
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    if (Gzip.fits(header(request, "Accept-Encoding"), bytes.length)) {
      bytes = Gzip.of(bytes);
      request.response().putHeader("Content-Encoding", "gzip");
    }
    request.response().setStatusCode(code).end(Buffer.buffer(bytes));
  }
}
