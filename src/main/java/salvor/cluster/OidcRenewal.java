package salvor.cluster;

import java.nio.file.Path;
import java.util.List;

/**
 * That a refresh token is sent to an OpenID Connect issuer, and the new tokens are written into the
 * kubeconfig.
 *
 * @param file the kubeconfig that has the token
 * @param user the user there
 * @param issuer the address of the issuer
 * @param client as which client it is asked
 * @param authority who vouches for the issuer, as written; empty for the system's authorities
 */
public record OidcRenewal(Path file, String user, String issuer, String client, String authority)
    implements LogIn {
  @Override
  public String fingerprint() {
    String where = file.toAbsolutePath().normalize().toString();
    return LogIn.fingerprint(List.of(where, "oidc", user, issuer, client, authority));
  }
}
