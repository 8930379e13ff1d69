package salvor.cluster.fabric8;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Credentials;
import salvor.cluster.Secrets;
import salvor.cluster.Trouble;
import salvor.cluster.Trouble.NotRenewed.Cause;
import salvor.jobs.Jobs;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a new ID token for a refresh token (OpenID Connect Core 1.0, section 12), as kubectl asks
 * for it: where it does so is looked up at the issuer (Discovery 1.0, section 4). By https alone,
 * and no redirect is followed: the secrets go to whom the kubeconfig names, or whom that one names.
 *
 * @param of what the kubeconfig says of it
 * @param environment may name a proxy, as for kubectl; that of the cluster is not taken
 * @param limit for each of the two answers
 */
record OidcIssuer(Credentials.Oidc of, Map<String, String> environment, Duration limit, Jobs jobs) {
  private static final int LONGEST = 1 << 20;

  /** The section with new tokens. */
  Credentials.Oidc renewed() throws ClusterFailure {
    String issuer = of.issuer().replaceAll("/+$", "");
    URI discovery = address(issuer + "/.well-known/openid-configuration");
    Answer found = send(HttpRequest.newBuilder(discovery));
    if (found.code() != 200) {
      throw failed(Cause.NO_ISSUER, found.said());
    }
    URI tokens = address(found.document().path("token_endpoint").asString(""));
    boolean inBody = of.secret().isEmpty();
    Answer answer = send(request(tokens, inBody));
    if (answer.code() != 200 && !inBody && answer.error().equals("invalid_client")) {
      answer = send(request(tokens, true)); // some take it in the body alone, and do not say so
    }
    if (answer.code() != 200) {
      boolean over = answer.error().equals("invalid_grant");
      throw failed(over ? Cause.REFUSED : Cause.NO_ISSUER, answer.said());
    }
    String id = answer.document().path("id_token").asString("");
    if (id.isEmpty()) {
      throw failed(Cause.NO_ID_TOKEN, "");
    }
    return of.with(
        id,
        Optional.of(answer.document().path("refresh_token").asString(""))
            .filter(given -> !given.isEmpty())
            .orElse(of.refreshToken()));
  }

  private URI address(String text) throws ClusterFailure {
    try {
      URI address = new URI(text);
      if ("https".equals(address.getScheme()) && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      // told below
    }
    throw failed(Cause.NOT_HTTPS, Secrets.address(text));
  }

  /** Who we are: by Basic, each part encoded (RFC 6749, section 2.3.1), or in the body. */
  private HttpRequest.Builder request(URI tokens, boolean inBody) {
    Map<String, String> form =
        inBody
            ? of.secret().isEmpty()
                ? Map.of("client_id", of.client())
                : Map.of("client_id", of.client(), "client_secret", of.secret())
            : Map.of();
    String body =
        "grant_type=refresh_token&refresh_token="
            + encoded(of.refreshToken())
            + form.entrySet().stream()
                .map(each -> "&" + each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(tokens).POST(BodyPublishers.ofString(body));
    if (!inBody) {
      byte[] who = (encoded(of.client()) + ":" + encoded(of.secret())).getBytes(UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(who));
    }
    return request.header("Content-Type", "application/x-www-form-urlencoded");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private record Answer(int code, JsonNode document) {
    String error() {
      return document.path("error").asString("");
    }

    String said() {
      return "code " + code + " " + error() + " " + document.path("error_description").asString("");
    }
  }

  private Answer send(HttpRequest.Builder request) throws ClusterFailure {
    URI to = request.build().uri();
    String proxy = ProxyChoice.of(to, environment);
    SSLContext tls = Tls.of(of.authority(), "idp-certificate-authority");
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(limit)
            .proxy(HttpClient.Builder.NO_PROXY)
            .sslContext(tls);
    try (Tunnel tunnel =
        proxy.isEmpty()
            ? null
            : Tunnel.to(to, proxy, of.authority(), false, limit.dividedBy(2), jobs)) {
      if (tunnel != null) {
        client.proxy(ProxySelector.of(tunnel.address()));
        request.header("Proxy-Authorization", tunnel.secret());
      }
      return send(client.build(), request.header("Accept", "application/json").build(), tunnel);
    }
  }

  private Answer send(HttpClient client, HttpRequest request, @Nullable Tunnel tunnel)
      throws ClusterFailure {
    try {
      Future<HttpResponse<byte[]>> asked =
          client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST));
      HttpResponse<byte[]> answer = asked.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (answer.statusCode() >= 300 && answer.statusCode() < 400) {
        throw failed(Cause.NO_ISSUER, "it leads elsewhere, code " + answer.statusCode());
      }
      return new Answer(answer.statusCode(), JsonMapper.shared().readTree(answer.body()));
    } catch (TimeoutException e) {
      throw failed(Cause.UNREACHABLE, "no answer within " + limit.toMillis() + " ms");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(Cause.UNREACHABLE, "interrupted");
    } catch (ExecutionException e) {
      throw network(e.getCause() == null ? e : e.getCause(), tunnel);
    } catch (JacksonException e) {
      throw failed(Cause.NO_ISSUER, "what it answers is not JSON");
    } finally {
      client.shutdownNow();
    }
  }

  private ClusterFailure network(Throwable cause, @Nullable Tunnel tunnel) {
    Trouble told = Failures.of(cause, of.issuer(), limit);
    Trouble known = tunnel == null ? told : tunnel.of(told);
    return switch (known) {
      case Trouble.ProxyFailed proxy -> new ClusterFailure(proxy);
      case Trouble.WrongAuthority(_, String said) -> failed(Cause.CERTIFICATE, said);
      case Trouble.WrongName(_, String said) -> failed(Cause.CERTIFICATE, said);
      case Trouble.WrongTime(_, String said, _) -> failed(Cause.CERTIFICATE, said);
      case Trouble.Unreachable(_, _, String said) -> failed(Cause.UNREACHABLE, said);
      default -> failed(Cause.UNREACHABLE, String.valueOf(cause.getMessage()));
    };
  }

  /** No secret that was sent comes back in words. */
  private ClusterFailure failed(Cause cause, String said) {
    String clean = Secrets.masked(said);
    for (String secret : new String[] {of.refreshToken(), of.secret(), of.idToken()}) {
      clean = secret.length() < 4 ? clean : clean.replace(secret, Secrets.MASK);
    }
    return new ClusterFailure(new Trouble.NotRenewed(of.issuer(), of.file(), cause, clean.strip()));
  }
}
