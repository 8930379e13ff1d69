package salvor.cluster.fabric8;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import salvor.cluster.Trouble;
import salvor.cluster.Trouble.Unreachable.Reason;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says of an exception or an answer what trouble it is. */
final class Failures {
  private static final int BEGIN = 200;

  /** How the API server answers for a kind that it does not serve: in plain text. */
  private static final String NO_SUCH_PATH = "404 page not found";

  private Failures() {}

  /** Why no answer began. */
  static Trouble of(Throwable thrown, String server, Duration limit) {
    for (Throwable cause : chain(thrown)) {
      Trouble trouble = one(cause, server, limit);
      if (trouble != null) {
        return trouble;
      }
    }
    return broken(thrown, server, limit);
  }

  /** Why an answer broke off. */
  static Trouble broken(Throwable thrown, String server, Duration limit) {
    List<Throwable> chain = chain(thrown);
    if (chain.stream().anyMatch(HttpTimeoutException.class::isInstance)) {
      return new Trouble.TimedOut(server, limit);
    }
    return new Trouble.Unreachable(server, Reason.BROKEN, said(chain.getLast()));
  }

  private static List<Throwable> chain(Throwable thrown) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable cause = thrown;
        cause != null && !chain.contains(cause);
        cause = cause.getCause()) {
      chain.addFirst(cause); // the deepest says most
    }
    return chain;
  }

  private static @Nullable Trouble one(Throwable cause, String server, Duration limit) {
    String said = said(cause);
    return switch (cause) {
      case CertificateExpiredException _, CertificateNotYetValidException _ ->
          new Trouble.WrongTime(server, said, Instant.now());
      case CertPathBuilderException _, CertPathValidatorException _ ->
          new Trouble.WrongAuthority(server, said);
      case CertificateException _ ->
          said.contains("subject alternative") || said.contains("No name matching")
              ? new Trouble.WrongName(server, said)
              : new Trouble.WrongAuthority(server, said);
      case SSLException _ -> tls(said, server);
      case UnknownHostException _, UnresolvedAddressException _ ->
          new Trouble.Unreachable(server, Reason.UNKNOWN_HOST, said);
      case NoRouteToHostException _ -> new Trouble.Unreachable(server, Reason.NO_ROUTE, said);
      case HttpTimeoutException _ -> new Trouble.TimedOut(server, limit);
      case ConnectException _ ->
          new Trouble.Unreachable(
              server, said.contains("unreachable") ? Reason.NO_ROUTE : Reason.REFUSED, said);
      default ->
          said.contains("Tunnel failed") || said.toLowerCase(Locale.ROOT).contains("proxy")
              ? new Trouble.Unreachable(server, Reason.PROXY, said)
              : said.contains("fatal alert") ? tls(said, server) : null; // by TLS 1.3 it comes late
    };
  }

  private static @Nullable Trouble tls(String said, String server) {
    if (said.contains("Unsupported or unrecognized SSL message")
        || said.contains("plaintext connection")) {
      return new Trouble.NotKubernetes(server, 0, "no TLS", said);
    }
    if (said.contains("bad_certificate")
        || said.contains("certificate_required")
        || said.contains("certificate_expired")
        || said.contains("fatal alert: certificate_unknown")
        || said.contains("unknown_ca")) {
      return new Trouble.BadCredentials(server);
    }
    return said.contains("PKIX") ? new Trouble.WrongAuthority(server, said) : null;
  }

  private static String said(Throwable cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** What an answer that is no success means. */
  static Trouble answer(
      String server, int code, @Nullable String type, @Nullable String retry, byte[] body) {
    JsonNode status = status(body);
    if (status == null) {
      if (code == 404 && begin(body).startsWith(NO_SUCH_PATH)) {
        return new Trouble.Missing(NO_SUCH_PATH);
      }
      return code == 401
          ? new Trouble.BadCredentials(server)
          : code == 429 || code == 503
              ? new Trouble.Busy(seconds(retry), begin(body))
              : new Trouble.NotKubernetes(server, code, String.valueOf(type), begin(body));
    }
    return status(server, status, seconds(retry));
  }

  /** What a {@code Status} object means. */
  static Trouble status(String server, JsonNode status, Duration retry) {
    int code = status.path("code").asInt(0);
    String said = status.path("message").asString("");
    String reason = status.path("reason").asString("");
    JsonNode details = status.path("details");
    return switch (code) {
      case 401 -> new Trouble.BadCredentials(server);
      case 403 -> forbidden(said, details);
      case 404 -> new Trouble.Missing(said);
      case 410 -> new Trouble.Expired(said);
      case 429, 503 ->
          new Trouble.Busy(
              retry.isZero()
                  ? Duration.ofSeconds(
                      Math.clamp(details.path("retryAfterSeconds").asLong(0), 0, 600))
                  : retry,
              said);
      case 504 ->
          said.contains("Too large resource version")
              ? new Trouble.Expired(said)
              : new Trouble.Refused(code, reason, said);
      default -> new Trouble.Refused(code, reason, said);
    };
  }

  /** The API server words it always the same; verb and namespace stand nowhere else. */
  private static Trouble forbidden(String said, JsonNode details) {
    String group = details.path("group").asString("");
    String resource = between(said, "resource \"", "\"");
    return new Trouble.Forbidden(
        between(said, " cannot ", " resource"),
        (resource.isEmpty() ? details.path("kind").asString("") : resource)
            + (group.isEmpty() ? "" : "." + group),
        between(said, "in the namespace \"", "\""),
        said);
  }

  private static String between(String text, String before, String after) {
    int from = text.indexOf(before);
    int to = from < 0 ? -1 : text.indexOf(after, from + before.length());
    return to < 0 ? "" : text.substring(from + before.length(), to);
  }

  private static @Nullable JsonNode status(byte[] body) {
    try {
      JsonNode read = JsonMapper.shared().readTree(body);
      return read.path("kind").asString("").equals("Status") ? read : null;
    } catch (JacksonException e) {
      return null;
    }
  }

  static String begin(byte[] body) {
    return new String(
        body, 0, Math.min(body.length, BEGIN), java.nio.charset.StandardCharsets.UTF_8);
  }

  private static Duration seconds(@Nullable String retry) {
    try {
      return retry == null
          ? Duration.ZERO
          : Duration.ofSeconds(Math.clamp(Long.parseLong(retry.strip()), 0, 600));
    } catch (NumberFormatException e) {
      return Duration.ZERO; // a date: HTTP allows it, the API server never sends it
    }
  }
}
