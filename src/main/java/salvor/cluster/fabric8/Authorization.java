package salvor.cluster.fabric8;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import salvor.cluster.ClusterFailure;
import salvor.cluster.Credentials;
import salvor.cluster.KubeContext;
import salvor.cluster.Kubeconfigs;
import salvor.cluster.Trouble;

/**
 * Says with each request who asks. What a plugin or a file gave is asked for again when it ends,
 * and the kubeconfig is read again when its token does: somebody may have logged in meanwhile.
 */
final class Authorization {
  private static final long MOST_BYTES = 1 << 20;
  private final KubeContext context;
  private final InstantSource clock;
  private final Renewals renewals;
  private @Nullable String freshAndOver;
  private List<Credentials> credentials;
  private @Nullable PluginRun given;

  /**
   * With the plugin's credentials, where there is one; it must have been confirmed.
   *
   * @throws ClusterFailure when it gives none, or there is nothing that this client knows
   */
  Authorization(KubeContext context, InstantSource clock, Renewals renewals) throws ClusterFailure {
    this.context = context;
    this.renewals = renewals;
    this.clock = clock;
    this.credentials = context.credentials();
    for (Credentials each : context.credentials()) {
      switch (each) {
        case Credentials.Provider(String name) ->
            throw new ClusterFailure(new Trouble.NoCredentials(name));
        case Credentials.Oidc oidc -> {
          if (oidc.idToken().isEmpty() && oidc.refreshToken().isEmpty()) {
            throw new ClusterFailure(new Trouble.NoCredentials("oidc"));
          }
        }
        case Credentials.Plugin(var plugin) -> given = PluginRun.of(plugin, context);
        case Credentials.Certificate _,
            Credentials.Token _,
            Credentials.TokenFile _,
            Credentials.Basic _,
            Credentials.Impersonation _ -> {
          // told with each request, or by TLS
        }
      }
    }
  }

  /** Asks for what has ended, as far as that can be known before the cluster says so. */
  synchronized void renew() throws ClusterFailure {
    for (Credentials each : List.copyOf(credentials)) {
      if (each instanceof Credentials.Plugin(var plugin)
          && (given == null || given.isOver(clock.instant()))) {
        given = PluginRun.of(plugin, context);
      }
      if (each instanceof Credentials.Oidc oidc && isOver(oidc)) {
        readAgain();
      }
    }
    for (Credentials each : List.copyOf(credentials)) {
      if (each instanceof Credentials.Oidc oidc && isOver(oidc)) {
        renew(oidc);
      }
    }
  }

  private boolean isOver(Credentials.Oidc oidc) {
    return oidc.isOver(clock.instant()) && !oidc.idToken().equals(freshAndOver);
  }

  /** One that is new and over all the same tells that our clock is off: the cluster will judge. */
  private void renew(Credentials.Oidc oidc) throws ClusterFailure {
    Credentials.Oidc fresh = renewals.renewed(oidc);
    freshAndOver = fresh.isOver(clock.instant()) ? fresh.idToken() : null;
    credentials = credentials.stream().map(each -> each.equals(oidc) ? fresh : each).toList();
  }

  /** Takes other credentials of the same kinds for the same server; never a program to run. */
  private boolean readAgain() {
    Optional<KubeContext> now =
        Kubeconfigs.read(List.of(context.file()), context.origin()).context(context.name());
    if (now.isEmpty()
        || !now.get().problems().isEmpty()
        || !now.get().server().equals(context.server())
        || now.get().credentials().equals(credentials)
        || !kinds(now.get().credentials()).equals(kinds(credentials))) {
      return false;
    }
    credentials = now.get().credentials();
    return true;
  }

  private static List<Class<?>> kinds(List<Credentials> all) {
    return all.stream().<Class<?>>map(Object::getClass).toList();
  }

  /** The client certificate, that of the plugin where it gave one. */
  synchronized Credentials.@Nullable Certificate certificate() {
    for (Credentials each : credentials) {
      if (each instanceof Credentials.Certificate certificate) {
        return certificate;
      }
    }
    return given == null ? null : given.certificate();
  }

  /** Adds what tells who asks. */
  synchronized void tell(BasicBuilder request) throws ClusterFailure {
    for (Credentials each : credentials) {
      switch (each) {
        case Credentials.Token(String token) -> bearer(request, token);
        case Credentials.Oidc oidc -> bearer(request, oidc.idToken());
        case Credentials.TokenFile(Path file) -> bearer(request, read(file));
        case Credentials.Basic(String user, String password) ->
            request.setHeader(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)));
        case Credentials.Plugin _ -> {
          if (given != null && !given.token().isEmpty()) {
            bearer(request, given.token());
          }
        }
        case Credentials.Impersonation(String user, List<String> groups, var extra) ->
            impersonate(request, user, groups, extra);
        case Credentials.Certificate _, Credentials.Provider _ -> {
          // by TLS; refused at the beginning
        }
      }
    }
  }

  /** After a 401: whether another try may have other credentials. */
  synchronized boolean renewable() throws ClusterFailure {
    if (given != null) {
      given = null;
      return true;
    }
    if (credentials.stream().anyMatch(Credentials.Plugin.class::isInstance)) {
      return false;
    }
    if (readAgain()) {
      return true;
    }
    for (Credentials each : credentials) {
      if (each instanceof Credentials.Oidc oidc && renewals.isWorthwhile(oidc)) {
        renew(oidc);
        return true;
      }
    }
    return false;
  }

  private static void bearer(BasicBuilder request, String token) throws ClusterFailure {
    if (token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
      throw new ClusterFailure(
          new Trouble.BadFile("token", "it holds spaces or control characters"));
    }
    request.setHeader("Authorization", "Bearer " + token);
  }

  private static void impersonate(
      BasicBuilder request, String user, List<String> groups, Map<String, List<String>> extra) {
    request.setHeader("Impersonate-User", user);
    groups.forEach(group -> request.header("Impersonate-Group", group));
    extra.forEach((name, values) ->
        values.forEach(value ->
            request.header(
                "Impersonate-Extra-" + java.net.URLEncoder.encode(name, StandardCharsets.UTF_8),
                value)));
  }

  private static String read(Path file) throws ClusterFailure {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MOST_BYTES) {
        throw new IOException("not there, or no token");
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new ClusterFailure(
          new Trouble.BadFile(file.toString(), String.valueOf(e.getMessage())));
    }
  }
}
