package salvor.cluster;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import salvor.cluster.KubeconfigProblem.Cause;

/** Reads by what a user of a kubeconfig is known. Files are named, not read; nothing is run. */
final class KubeconfigUsers {
  private KubeconfigUsers() {}

  static List<Credentials> credentials(String name, KubeconfigNode user) {
    List<Credentials> all = new ArrayList<>();
    Material certificate = material(user, "client-certificate-data", "client-certificate");
    Material key = material(user, "client-key-data", "client-key");
    if (certificate != null && key != null) {
      all.add(new Credentials.Certificate(certificate, key));
    } else if (certificate != null || key != null) {
      user.problem(Cause.BAD_DATA, certificate == null ? "client-certificate" : "client-key");
    }
    String token = user.text("token");
    Path tokenFile = path(user, "tokenFile");
    if (tokenFile != null) { // client-go: the file counts over the token
      all.add(new Credentials.TokenFile(tokenFile));
    } else if (!token.isEmpty()) {
      all.add(new Credentials.Token(token));
    }
    if (!user.text("username").isEmpty()) {
      all.add(new Credentials.Basic(user.text("username"), user.text("password")));
    }
    if (user.at("exec").isThere()) {
      plugin(user.at("exec"), all);
    }
    if (user.at("auth-provider").isThere()) {
      all.add(provider(name, user.at("auth-provider")));
    }
    if (!user.text("as").isEmpty()) {
      Map<String, List<String>> extra = new LinkedHashMap<>();
      user.at("as-user-extra")
          .entries()
          .forEach((called, values) ->
              extra.put(called, values.members().stream().map(KubeconfigNode::text).toList()));
      all.add(new Credentials.Impersonation(user.text("as"), user.texts("as-groups"), extra));
    }
    return all;
  }

  private static void plugin(KubeconfigNode exec, List<Credentials> all) {
    Map<String, String> environment = new LinkedHashMap<>();
    for (KubeconfigNode variable : exec.at("env").members()) {
      environment.put(variable.text("name"), variable.text("value"));
    }
    String command = exec.text("command");
    if (command.isEmpty()) {
      exec.problem(Cause.NO_NAME, "command");
      return;
    }
    all.add(
        new Credentials.Plugin(
            new ExecPlugin(
                exec.file(),
                exec.text("apiVersion"),
                command,
                exec.texts("args"),
                environment,
                exec.text("installHint"),
                exec.isSet("provideClusterInfo"))));
  }

  private static Credentials provider(String user, KubeconfigNode provider) {
    String name = provider.text("name");
    KubeconfigNode config = provider.at("config");
    return name.equals("oidc")
        ? new Credentials.Oidc(
            provider.file(),
            user,
            config.text("idp-issuer-url"),
            config.text("client-id"),
            config.text("client-secret"),
            config.text("id-token"),
            config.text("refresh-token"),
            material(config, "idp-certificate-authority-data", "idp-certificate-authority"))
        : new Credentials.Provider(name);
  }

  /** What is written in the kubeconfig counts over a file, as for kubectl. */
  static @Nullable Material material(KubeconfigNode of, String data, String file) {
    String written = of.text(data);
    if (!written.isEmpty()) {
      try {
        new Material(written, null).bytes();
      } catch (IllegalArgumentException | java.io.IOException e) {
        of.at(data).problem(Cause.BAD_DATA, data);
      }
      return new Material(written, null);
    }
    Path path = path(of, file);
    return path == null ? null : new Material(null, path);
  }

  /** A file is named from the folder of the kubeconfig. */
  private static @Nullable Path path(KubeconfigNode of, String key) {
    String name = of.text(key);
    if (name.isEmpty()) {
      return null;
    }
    try {
      return Objects.requireNonNull(of.file().toAbsolutePath().getParent()).resolve(name);
    } catch (InvalidPathException e) {
      of.at(key).problem(Cause.BAD_ADDRESS, name);
      return null;
    }
  }
}
