package salvor.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A context of a kubeconfig: which cluster, as whom, in which namespace.
 *
 * @param name its name
 * @param file the file that has it
 * @param origin whose file that is
 * @param cluster the name of the cluster
 * @param server its address, empty when there is none
 * @param authority who vouches for the server, null for the system's authorities
 * @param serverName the name that the server's certificate must have, empty for that of the address
 * @param unverified whether the server's certificate is not looked at
 * @param proxy the proxy's address, empty for none
 * @param user the name of the user
 * @param namespace the namespace, empty when none is named
 * @param credentials by what the user is known, empty when by nothing
 * @param problems why it cannot be used; empty when it can
 */
public record KubeContext(
    String name,
    Path file,
    Origin origin,
    String cluster,
    String server,
    @Nullable Material authority,
    String serverName,
    boolean unverified,
    String proxy,
    String user,
    String namespace,
    List<Credentials> credentials,
    List<KubeconfigProblem> problems) {

  /** Whose file it is. */
  public enum Origin {
    /** The user's own, by place or because the user named it. */
    USER,
    /** It lies in evidence: an attacker may have written it. */
    EVIDENCE
  }

  /** Copies the lists. */
  public KubeContext {
    credentials = List.copyOf(credentials);
    problems = List.copyOf(problems);
  }

  /** Which one, and no secret. */
  @Override
  public String toString() {
    return "KubeContext[" + name + " of " + file + "]";
  }

  /** What would be done to log in, now or when a token is over. */
  public Optional<LogIn> logIn() {
    return credentials.stream()
        .flatMap(each ->
            switch (each) {
              case Credentials.Plugin(var plugin) -> Stream.of(plugin);
              case Credentials.Oidc oidc -> oidc.renewal().stream();
              default -> Stream.<LogIn>empty();
            })
        .findFirst();
  }

  /** The program that would be run to get credentials. */
  public Optional<ExecPlugin> plugin() {
    return credentials.stream()
        .filter(Credentials.Plugin.class::isInstance)
        .map(plugin -> ((Credentials.Plugin) plugin).plugin())
        .findFirst();
  }
}
