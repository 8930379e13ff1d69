package salvor.cluster;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** By what a user of a kubeconfig is known to the cluster. None of them shows its secret. */
public sealed interface Credentials {
  /** A client certificate. */
  record Certificate(Material certificate, Material key) implements Credentials {}

  /** A token in the kubeconfig. */
  record Token(String token) implements Credentials {
    @Override
    public String toString() {
      return "Token[...]";
    }
  }

  /** A token in a file, read again whenever it is used: it is changed under way. */
  record TokenFile(Path file) implements Credentials {}

  /** User name and password. */
  record Basic(String user, String password) implements Credentials {
    @Override
    public String toString() {
      return "Basic[" + user + "]";
    }
  }

  /** A program gives them. */
  record Plugin(ExecPlugin plugin) implements Credentials {}

  /**
   * The ID token of an OpenID Connect issuer, as the provider section of kubectl has it.
   *
   * @param file the kubeconfig that has it
   * @param user the user there
   * @param secret the client's, empty for none
   * @param refreshToken by which it is renewed, empty for none
   * @param authority who vouches for the issuer, null for the system's authorities
   */
  record Oidc(
      Path file,
      String user,
      String issuer,
      String client,
      String secret,
      String idToken,
      String refreshToken,
      @Nullable Material authority)
      implements Credentials {
    private static final Duration EARLY = Duration.ofSeconds(10); // as client-go

    @Override
    public String toString() {
      return "Oidc[" + issuer + "]";
    }

    /** The same with other tokens. */
    public Oidc with(String id, String refresh) {
      return new Oidc(file, user, issuer, client, secret, id, refresh, authority);
    }

    /** What would be done to renew it; empty when it cannot be. */
    public Optional<OidcRenewal> renewal() {
      String vouched =
          authority == null
              ? ""
              : authority.data() == null ? String.valueOf(authority.file()) : authority.data();
      return refreshToken.isEmpty()
          ? Optional.empty()
          : Optional.of(new OidcRenewal(file, user, issuer, client, vouched));
    }

    /** Whether it is not there, or says that it has ended. */
    public boolean isOver(Instant now) {
      return idToken.isEmpty() || until().map(t -> !now.isBefore(t.minus(EARLY))).orElse(false);
    }

    /** When the token says that it ends; empty when it does not say. It is not verified here. */
    public Optional<Instant> until() {
      String[] parts = idToken.split("\\.");
      if (parts.length < 2) {
        return Optional.empty();
      }
      try {
        JsonNode claims = JsonMapper.shared().readTree(Base64.getUrlDecoder().decode(parts[1]));
        long seconds = claims.path("exp").asLong(0);
        return seconds <= 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(seconds));
      } catch (IllegalArgumentException | JacksonException | DateTimeException e) {
        return Optional.empty(); // the cluster will say what it thinks of it
      }
    }
  }

  /** Another provider section, which newer clients no longer know. */
  record Provider(String name) implements Credentials {}

  /** Someone else's name is taken on. */
  record Impersonation(String user, List<String> groups, Map<String, List<String>> extra)
      implements Credentials {
    /** Copies the collections. */
    public Impersonation {
      groups = List.copyOf(groups);
      extra = Map.copyOf(extra);
    }
  }
}
