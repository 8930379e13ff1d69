package salvor.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
