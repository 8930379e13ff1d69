package salvor.report;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import salvor.cluster.Credentials;
import salvor.cluster.ExecPlugin;
import salvor.cluster.Greeting;
import salvor.cluster.KubeContext;
import salvor.cluster.LogIn;
import salvor.cluster.Trouble;
import salvor.evidence.Visible;

/**
 * What is told of clusters, in sentences: what is wrong, and what to do about it. Text from outside
 * is made safe here.
 */
public final class ClusterWords {
  private static final int SAID = 200;

  private ClusterWords() {}

  /** What is wrong, and the remedy. */
  public static String trouble(Trouble trouble) {
    return switch (trouble) {
      case Trouble.WrongAuthority(String server, String said) ->
          "The certificate of "
              + v(server)
              + " is not signed by the authority that the kubeconfig names ("
              + v(said)
              + "): it is another cluster, or somebody is in between. Check"
              + " certificate-authority-data and the proxy; do not switch the check off.";
      case Trouble.WrongName(String server, String said) ->
          "The certificate of "
              + v(server)
              + " is for another name ("
              + v(said)
              + "). Use the name that it is for, or set tls-server-name.";
      case Trouble.WrongTime(String server, String said, var ours) ->
          "The certificate of "
              + v(server)
              + " is not valid at "
              + ours
              + ", the time of this machine ("
              + v(said)
              + "). Set the clock right; if it is, the cluster's certificate has to be renewed.";
      case Trouble.BadCredentials(String server) ->
          v(server)
              + " does not accept the credentials (401): they are expired, withdrawn or of another"
              + " cluster. Log in again and take the new kubeconfig.";
      case Trouble.Forbidden no -> forbidden(no);
      case Trouble.Unreachable(String server, var reason, String said) ->
          unreachable(v(server), reason, v(said));
      case Trouble.TimedOut(String server, Duration waited) ->
          v(server)
              + " said nothing for "
              + seconds(waited)
              + ": it is overloaded, or the connection is half open. Check the network between.";
      case Trouble.NotKubernetes(String server, int code, String type, String begin) ->
          v(server)
              + " answers, but is no Kubernetes API ("
              + (code == 0 ? "" : "code " + code + ", ")
              + v(type)
              + ": "
              + v(begin)
              + "). Check the address and the proxy; a log-in page may be in between.";
      case Trouble.TooOld(String version, String missing) ->
          "The cluster is "
              + v(version)
              + " and lacks "
              + v(missing)
              + "; 1.28 or newer is needed.";
      case Trouble.Busy(Duration after, String said) ->
          "The cluster is too busy"
              + (after.isZero() ? "" : " and asks to wait " + seconds(after))
              + " ("
              + v(said)
              + "). It is tried again.";
      case Trouble.Missing(String what) ->
          "The cluster does not have it: " + v(what) + ". Check the name and the namespace.";
      case Trouble.Expired(String said) ->
          "The cluster no longer knows what changed since (" + v(said) + "); it is listed anew.";
      case Trouble.Refused(int code, String reason, String said) ->
          "The cluster refused it ("
              + code
              + " "
              + v(reason)
              + "): "
              + v(said)
              + ". "
              + (code >= 500
                  ? "Its server is in trouble: tell whoever runs it."
                  : "Ask whoever runs the cluster.");
      case Trouble.ProxyUnusable(String proxy) ->
          "The proxy "
              + v(proxy)
              + " cannot be used: http://, https:// and socks5:// are known, and a server by http://"
              + " is reached through http:// alone. Name another in proxy-url or HTTPS_PROXY, or name"
              + " the cluster's host in NO_PROXY.";
      case Trouble.ProxyFailed(String proxy, String server, var reason, String said) ->
          ProxyWords.failed(v(proxy), v(server), reason, v(said));
      case Trouble.TokenOver(String issuer, var since) ->
          "The ID token of "
              + v(issuer)
              + " is over since "
              + since
              + ", and the kubeconfig has no refresh token to renew it by. Log in again with your"
              + " provider's tool; the new token is read without connecting anew.";
      case Trouble.Silent(Duration waited) ->
          "Nothing came for " + seconds(waited) + "; the log was asked for anew.";
      case Trouble.BadKubeconfig(var problems) ->
          problems.stream().map(KubeconfigWords::problem).collect(Collectors.joining(" "));
      case Trouble.NoCredentials(String kind) ->
          "The kubeconfig's credentials are of a kind that cannot be used here ("
              + v(kind)
              + "). Log in with your provider's tool and take the kubeconfig that it writes.";
      case Trouble.NotConfirmed(LogIn act, var origin) -> LogInWords.notConfirmed(act, origin);
      case Trouble.NotRenewed not -> LogInWords.notRenewed(not);
      case Trouble.PluginFailed(ExecPlugin plugin, String said) ->
          "The credential plugin "
              + v(plugin.command())
              + " gave no credentials ("
              + v(said)
              + "). Run it in a terminal, log in where it asks for it, and try again."
              + (plugin.hint().isEmpty() ? "" : " The kubeconfig says: " + v(plugin.hint()) + ".");
      case Trouble.BadFile(String what, String said) ->
          "What the kubeconfig names cannot be used: "
              + v(what)
              + " ("
              + v(said)
              + "). Correct its path, or give yourself the right to read it.";
      case Trouble.Other(String said) -> "It did not work: " + v(said) + ".";
    };
  }

