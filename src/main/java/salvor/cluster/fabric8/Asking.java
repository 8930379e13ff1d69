package salvor.cluster.fabric8;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Credentials;
import salvor.cluster.Trouble;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks one server, as one user. */
final class Asking implements AutoCloseable {
  private static final int MOST_BYTES = 512 << 20;

  /** An answer that took longer says too little of the clock. */
  private static final Duration TOO_SLOW = Duration.ofSeconds(10);

  private static final int MOST_OF_A_FAILURE = 1 << 20;
  private final String server;
  private final Authorization authorization;
  private final Clients clients;
  private final List<HttpClient> before = new ArrayList<>();
  private HttpClient client;
  private Credentials.@Nullable Certificate own;
  private final @Nullable Tunnel tunnel;
  private final Patience patience;
  private final InstantSource clock;
  private volatile Duration ahead = Duration.ZERO;

  /** Makes the client that shows a certificate. */
  @FunctionalInterface
  interface Clients {
    HttpClient of(Credentials.@Nullable Certificate own) throws ClusterFailure;
  }

  /** By the tunnel that the clients go through, where they do; closed with this. */
  Asking(
      String server,
      Authorization authorization,
      Clients clients,
      @Nullable Tunnel tunnel,
      Patience patience,
      InstantSource clock)
      throws ClusterFailure {
    this.server = server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
    this.authorization = authorization;
    this.clients = clients;
    this.tunnel = tunnel;
    this.own = authorization.certificate();
    this.client = clients.of(own);
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * The client for the next request. A connection keeps the certificate that it began with: for
   * another certificate there is another client, and what is open on the one before stays open.
   */
  private synchronized HttpClient client() throws ClusterFailure {
    authorization.renew();
    Credentials.Certificate now = authorization.certificate();
    if (!Objects.equals(now, own)) {
      HttpClient next = clients.of(now);
      before.add(client);
      client = next;
      own = now;
    }
    return client;
  }

  String server() {
    return server;
  }

  /** How far the server's clock was ahead at the last answer. */
  Duration ahead() {
    return ahead;
  }

  /** Starts a request whose answer is not waited for; see {@link #document}. */
  Exchange begin(String path, byte @Nullable [] post) throws ClusterFailure {
    HttpClient by = client();
    HttpRequest.Builder request = request(by, path, post).setHeader("Accept-Encoding", "gzip");
    // gives the connection up as well; the body of a stream must not be limited so
    request.timeout(patience.answer().toMillis(), TimeUnit.MILLISECONDS);
    return Exchange.start(by, request.build(), server);
  }

  /** Asks for a document. */
  JsonNode get(String path) throws ClusterFailure {
    return document(ask(path));
  }

  /** What came as the answer to a request, not understood yet. */
  @SuppressWarnings("ArrayRecordComponent") // bytes as they came; never compared
  record Received(int code, String type, byte[] body) {}

  /** Asks for a document, and gives its bytes. */
  Received ask(String path) throws ClusterFailure {
    try (Exchange exchange = begin(path, null)) {
      return received(exchange, patience.answer());
    } catch (ClusterFailure failure) {
      if (failure.trouble() instanceof Trouble.BadCredentials && authorization.renewable()) {
        try (Exchange again = begin(path, null)) {
          return received(again, patience.answer());
        }
      }
      throw failure;
    }
  }

  /**
   * Sends a change, once: only where the credentials were refused, which changes nothing, it is
   * sent again.
   */
  JsonNode send(ChangeRequest change) throws ClusterFailure {
    try {
      return sendOnce(change);
    } catch (ClusterFailure failure) {
      if (failure.trouble() instanceof Trouble.BadCredentials && authorization.renewable()) {
        return sendOnce(change);
      }
      throw failure;
    }
  }

  private JsonNode sendOnce(ChangeRequest change) throws ClusterFailure {
    HttpClient by = client();
    HttpRequest.Builder request = request(by, change.path(), null);
    request.method(change.method(), change.mediaType(), change.body().toString());
    Duration limit = change.isLong() ? patience.silence() : patience.answer();
    request.timeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    try (Exchange exchange = Exchange.start(by, request.build(), server)) {
      return document(received(exchange, limit));
    }
  }

  /** The document that a request was answered with. */
  JsonNode document(Exchange exchange) throws ClusterFailure {
    return document(received(exchange, patience.answer()));
  }

  private Received received(Exchange exchange, Duration limit) throws ClusterFailure {
    Instant asked = clock.instant();
    HttpResponse<AsyncBody> head = head(exchange, limit);
    compare(head, asked);
    check(head, exchange);
    byte[] body = unpacked(head, packed(exchange, MOST_BYTES), MOST_BYTES);
    return new Received(head.code(), String.valueOf(head.header("Content-Type")), body);
  }

  private HttpResponse<AsyncBody> head(Exchange exchange, Duration limit) throws ClusterFailure {
    try {
      return exchange.head(limit);
    } catch (ClusterFailure failure) {
      throw tunnel == null ? failure : new ClusterFailure(tunnel.of(failure.trouble()));
    }
  }

  /** The document that was received. */
  JsonNode document(Received received) throws ClusterFailure {
    try {
      JsonNode document = JsonMapper.shared().readTree(received.body());
      if (document.isObject()) {
        return document;
      }
    } catch (JacksonException e) {
      // told below, as everything else that is no object
    }
    throw new ClusterFailure(
        new Trouble.NotKubernetes(
            server, received.code(), received.type(), Failures.begin(received.body())));
  }

  /** Asks for a stream, whose success has been checked. */
  Exchange stream(String path) throws ClusterFailure {
    try {
      return streamOnce(path);
    } catch (ClusterFailure failure) {
      if (failure.trouble() instanceof Trouble.BadCredentials && authorization.renewable()) {
        return streamOnce(path);
      }
      throw failure;
    }
  }

  private Exchange streamOnce(String path) throws ClusterFailure {
    HttpClient by = client();
    Instant asked = clock.instant();
    Exchange exchange = Exchange.start(by, request(by, path, null).build(), server);
    try {
      HttpResponse<AsyncBody> head = head(exchange, patience.answer());
      compare(head, asked); // for hours nothing may be asked but watches
      check(head, exchange);
      return exchange;
    } catch (ClusterFailure failure) {
      exchange.close();
      throw failure;
    }
  }

  /**
   * Opens a WebSocket, whose listener is told nothing before it is open.
   *
   * @throws ClusterFailure when it is not opened
   */
  void socket(String path, String protocol, ExecSocket listener) throws ClusterFailure {
    try {
      socketOnce(path, protocol, listener);
    } catch (ClusterFailure failure) {
      if (failure.trouble() instanceof Trouble.BadCredentials && authorization.renewable()) {
        socketOnce(path, protocol, listener);
        return;
      }
      throw failure;
    }
  }

  private void socketOnce(String path, String protocol, ExecSocket listener) throws ClusterFailure {
    Duration limit = patience.answer();
    WebSocket.Builder socket = client().newWebSocketBuilder();
    socket.uri(URI.create(server + path)).setHeader("User-Agent", "salvor");
    socket.subprotocol(protocol).connectTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
    authorization.tell(socket);
    try {
      listener.handshake().await(socket.buildAsync(listener), server, limit);
    } catch (ClusterFailure failure) {
      throw tunnel == null ? failure : new ClusterFailure(tunnel.of(failure.trouble()));
    }
  }

  private HttpRequest.Builder request(HttpClient by, String path, byte @Nullable [] post)
      throws ClusterFailure {
    HttpRequest.Builder request = by.newHttpRequestBuilder();
    try {
      request.uri(server + path);
    } catch (IllegalArgumentException e) {
      throw new ClusterFailure(new Trouble.Other(String.valueOf(e.getMessage())));
    }
    request.setHeader("Accept", "application/json").setHeader("User-Agent", "salvor");
    if (post != null) {
      request.post("application/json", post);
    }
    authorization.tell(request);
    return request;
  }

  private void check(HttpResponse<AsyncBody> head, Exchange exchange) throws ClusterFailure {
    if (head.code() >= 200 && head.code() < 300) {
      return;
    }
    throw new ClusterFailure(
        Failures.answer(
            server,
            head.code(),
            head.header("Content-Type"),
            head.header("Retry-After"),
            said(head, exchange)));
  }

  /** What a failure says; where that cannot be read, its code is still told. */
  private byte[] said(HttpResponse<AsyncBody> head, Exchange exchange) throws ClusterFailure {
    byte[] body = packed(exchange, MOST_OF_A_FAILURE);
    try {
      return unpacked(head, body, MOST_OF_A_FAILURE);
    } catch (ClusterFailure unreadable) {
      return new byte[0];
    }
  }

  private byte[] packed(Exchange exchange, int most) throws ClusterFailure {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    for (byte[] piece; (piece = exchange.next(patience.answer())) != null; ) {
      whole.writeBytes(piece);
      if (whole.size() > most) {
        throw longer(most);
      }
    }
    return whole.toByteArray();
  }

  private static byte[] unpacked(HttpResponse<AsyncBody> head, byte[] body, int most)
      throws ClusterFailure {
    return "gzip".equalsIgnoreCase(head.header("Content-Encoding")) ? unpacked(body, most) : body;
  }

  /** What was packed, of which no more than {@code most} bytes are taken. */
  static byte[] unpacked(byte[] body, int most) throws ClusterFailure {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body), 1 << 16)) {
      byte[] unpacked = in.readNBytes(most);
      if (in.read() >= 0) {
        throw longer(most);
      }
      return unpacked;
    } catch (IOException cause) {
      throw new ClusterFailure(new Trouble.Other("its answer cannot be unpacked: " + cause));
    }
  }

  private static ClusterFailure longer(int most) {
    return new ClusterFailure(new Trouble.Other("an answer of more than " + most + " bytes"));
  }

  private void compare(HttpResponse<AsyncBody> head, Instant asked) {
    String date = head.header("Date");
    Duration took = Duration.between(asked, clock.instant());
    if (date == null || took.compareTo(TOO_SLOW) > 0) {
      return;
    }
    try {
      Instant theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Instant ours = asked.plus(took.dividedBy(2));
      Duration apart = Duration.between(ours, theirs.plusMillis(500)); // it has whole seconds
      Duration unsure = took.dividedBy(2).plusMillis(500);
      ahead = apart.minus(ahead).abs().compareTo(unsure) > 0 ? apart : ahead;
    } catch (DateTimeParseException e) {
      ahead = Duration.ZERO; // says nothing about its clock
    }
  }

  @Override
  public synchronized void close() {
    before.forEach(HttpClient::close);
    client.close();
    if (tunnel != null) {
      tunnel.close();
    }
  }
}
