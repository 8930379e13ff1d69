package salvor.cluster;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  /** The ID token of an OpenID Connect provider, as the provider section of old kubectls has it. */
  record Oidc(String issuer, String client, String idToken) implements Credentials {
    @Override
    public String toString() {
      return "Oidc[" + issuer + "]";
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
