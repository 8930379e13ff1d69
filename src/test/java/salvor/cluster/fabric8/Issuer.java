package salvor.cluster.fabric8;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import salvor.training.apiserver.Identity;

/**
 * An OpenID Connect issuer whose ID tokens a practice server takes. A refresh token is good for one
 * use; who shows one twice is locked out.
 */
final class Issuer implements AutoCloseable {
  static final String SECRET = "client s/cret";
  private final Issuing authority = new Issuing();
  private final HttpsServer server;
  private final PracticeApi api;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private String refresh = "refresh-token-0";
  private int given;
  volatile String discovery = "";
  volatile int code;
  volatile String error = "";
  volatile boolean withoutIdToken;
  volatile boolean secretInBody;

  Issuer(PracticeApi api) throws Exception {
    this.api = api;
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(authority.tls()));
    server.createContext("/", this::arrived);
    server.start();
  }

  String address() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  int port() {
    return server.getAddress().getPort();
  }

  String authority() throws Exception {
    return Base64.getEncoder().encodeToString(authority.authority().getBytes(UTF_8));
  }

  /** Paths, headers that tell who asks, and bodies. */
  List<String> asked() {
    return asked;
  }

  long renewals() {
    return asked.stream().filter(each -> each.startsWith("/token")).count();
  }

  synchronized String refresh() {
    return refresh;
  }

  /** A token that the practice server takes as long as it says. */
  String token(Duration left) {
    Instant until = Instant.now().plus(left);
    String claims = "{\"exp\": " + until.getEpochSecond() + ", \"n\": " + given + "}";
    String token = part("{\"alg\": \"none\"}") + "." + part(claims) + "." + part("signature");
    api.tokens.accept(token, new Identity("carol", List.of("system:masters")), until);
    return token;
  }

  private static String part(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private void arrived(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String who = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    String proxy = String.valueOf(exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
    String path = exchange.getRequestURI().getPath();
    asked.add(path + " " + who + " " + proxy + " " + body);
    String host = exchange.getRequestHeaders().getFirst("Host");
    if (path.equals("/.well-known/openid-configuration")) {
      if (!discovery.isEmpty()) {
        exchange.getResponseHeaders().add("Location", discovery);
      }
      String tokens = discovery.isEmpty() || code != 0 ? "https://" + host + "/token" : discovery;
      answer(exchange, code == 0 ? 200 : code, "{\"token_endpoint\": \"" + tokens + "\"}");
    } else {
      renew(exchange, body, who);
    }
  }

  private synchronized void renew(HttpExchange exchange, String body, String who)
      throws IOException {
    Map<String, String> form = new HashMap<>();
    for (String each : body.split("&")) {
      form.put(each.split("=")[0], URLDecoder.decode(each.split("=", 2)[1], UTF_8));
    }
    String due =
        "Basic " + Base64.getEncoder().encodeToString("kube:client+s%2Fcret".getBytes(UTF_8));
    boolean known =
        secretInBody
            ? SECRET.equals(form.get("client_secret")) && "kube".equals(form.get("client_id"))
            : who.equals(due);
    if (!known) {
      answer(exchange, 401, "{\"error\": \"invalid_client\"}");
    } else if (!error.isEmpty()) {
      answer(
          exchange,
          400,
          "{\"error\": \"%s\", \"error_description\": \"no more %s\"}"
              .formatted(error, form.get("refresh_token")));
    } else if (!refresh.equals(form.get("refresh_token"))
        || !"refresh_token".equals(form.get("grant_type"))) {
      refresh = "locked out";
      answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
    } else {
      refresh = "refresh-token-" + ++given;
      String id = withoutIdToken ? "" : "\"id_token\": \"" + token(Duration.ofHours(1)) + "\", ";
      answer(
          exchange,
          200,
          "{" + id + "\"access_token\": \"a\", \"refresh_token\": \"" + refresh + "\"}");
    }
  }

  private static void answer(HttpExchange exchange, int code, String json) throws IOException {
    byte[] body = json.getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