  /** A right that is missing has its verb; a rule of the cluster only says what it dislikes. */
  private static String forbidden(Trouble.Forbidden no) {
    if (no.verb().isEmpty()) {
      return "Not allowed"
          + (no.resource().isEmpty() ? "" : " for " + v(no.resource()))
          + (no.said().isBlank()
              ? ": the cluster answers 403 and does not say which right is missing."
              : ", without a right being named: " + v(no.said()) + ".")
          + " A rule of the cluster (admission) may forbid it, or something in front of it: ask"
          + " whoever runs the cluster; salvor rights shows what is allowed.";
    }
    return "Not allowed: "
        + v(no.verb())
        + (no.resource().isEmpty() ? "" : " " + v(no.resource()))
        + (no.namespace().isEmpty() ? " in all namespaces" : " in " + v(no.namespace()))
        + ". Ask for a role with this verb (packaging/rbac), or name a namespace; salvor rights"
        + " shows what is missing.";
  }

  private static String unreachable(String server, Trouble.Unreachable.Reason reason, String said) {
    return switch (reason) {
      case UNKNOWN_HOST ->
          "No such host: " + server + ". Check the name, and whether the VPN is up.";
      case REFUSED ->
          "Nobody listens at " + server + ". Check the port, and whether the cluster runs.";
      case NO_ROUTE -> "There is no way to " + server + ". Check the network and the VPN.";
      case BROKEN ->
          "The connection to "
              + server
              + " broke ("
              + said
              + "). Check the network, the VPN and the proxy.";
      case PROXY ->
          "The proxy does not let through to " + server + " (" + said + "). Check proxy-url.";
    };
  }

  /** The whole command line of a plugin with what it adds to the environment. */
  public static String command(ExecPlugin plugin) {
    StringBuilder line = new StringBuilder();
    for (Map.Entry<String, String> each : new TreeMap<>(plugin.environment()).entrySet()) {
      line.append(each.getKey()).append('=').append(quoted(each.getValue())).append(' ');
    }
    line.append(quoted(plugin.command()));
    plugin.arguments().forEach(argument -> line.append(' ').append(quoted(argument)));
    return Visible.text(line.toString()); // never shortened: what is confirmed must be seen
  }

  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** By what a context is known, in a word or two; no secret. */
  public static String credentials(KubeContext context) {
    return context.credentials().isEmpty()
        ? "none"
        : context.credentials().stream()
            .map(ClusterWords::credentials)
            .collect(Collectors.joining(", "));
  }

  private static String credentials(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Certificate _ -> "certificate";
      case Credentials.Token _ -> "token";
      case Credentials.TokenFile(var file) -> "token in " + v(file.toString());
      case Credentials.Basic _ -> "password";
      case Credentials.Plugin _ -> "exec plugin";
      case Credentials.Oidc oidc -> "OIDC of " + v(oidc.issuer());
      case Credentials.Provider(String name) -> "provider " + v(name);
      case Credentials.Impersonation(String user, var groups, var extra) -> "as " + v(user);
    };
  }

  /** What is said of a clock that is off; empty when it is not. */
  public static String skew(Greeting greeting) {
    return skew(greeting.ahead());
  }

  /** What is said of one that is so far ahead; empty when that is nothing. */
  public static String skew(Duration ahead) {
    String off =
        "The cluster's clock is "
            + seconds(ahead.abs())
            + (ahead.isNegative() ? " behind" : " ahead of")
            + " this machine's";
    return switch (Greeting.skew(ahead)) {
      case NONE -> "";
      case TOLD -> off + ".";
      case WARNED ->
          off
              + ": times of events and of log lines do not fit, and tokens may not hold. Set it right.";
    };
  }

  private static String seconds(Duration time) {
    return time.toMinutes() >= 10 ? time.toMinutes() + " min" : time.toSeconds() + " s";
  }

  private static String v(String hostile) {
    return Visible.text(hostile, SAID);
  }
}
