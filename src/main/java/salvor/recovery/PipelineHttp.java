package salvor.recovery;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Secrets;
import salvor.recovery.SecretRef.Secret;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Asks the API of a pipeline. Encrypted only, but for this machine; a token is never sent where an
 * answer points to; an answer is read as far as one of such an API goes, and told without the
 * secret that was sent.
 */
final class PipelineHttp implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);
  private static final int MOST_BYTES = 4 << 20;
  private static final int SAID = 200;
  private final HttpClient client =
      HttpClient.newBuilder()
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(PATIENCE)
          .build();

  /** What was answered. */
  record Reply(int code, JsonNode body) {}

  /**
   * Whether a token may be sent there: it is encrypted, or it does not leave this machine.
   *
   * @param url where
   */
  static boolean isSafe(URI url) {
    String scheme = String.valueOf(url.getScheme());
    String host = url.getHost();
    if (host == null || url.getUserInfo() != null) {
      return false;
    }
    return scheme.equals("https") || (scheme.equals("http") && isLoopback(host));
  }

  private static boolean isLoopback(String host) {
    boolean literal = host.startsWith("127.") || host.equals("[::1]") || host.equals("localhost");
    try {
      return literal && InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      return false;
    }
  }

  Reply get(URI url, Map<String, String> headers, @Nullable Secret secret) throws PipelineFailure {
    return answered(request(url, headers).GET().build(), secret);
  }

  Reply post(URI url, Map<String, String> headers, byte[] body, @Nullable Secret secret)
      throws PipelineFailure {
    return answered(
        request(url, headers)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build(),
        secret);
  }

  private static HttpRequest.Builder request(URI url, Map<String, String> headers)
      throws PipelineFailure {
    if (!isSafe(url)) {
      throw new PipelineFailure(
          new PipelineTrouble.Unreachable(url.getHost() + " is not reached by https"));
    }
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url).timeout(PATIENCE).header("Accept", "application/json");
    try {
      headers.forEach(request::header);
    } catch (IllegalArgumentException _) { // its message holds the value
      throw new PipelineFailure(
          new PipelineTrouble.Unreachable("the token has characters that no header can have"));
    }
    return request;
  }

  private Reply answered(HttpRequest request, @Nullable Secret secret) throws PipelineFailure {
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      byte[] bytes;
      try (InputStream in = response.body()) {
        bytes = in.readNBytes(MOST_BYTES);
      }
      String text = new String(bytes, StandardCharsets.UTF_8);
      return judged(response, text, request.uri(), secret);
    } catch (IOException cause) {
      throw new PipelineFailure(
          new PipelineTrouble.Unreachable(said(String.valueOf(cause.getMessage()), secret)));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt(); // somebody else's wish
      throw new PipelineFailure(new PipelineTrouble.Unreachable("interrupted"));
    }
  }

  private static Reply judged(
      HttpResponse<InputStream> response, String text, URI url, @Nullable Secret secret)
      throws PipelineFailure {
    int code = response.statusCode();
    if (code >= 200 && code < 300) {
      return new Reply(code, text.isBlank() ? JsonNodeFactory.instance.objectNode() : json(text));
    }
    String said = said(text, secret);
    throw new PipelineFailure(
        switch (code) {
          case 401, 403 ->
              isLimited(response)
                  ? new PipelineTrouble.Busy(after(response))
                  : new PipelineTrouble.NotAllowed(code, said);
          case 404 -> new PipelineTrouble.NotThere(url.getPath());
          case 429, 503 -> new PipelineTrouble.Busy(after(response));
          case 301, 302, 303, 307, 308 ->
              new PipelineTrouble.PointsElsewhere(
                  response.headers().firstValue("Location").map(PipelineHttp::host).orElse(""));
          default -> new PipelineTrouble.Refused(code, said);
        });
  }

  /** GitHub says so with 403 as well. */
  private static boolean isLimited(HttpResponse<?> response) {
    return response.headers().firstValue("Retry-After").isPresent()
        || response.headers().firstValue("X-RateLimit-Remaining").filter("0"::equals).isPresent();
  }

  private static Duration after(HttpResponse<?> response) {
    Optional<String> told = response.headers().firstValue("Retry-After");
    if (told.isPresent() && told.get().matches("[0-9]{1,6}")) {
      Duration after = Duration.ofSeconds(Long.parseLong(told.get()));
      return after.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : after;
    }
    return Duration.ofMinutes(1);
  }

  private static String host(String location) {
    try {
      String host = URI.create(location).getHost();
      return host == null ? "another path" : host;
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  private static JsonNode json(String text) throws PipelineFailure {
    try {
      return JsonMapper.shared().readTree(text);
    } catch (JacksonException _) {
      throw new PipelineFailure(new PipelineTrouble.NotUnderstood("no JSON"));
    }
  }

  private static String said(String text, @Nullable Secret secret) {
    String masked = Secrets.masked(secret == null ? text : secret.masked(text));
    return masked.substring(0, Math.min(SAID, masked.length()));
  }

  static byte[] bytes(JsonNode body) {
    return body.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** A path below the root of an API, part by part: none leaves its place. */
  static URI below(URI api, List<String> parts, String query) {
    StringBuilder path = new StringBuilder(api.toString().replaceFirst("/+$", ""));
    for (String part : parts) {
      path.append('/').append(URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"));
    }
    return URI.create(path + (query.isEmpty() ? "" : "?" + query));
  }

  @Override
  public void close() {
    client.close();
  }
}
